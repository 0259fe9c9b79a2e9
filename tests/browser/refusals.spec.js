// Forms that are refused: the page comes back with its status, what is wrong and what was typed.

import { expect, test } from "./support/house.js";
import { look } from "./support/look.js";

/**
 * One refusal a line: where, which button, what is typed (by the fields' names), the answer's status, and
 * who sends it.
 */
const REFUSALS = [
  ["/admin/login", "Log in", { email: "owner@example.com", password: "wrong wrong wrong" }, 422, "nobody"],
  ["/admin/login/code", "Log in", { code: "12 34 56" }, 422, "half way"],
  ["/admin/invitations/{invitation}", "Join", { name: "", password: "short" }, 422, "nobody"],
  ["/admin/passwords/{passwordLink}", "Save the password", { password: "short" }, 422, "nobody"],
  ["/admin/account", "Save the name", { name: "" }, 422],
  ["/admin/account", "Change the password", { current_password: "wrong", password: "short" }, 422],
  ["/admin/account", "New recovery codes", { factor_password: "wrong" }, 422, "with second factor"],
  ["/admin/account/second-factor", "Turn it on", { code: "000" }, 422],
  ["/admin/incidents/new", "Create incident", { name: "", affected: "DUO1-DUO8, DUO99" }, 422],
  ["/admin/incidents/{incident}", "Post update", { body: "" }, 422],
  ["/admin/incidents/{incident}", "Save note", { note: "" }, 422],
  ["/admin/incidents/{incident}/edit", "Save", { name: "", restored_at: "2001-01-01T00:00" }, 422],
  ["/admin/incidents/{incident}/delete", "Delete incident", { confirm: "Something else" }, 422],
  ["/admin/incidents/{resolved}/postmortem", "Publish", { body: "" }, 422],
  ["/admin/incidents/{incident}/updates/{update}/edit", "Save the correction", { body: "" }, 422],
  ["/admin/team", "Make the invitation link", { email: "owner@example.com", name: "" }, 422],
  ["/admin/team/{member}/remove", "Remove this person", { email: "somebody@example.com" }, 422],
  ["/admin/tokens", "Create the token", { name: "" }, 422],
  ["/admin/maintenances/new", "Schedule maintenance", { name: "", scheduled_for: "" }, 422],
  ["/admin/maintenances/{maintenance}/edit", "Save", { name: "", scheduled_for: "" }, 422],
  ["/admin/maintenances/{maintenance}", "Post update", { body: "" }, 422],
  ["/admin/components/new", "Add component", { name: "" }, 422],
  ["/admin/components/add", "Add components", { names: "" }, 422],
  ["/admin/components/{component}/edit", "Save", { name: "" }, 422],
  ["/admin/templates/new", "Save the template", { name: "", body: "{{nothing}}" }, 422],
  ["/admin/settings/page", "Save the settings", { name: "", url: "ftp://nowhere" }, 422],
  ["/admin/settings/words", "Save the settings", { support_url: "javascript:alert(1)" }, 422],
  ["/admin/settings/colors", "Save the settings", { accent_light: "pale" }, 422],
  ["/admin/settings/security", "Save the settings", { security_contacts: "nowhere" }, 422],
  ["/admin/settings/incidents", "Save the settings", { reminder_intervals: "often" }, 422],
  // Somebody else was faster.
  ["/admin/incidents/{incident}", "Post update", { body: "Mine.", version: "1" }, 409],
  ["/admin/incidents/{incident}/edit", "Save", { name: "Mine", version: "1" }, 409],
  ["/admin/incidents/{resolved}/postmortem", "Publish", { body: "Mine.", version: "1" }, 409],
  ["/admin/incidents/{incident}/updates/{update}/edit", "Save the correction", { body: "Mine.", version: "1" }, 409],
  ["/admin/maintenances/{maintenance}/edit", "Save", { name: "Mine", version: "1" }, 409],
  ["/admin/maintenances/{maintenance}", "Post update", { body: "Mine.", version: "1" }, 409],
  ["/admin/components/{component}/edit", "Save", { name: "Mine", version: "0" }, 409],
  ["/admin/templates/{template}", "Save the template", { name: "Mine", version: "1" }, 409],
  ["/admin/settings/page", "Save the settings", { name: "Mine", version: "1" }, 409],
  // The page was too old.
  ["/admin/incidents/new", "Create incident", { name: "Mine", csrf: "old" }, 403],
];

for (const [path, button, typed, status, who] of REFUSALS) {
  test(`${path} answers ${button} with ${status}, given ${Object.keys(typed)}`, async ({ as, house, noise }) => {
    noise.expect(status);
    const page = await as(who);
    await page.goto(path.replace(/\{(\w+)\}/g, (_, thing) => house.things[thing]));
    const press = page.getByRole("button", { name: button, exact: true }).filter({ visible: true });
    await press.evaluate((element, fields) => {
      const { form } = element;
      form.noValidate = true;
      for (const [name, text] of Object.entries(fields)) form.elements[name].value = text;
    }, typed);
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.request().isNavigationRequest()),
      press.click(),
    ]);
    expect(answer.status()).toBe(status);
    if (status === 422) await expect(page.getByRole("alert")).toBeFocused();
    await look(page);
  });
}
