// The life of an incident on a phone, from the link that makes the owner to the published postmortem, with
// and without script, within a number of interactions.

import { expect, PASSWORD, test } from "./support/test.js";
import { Hand } from "./support/hand.js";

const NAME = "Widespread telephony authentication issue";
const RANGE = "DUO1-DUO8, DUO10-DUO30, DUO47";
const SAID = [
  ["Investigating", "Phone calls do not arrive. We are looking for the cause."],
  ["Identified", "The calls are lost at **one carrier**. We are moving them to another."],
  ["Monitoring", "Phone calls go through again. We keep watching them."],
  ["Resolved", "Calls have worked for hours. This incident is over."],
];

for (const [script, javaScriptEnabled] of [
  ["with script", true],
  ["without script", false],
]) {
  test.describe(script, () => {
    test.use({ javaScriptEnabled, viewport: { width: 390, height: 844 }, hasTouch: true });

    test(`an incident lives on a phone, ${script}`, async ({ page, server }) => {
      const hand = new Hand(page);

      await test.step("the set-up link makes the owner, who logs out and in", async () => {
        await page.goto(server.setUpPath);
        await hand.fill("Email", "owner@example.com");
        await hand.fill("Name", "Ann");
        await hand.fill("Password", PASSWORD);
        await hand.press("Make the owner");
        await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
        await logOut(page, hand);
        hand.count = 0;
        await hand.fill("Email", "owner@example.com");
        await hand.fill("Password", PASSWORD);
        await hand.press("Log in");
        await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
        hand.allows(3);
      });

      await test.step("thirty groups break in one gesture", async () => {
        await hand.follow("Create incident");
        await hand.fill("Name", NAME);
        await hand.fill("Message", SAID[0][1]);
        await hand.fill("Only these groups", RANGE);
        await hand.select("Component in these groups", "Phone Call Delivery");
        await hand.select("Status in these groups", "Major outage");
        await hand.press("Create incident");
        await expect(page.getByRole("status").filter({ hasText: "The incident is on the page." })).toBeVisible();
        hand.allows(9);
        expect(await countOf(page, "major_outage")).toBe(30);
      });
      const incident = new URL(page.url()).pathname;

      await test.step("updates follow, from its page and from the dashboard", async () => {
        await postUpdate(page, hand, SAID[1]);
        hand.allows(3);

        await page.goto("/admin");
        hand.in(page.getByRole("article").filter({ hasText: NAME }));
        await hand.unfold("Post update");
        await postUpdate(page, hand, SAID[2]);
        hand.in().allows(4);

        await page.goto(incident);
        await postUpdate(page, hand, SAID[3]);
        hand.allows(3);
        expect(await countOf(page, "major_outage"), "resolved sets components back").toBe(0);
      });

      await test.step("a postmortem is written and published", async () => {
        await hand.follow("Write postmortem");
        await hand.fill("Postmortem", "## Summary\n\nThe calls of thirty deployments were lost at one carrier.");
        await hand.press("Publish");
        await expect(page.getByText("The postmortem is on the page.")).toBeVisible();
        hand.allows(5);
        await logOut(page, hand);
      });

      await test.step("readers see what was said, newest first", async () => {
        await page.goto(incident.replace("/admin", ""));
        await expect(page.getByRole("heading", { level: 1 })).toContainText(NAME);
        await expect(page.locator(".affected")).toHaveText(`This incident affected: ${affected()}.`);
        await expect(page.locator("main")).toContainText("The calls of thirty deployments were lost at one carrier.");
        const newestFirst = [...SAID].reverse();
        await expect(page.locator("ol.updates h3")).toHaveText(newestFirst.map(([status]) => status));
        await expect(page.locator("ol.updates .prose")).toHaveText(
          newestFirst.map(([, text]) => text.replaceAll("**", "")),
        );
        await page.goto("/admin");
        await expect(page, "the session is over").toHaveURL(/\/admin\/login/);
      });
    });
  });
}

async function logOut(page, hand) {
  await hand.follow("More");
  await hand.press("Log out");
  await expect(page.getByText("You are logged out.")).toBeVisible();
}

async function postUpdate(page, hand, [status, text]) {
  await hand.check(status);
  await hand.fill("Message", text);
  await hand.press("Post update");
  await expect(page.getByText("The update is on the page.")).toBeVisible();
}

/** The thirty deployments in the page's order, in which DUO47 stands after DUO8. */
function affected() {
  const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 47, ...Array.from({ length: 21 }, (_, place) => 10 + place)];
  const names = numbers.map((number) => `DUO${number} (Phone Call Delivery)`);
  return new Intl.ListFormat("en").format(names);
}

/** How many components have a status, as programs read it. */
async function countOf(page, status) {
  const answer = await page.request.get("/api/v2/components.json");
  const { components } = await answer.json();
  return components.filter((one) => !one.group && one.status === status).length;
}
