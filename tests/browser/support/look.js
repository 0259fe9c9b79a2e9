// Checks the page that a browser shows: with axe, in light and dark colours, in narrow and wide windows.

import AxeBuilder from "@axe-core/playwright";
import { expect } from "@playwright/test";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** The rules that dark colours can break. */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];
/** How many folds that are alike are opened, such as those of 47 groups. */
const LIKE_FOLDS = 4;

/** Finds what WCAG 2.0 to 2.2 forbid, sideways scrolling, and more than one primary button. */
export async function look(page) {
  const primaries = page.locator(".button--primary").filter({ visible: true });
  expect.soft(await primaries.count(), "primary buttons").toBeLessThanOrEqual(1);
  await page.evaluate((most) => {
    const opened = {};
    const kind = (element) => (element ? `${kind(element.parentElement)}>${element.tagName}.${element.className}` : "");
    for (const fold of document.querySelectorAll("details")) {
      opened[kind(fold)] = (opened[kind(fold)] ?? 0) + 1;
      fold.open ||= opened[kind(fold)] <= most;
    }
  }, LIKE_FOLDS);
  for (const width of [320, 360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect.soft(wide, `pixels to scroll sideways at ${width}`).toBeLessThanOrEqual(0);
    if (width === 320) continue;
    await page.emulateMedia({ colorScheme: "light" });
    const light = await violations(axe(page).withTags(TAGS));
    expect.soft(light, `light at ${width}`).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    const dark = await violations(axe(page).withRules(COLOUR_RULES));
    expect.soft(dark, `dark at ${width}`).toEqual([]);
  }
}

/** The legacy mode looks into no frames, of which there are none; only violations are listed. */
const axe = (page) => new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });

async function violations(builder) {
  const found = await builder.analyze();
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join("  ")}`);
}
