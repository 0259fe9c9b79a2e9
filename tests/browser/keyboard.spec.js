// The life of an incident by keyboard alone.

import { expect, PASSWORD, test } from "./support/test.js";

const NAME = "Phone calls do not arrive";
/** The most tabs to a control: past every menu of 47 groups. */
const MOST_TABS = 200;

test("an incident lives by keyboard alone", async ({ page, server }) => {
  const email = server.add("responder");
  await page.goto("/admin/login");
  await type(page, "Email", email);
  await type(page, "Password", PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();

  await press(page, page.getByRole("link", { name: "Create incident" }).first());
  await expect(page).toHaveURL(/\/admin\/incidents\/new$/);
  await type(page, "Name", NAME);
  await type(page, "Message", "We are looking into it.");
  await type(page, "Only these groups", "DUO1-DUO3");
  await type(page, "Component in these groups", "Phone");
  await type(page, "Status in these groups", "Major");
  await press(page, page.getByRole("button", { name: "Create incident" }));
  await expect(page.getByRole("heading", { name: NAME, level: 1 })).toBeVisible();
  const answer = await page.request.get("/api/v2/incidents/unresolved.json");
  const made = (await answer.json()).incidents.find((one) => one.name === NAME);
  expect(made.components.map((one) => one.status)).toEqual(Array(3).fill("major_outage"));

  await tabTo(page, page.getByRole("radio", { name: "Investigating" }));
  for (const status of ["Identified", "Monitoring", "Resolved"]) {
    await page.keyboard.press("ArrowRight");
    await expect(page.getByRole("radio", { name: status })).toBeChecked();
  }
  await tabTo(page, page.getByLabel("Message", { exact: true }));
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("It is over.");
  await press(page, page.getByRole("button", { name: "Post update" }));
  await expect(page.getByText("The update is on the page.")).toBeVisible();

  await press(page, page.getByRole("link", { name: "Write postmortem" }));
  await type(page, "Postmortem", "One carrier lost the calls.\n\n");
  await press(page, page.getByRole("button", { name: "Publish" }));
  await expect(page.getByText("The postmortem is on the page.")).toBeVisible();
  await press(page, page.getByRole("button", { name: "Log out" }));
  await expect(page.getByText("You are logged out.")).toBeVisible();
});

/** Tabs to a field and types into it. */
async function type(page, label, text) {
  await tabTo(page, page.getByLabel(label, { exact: true }));
  await page.keyboard.type(text);
}

/** Tabs to a link or button and presses it. */
async function press(page, control) {
  await tabTo(page, control);
  await page.keyboard.press("Enter");
}

/** Tabs until a control has the focus, and sees that it is in the window. */
async function tabTo(page, control) {
  await expect(control).toBeVisible();
  const target = await control.elementHandle();
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element === document.activeElement)) {
      await expect(control).toBeInViewport();
      return;
    }
  }
  throw new Error(`no tab leads to ${control}`);
}
