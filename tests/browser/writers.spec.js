// Nothing typed is lost, and nothing is done twice: two writers, a double click, a session that ends, a
// network that goes away.

import { expect, logIn, openIncident, PASSWORD, test } from "./support/test.js";
import { look } from "./support/look.js";

const NAME = "Phone calls do not arrive";

test.beforeEach(async ({ page, server }) => {
  await logIn(page, server.add("responder"));
});

test("two browsers write to one incident, and both are heard", async ({ page, another, noise, server }) => {
  noise.expect(409);
  const path = await openIncident(page, NAME);
  const second = await another();
  await logIn(second, server.add("admin"));
  await second.goto(path);

  await page.getByRole("radio", { name: "Identified" }).check();
  await page.getByLabel("Message", { exact: true }).fill("One carrier loses the calls.");
  await page.getByRole("button", { name: "Post update" }).click();
  await expect(page.getByText("The update is on the page.")).toBeVisible();

  await second.getByRole("radio", { name: "Monitoring" }).check();
  await second.getByLabel("Message", { exact: true }).fill("Calls arrive again: 30 of 30.");
  await second.getByRole("button", { name: "Post update" }).click();
  await expect(second.getByText("Somebody else changed this while you wrote.")).toBeVisible();
  await expect(second.getByText("One carrier loses the calls.")).toBeVisible();
  await expect(second.getByLabel("Message", { exact: true })).toHaveValue("Calls arrive again: 30 of 30.");
  await expect(second.getByRole("radio", { name: "Monitoring" })).toBeChecked();
  await look(second);

  await second.getByRole("button", { name: "Post update" }).click();
  await expect(second.getByText("The update is on the page.")).toBeVisible();
  await expect(second.locator("ol.said .prose")).toHaveText([
    "Calls arrive again: 30 of 30.",
    "One carrier loses the calls.",
    "We are looking into it.",
  ]);
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with script" : "without script", () => {
    test.use({ javaScriptEnabled });

    test("a double click creates one incident", async ({ page }) => {
      await page.goto("/admin/incidents/new");
      await page.getByLabel("Name", { exact: true }).fill(NAME);
      await page.getByLabel("Message", { exact: true }).fill("We are looking into it.");
      await page.getByRole("button", { name: "Create incident" }).dblclick();
      await expect(page.getByRole("heading", { name: NAME, level: 1 })).toBeVisible();
      expect(await openNow(page)).toEqual([NAME]);
    });

    test("a session that ends while writing gives the text back", async ({ page, another, noise }) => {
      noise.expect(401);
      const elsewhere = await another();
      await logIn(elsewhere, "responder@example.com");
      await page.goto("/admin/incidents/new");
      await page.getByLabel("Name", { exact: true }).fill(NAME);
      await page.getByLabel("Message", { exact: true }).fill("Kept: مرحبا 🙂 <b>");
      await page.getByLabel("Only these groups").fill("DUO1-DUO3");
      await elsewhere.goto("/admin/account");
      await elsewhere.getByRole("button", { name: "End all the others" }).click();
      await expect(elsewhere.getByText("All other sessions are ended.")).toBeVisible();
      await page.getByRole("button", { name: "Create incident" }).click();
      await expect(page.getByText("Your session had ended.")).toBeVisible();
      await page.getByLabel("Email").fill("responder@example.com");
      await page.getByLabel("Password").fill(PASSWORD);
      await page.getByRole("button", { name: "Log in" }).click();
      await expect(page.getByRole("heading", { name: "What you wrote is still here" })).toBeVisible();
      expect(await openNow(page), "nothing was sent").toEqual([]);
      if (javaScriptEnabled) await look(page);
      await page.getByRole("button", { name: "Continue where you were" }).click();
      await expect(page.getByLabel("Name", { exact: true })).toHaveValue(NAME);
      await expect(page.getByLabel("Message", { exact: true })).toHaveValue("Kept: مرحبا 🙂 <b>");
      await expect(page.getByLabel("Only these groups")).toHaveValue("DUO1-DUO3");
    });
  });
}

test("without a network the text stays on the device until it is sent", async ({ page, context }) => {
  const path = await openIncident(page, NAME);
  await page.getByRole("radio", { name: "Identified" }).check();
  await page.getByLabel("Message", { exact: true }).fill("Written in a tunnel.");
  await context.setOffline(true);
  await page.getByRole("button", { name: "Post update" }).click();
  await expect(page.getByRole("button", { name: "Not sent, try again" })).toBeVisible();
  await expect(page.locator("#live")).toHaveText("Not sent, try again");
  await expect(page.getByLabel("Message", { exact: true })).toHaveValue("Written in a tunnel.");

  await context.setOffline(false);
  await page.goto(path);
  await expect(page.getByLabel("Message", { exact: true }), "it stayed on the device").toHaveValue("Written in a tunnel.");
  await context.setOffline(true);
  await page.getByRole("button", { name: "Post update" }).click();
  await context.setOffline(false);
  await page.getByRole("button", { name: "Not sent, try again" }).click();
  await expect(page.getByText("The update is on the page.")).toBeVisible();
  await expect(page.locator("ol.said .prose").first()).toHaveText("Written in a tunnel.");
  await expect(page.getByLabel("Message", { exact: true }), "what was sent is not kept").toHaveValue("");
});

for (const [what, form, field, button] of [
  ["a note", "", "Note", "Save note"],
  ["a correction", "/updates", "Reason", "Save the correction"],
  ["a postmortem", "/postmortem", "Postmortem", "Save draft"],
]) {
  test(`without a network ${what} says that it was not sent, and is sent later`, async ({ page, context }) => {
    const path = await openIncident(page, NAME);
    if (form === "/updates") await page.getByRole("link", { name: "Correct" }).click();
    else await page.goto(path + form);
    await page.getByLabel(field, { exact: true }).fill("Written in a tunnel.");
    await context.setOffline(true);
    await page.getByRole("button", { name: button }).click();
    await expect(page.locator("#live")).toHaveText("Not sent, try again");
    await context.setOffline(false);
    await page.getByRole("button", { name: "Not sent, try again" }).click();
    await expect(page.locator(".flash")).toBeVisible();
  });
}

test("without a network the return key says that nothing was sent", async ({ page, context }) => {
  await page.goto("/admin/incidents/new");
  await page.getByLabel("Name", { exact: true }).fill(NAME);
  await context.setOffline(true);
  await page.getByLabel("Name", { exact: true }).press("Enter");
  await expect(page.locator("#live")).toHaveText("Not sent, try again");
  await expect(page.getByRole("button", { name: "Not sent, try again" })).toBeVisible();
});

/** The names of the open incidents that this test made, as programs read them. */
async function openNow(page) {
  const answer = await page.request.get("/api/v2/incidents/unresolved.json");
  const { incidents } = await answer.json();
  return incidents.map((one) => one.name).filter((name) => name === NAME);
}
