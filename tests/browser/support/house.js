// A server with something of everything on it, made once for all tests that only look.

import { expect, logIn, openIncident, PASSWORD, test as base } from "./test.js";
import { codeOf } from "./code.js";
import { Server } from "./server.js";

/** The incident of the demo that is over and has a postmortem. */
const RESOLVED = "6cr5qrtfcmrn";

/**
 * Makes something of everything.
 *
 * @param {import("@playwright/test").Browser} browser
 */
export async function furnish(browser) {
  const server = await Server.start();
  const open = async () => (await browser.newContext({ baseURL: server.url })).newPage();
  const page = await open();
  await page.goto(server.setUpPath);
  await page.getByLabel("Email").fill("owner@example.com");
  await page.getByLabel("Name").fill("Ann");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Make the owner" }).click();
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();

  const things = { resolved: RESOLVED, usedSetUp: last(server.setUpPath) };
  Object.assign(things, await writeIncident(page));
  things.draft = await saveDraft(page);
  things.maintenance = await idOf(page, "/admin", "section[aria-labelledby=scheduled] li a");
  Object.assign(things, await components(page));
  things.series = await repeatMaintenance(page);
  things.template = await writeTemplate(page);
  for (const role of ["admin", "responder", "viewer"]) server.add(role);
  Object.assign(things, await manageTeam(page));
  await makeToken(page);

  const people = { nobody: { cookies: [], origins: [] }, owner: await page.context().storageState() };
  const viewer = await open();
  await logIn(viewer, "viewer@example.com");
  people.viewer = await viewer.context().storageState();
  const careful = await open();
  await logIn(careful, "admin@example.com");
  await setFactorUp(careful);
  people["with second factor"] = await careful.context().storageState();
  const halfWay = await open();
  await enterPassword(halfWay, "admin@example.com");
  await expect(halfWay.getByLabel("Code", { exact: true })).toBeVisible();
  people["half way"] = await halfWay.context().storageState();
  for (const opened of [page, viewer, careful, halfWay]) await opened.context().close();
  return { server, things, people };
}

/** An incident on thirty groups with an update, a correction, a promise and a note. */
async function writeIncident(page) {
  const path = await openIncident(page, "Phone calls to " + "verylongword".repeat(5), async () => {
    await page.getByLabel("Only these groups").fill("DUO1-DUO8, DUO10-DUO30, DUO47");
    await page.getByLabel("Component in these groups").selectOption("Phone Call Delivery");
    await page.getByLabel("Status in these groups").selectOption("major_outage");
  });
  await page.getByRole("radio", { name: "Identified" }).check();
  await page.getByLabel("Message", { exact: true }).fill("The **carrier** knows:\n\n| a | b |\n|---|---|\n| 1 | 2 |");
  await page.locator("summary", { hasText: "More" }).click();
  await page.getByLabel("Next update by").selectOption("30");
  await page.getByRole("button", { name: "Post update" }).click();
  await expect(page.getByText("The update is on the page.")).toBeVisible();
  await page.getByLabel("Note", { exact: true }).fill("Call the carrier again at ten.");
  await page.getByRole("button", { name: "Save note" }).click();
  await expect(page.getByText("The note is saved.")).toBeVisible();
  const correct = await page.getByRole("link", { name: "Correct" }).first().getAttribute("href");
  return { incident: last(path), update: correct.split("/").at(-2) };
}

async function saveDraft(page) {
  await page.goto("/admin/incidents/new");
  await page.getByLabel("Name", { exact: true }).fill("Not sure yet");
  await page.getByRole("button", { name: "Save draft" }).click();
  return idOf(page, "/admin", "section[aria-labelledby=drafts] li a");
}

/** A group of the demo and a component in it. */
async function components(page) {
  const answer = await page.request.get("/api/v2/components.json");
  const { components: all } = await answer.json();
  const group = all.find((one) => one.group);
  return { group: group.id, component: all.find((one) => one.group_id === group.id).id };
}

async function repeatMaintenance(page) {
  await page.goto("/admin/maintenances/new");
  await page.getByLabel("Name", { exact: true }).fill("Certificates are renewed");
  await page.getByLabel("Starts", { exact: true }).fill("2040-03-10T02:00");
  await page.getByLabel("Ends", { exact: true }).fill("2040-03-10T04:00");
  await page.locator("summary", { hasText: "Repeats" }).click();
  await page.getByLabel("Repeats", { exact: true }).selectOption("Every week");
  await page.getByRole("button", { name: "Schedule maintenance" }).click();
  return idOf(page, "/admin/maintenances/series", "main li a");
}

async function writeTemplate(page) {
  await page.goto("/admin/templates/new");
  await page.getByLabel("Name", { exact: true }).fill("A carrier loses calls");
  await page.getByLabel("Title", { exact: true }).fill("{{component}} fails in {{group}}");
  await page.getByLabel("Message", { exact: true }).fill("Since {{time}} calls are lost.");
  await page.getByRole("button", { name: "Save the template" }).click();
  const link = page.locator("li", { hasText: "A carrier loses calls" }).getByRole("link", { name: "Edit" });
  return last(await link.getAttribute("href"));
}

async function manageTeam(page) {
  await page.goto("/admin/team");
  await page.getByLabel("Email", { exact: true }).fill("new@example.com");
  await page.getByLabel("Name", { exact: true }).fill("مرحبا Newcomer");
  await page.getByRole("button", { name: "Make the invitation link" }).click();
  const invitation = last(await page.getByLabel("Invitation link").inputValue());
  await page.goto("/admin/team");
  const responder = page.locator("li.person", { hasText: "responder@example.com" });
  await responder.locator("summary").click();
  const remove = await responder.getByRole("link", { name: "Remove" }).getAttribute("href");
  await responder.getByRole("button", { name: "Link to choose a new password" }).click();
  const passwordLink = last(await page.getByLabel("Link to choose a new password").inputValue());
  return { invitation, passwordLink, member: remove.split("/").at(-2) };
}

async function makeToken(page) {
  await page.goto("/admin/tokens");
  await page.getByLabel("Name", { exact: true }).fill("deploy script");
  await page.getByRole("button", { name: "Create the token" }).click();
  await expect(page.getByLabel("API token")).toBeVisible();
}

/** Sets a second factor up for whoever is logged in. */
export async function setFactorUp(page) {
  await page.goto("/admin/account/second-factor");
  await page.getByLabel("Code", { exact: true }).fill(codeOf(await page.locator("code.secret").textContent()));
  await page.getByLabel("Current password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Turn it on" }).click();
  await expect(page.getByRole("heading", { name: "Keep your recovery codes" })).toBeVisible();
}

async function enterPassword(page, email) {
  await page.goto("/admin/login");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Log in" }).click();
}

async function idOf(page, path, link) {
  await page.goto(path);
  return last(await page.locator(link).first().getAttribute("href"));
}

const last = (path) => path.split("/").at(-1);

export const test = base.extend({
  house: [
    async ({ browser }, use) => {
      const house = await furnish(browser);
      await use(house);
      await house.server.stop();
    },
    { scope: "worker" },
  ],
  server: ({ house }, use) => use(house.server),
  /** Opens a browser as one of the house's people. */
  as: async ({ another, house }, use) => {
    await use((who = "owner") => another({ storageState: house.people[who] }));
  },
});

export { expect, PASSWORD };
