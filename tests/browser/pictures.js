// Takes the pictures of the staff guide: `node pictures.js FOLDER`, by scripts/staff-guide-pictures.sh.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { chromium, expect } from "@playwright/test";
import { Server } from "./support/server.js";
import { logIn, openIncident } from "./support/test.js";

const PHONE = { width: 390, height: 844 };
const WIDE = { width: 1280, height: 800 };
/** No picture is heavier. */
const MOST_BYTES = 100_000;

/**
 * Pages that need nothing but their address; add yours here: the picture's name, the page, its size, and
 * what stands on top of the picture.
 */
const PAGES = [
  ["maintenances", "/admin/maintenances", PHONE],
  ["schedule-maintenance", "/admin/maintenances/new", PHONE],
  ["calendar", "/admin/maintenances/calendar", WIDE],
  ["components", "/admin/components", WIDE],
  ["templates", "/admin/templates", PHONE],
  ["template", "/admin/templates/new", PHONE],
  ["settings", "/admin/settings", PHONE],
  ["colours", "/admin/settings/colors", PHONE],
  ["team", "/admin/team", WIDE],
  ["roles", "/admin/team", WIDE, "#roles"],
  ["tokens", "/admin/tokens", PHONE],
  ["audit-log", "/admin/audit", WIDE],
  ["account", "/admin/account", PHONE],
];

const folder = process.argv[2];
const server = await Server.start();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium" });
const context = await browser.newContext({ baseURL: server.url, viewport: PHONE, deviceScaleFactor: 2 });
const page = await context.newPage();
const camera = await context.newCDPSession(page);

/** Takes a picture of what the window shows, from an element downwards. */
async function take(name, top) {
  await page.evaluate(() => scrollTo(0, 0));
  if (top) await page.locator(top).evaluate((element) => element.scrollIntoView({ block: "start" }));
  const { data } = await camera.send("Page.captureScreenshot", { format: "webp", quality: 80 });
  const bytes = Buffer.from(data, "base64");
  if (bytes.length > MOST_BYTES) throw new Error(`${name} is too heavy: ${bytes.length} bytes`);
  await writeFile(join(folder, `${name}.webp`), bytes);
}

async function post(status, text) {
  await page.getByRole("radio", { name: status }).check();
  await page.getByLabel("Message", { exact: true }).fill(text);
  await page.getByRole("button", { name: "Post update" }).click();
  await expect(page.getByText("The update is on the page.")).toBeVisible();
}

server.add("owner", "Ann Mbeki");
server.add("admin", "Bo Lindqvist");
server.add("responder", "Chiara Rossi");
server.add("viewer", "Dai Tanaka");
await page.goto("/admin/login");
await take("log-in");
await logIn(page, "responder@example.com");

const incident = await openIncident(page, "Sign-in by phone call fails", async () => {
  await page.getByLabel("Only these groups").fill("DUO1-DUO8, DUO10-DUO30, DUO47");
  await page.getByLabel("Component in these groups").selectOption("Phone Call Delivery");
  await page.getByLabel("Status in these groups").selectOption("major_outage");
  await take("create-incident");
  await take("thirty-groups", "fieldset.picker");
});
await page.goto(incident);
await page.getByRole("radio", { name: "Identified" }).check();
await page.getByLabel("Message", { exact: true }).fill("The calls are lost at one carrier. We are moving them.");
await take("post-update");
await page.goto(incident);
await post("Identified", "The calls are lost at one carrier. We are moving them.");
await page.getByLabel("Note", { exact: true }).fill("The carrier's ticket is 4711; they call back at ten.");
await page.getByRole("button", { name: "Save note" }).click();
await take("notes", "#notes");
await page.goto("/admin");
await take("dashboard");
await page.setViewportSize(WIDE);
await take("dashboard-wide");
await page.setViewportSize(PHONE);

await page.goto(incident);
await page.getByRole("link", { name: "Correct" }).first().click();
await take("correct");
await page.goto(incident);
await post("Resolved", "Calls have worked for hours. This incident is over.");
await page.goto(incident);
await take("resolved", "#updates");
await page.getByRole("link", { name: "Write postmortem" }).click();
await take("postmortem");

// The demo's own incident is old enough for a correction in public.
await page.goto("/admin/incidents/6cr5qrtfcmrn");
await page.getByRole("link", { name: "Correct" }).first().click();
const message = page.getByLabel("Message", { exact: true });
await message.fill((await message.inputValue()).replace("This incident is over.", "This incident is over since 16:00."));
await page.getByLabel("Reason").fill("The time was missing.");
await page.getByRole("button", { name: "Save the correction" }).click();
await expect(page.getByText("The correction is on the page.")).toBeVisible();
await page.goto("/incidents/6cr5qrtfcmrn/corrections");
await take("corrections");

// The rest as the owner, who sees everything.
await context.clearCookies();
await logIn(page, "owner@example.com");
for (const [name, path, size, top] of PAGES) {
  await page.setViewportSize(size);
  await page.goto(path);
  await take(name, top);
}
await browser.close();
await server.stop();
