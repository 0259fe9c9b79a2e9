// Pages that no address alone shows: shown once, before there is an owner, or after too many tries.

import { expect, PASSWORD, setFactorUp, test } from "./support/house.js";
import { look } from "./support/look.js";
import { logIn, test as alone } from "./support/test.js";

test("an API token is shown once", async ({ as }) => {
  const page = await as();
  await page.goto("/admin/tokens");
  await page.getByLabel("Name", { exact: true }).fill("looked at");
  await page.getByRole("button", { name: "Create the token" }).click();
  await expect(page.getByLabel("API token", { exact: true })).toHaveValue(/.{20}/);
  await look(page);
});

test("an invitation is shown once", async ({ as }) => {
  const page = await as();
  await page.goto("/admin/team");
  await page.getByLabel("Email", { exact: true }).fill("once@example.com");
  await page.getByLabel("Name", { exact: true }).fill("Once");
  await page.getByRole("button", { name: "Make the invitation link" }).click();
  await expect(page.getByLabel("Invitation link")).toHaveValue(/\/admin\/invitations\//);
  await look(page);
});

test("a message is shown as readers will see it", async ({ as }) => {
  const page = await as();
  await page.goto("/admin/incidents/new");
  await page.getByLabel("Message", { exact: true }).fill("Calls are **late**. <img src=x onerror=alert(1)>");
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.locator(".preview strong")).toHaveText("late");
  await expect(page.locator(".preview img")).toHaveCount(0);
  await look(page);
});

test("a postmortem is shown as readers will see it", async ({ as, house }) => {
  const page = await as();
  await page.goto(`/admin/incidents/${house.things.resolved}/postmortem`);
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByRole("heading", { name: "Preview" })).toBeVisible();
  await look(page);
});

alone("recovery codes are shown once", async ({ page, server }) => {
  await logIn(page, server.add("responder"));
  await setFactorUp(page);
  await look(page);
});

alone("the set-up link is there before anybody, and works once", async ({ page, server, noise }) => {
  noise.expect(404, 422);
  await page.goto(server.setUpPath);
  await look(page);
  await page.getByLabel("Email").fill("owner@example.com");
  await page.getByLabel("Name").fill("Ann");
  await page.getByLabel("Password").fill("too short");
  await page.getByRole("button", { name: "Make the owner" }).click();
  await expect(page.getByRole("alert")).toBeFocused();
  await look(page);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Make the owner" }).click();
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
  await page.goto(server.setUpPath);
  await expect(page.getByRole("heading", { name: "This link does not work any more" })).toBeVisible();
});

alone("too many wrong passwords have to wait", async ({ page, server, noise }) => {
  noise.expect(422, 429);
  const email = server.add("responder");
  await page.goto("/admin/login");
  const wait = page.getByText("Too many tries").first();
  const wrong = page.getByText("Email or password is wrong.");
  for (let tries = 0; tries < 30 && !(await wait.isVisible()); tries += 1) {
    await page.getByLabel("Email").fill(email);
    await page.getByLabel("Password").fill(`wrong ${tries} wrong wrong`);
    await page.getByRole("button", { name: "Log in" }).click();
    await expect(wait.or(wrong.first())).toBeVisible();
  }
  await expect(wait).toBeVisible();
  await look(page);
});

alone.describe("without a demo", () => {
  alone.use({ demo: false });

  for (const path of ["/admin", "/admin/incidents", "/admin/incidents/new", "/admin/tokens"]) {
    alone(`${path} is there before there is anything`, async ({ page, server }) => {
      await logIn(page, server.add("owner"));
      await page.goto(path);
      await look(page);
    });
  }
});
