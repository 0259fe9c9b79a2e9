// Looks at the page that a browser shows, as people with all kinds of eyes and windows do.

import AxeBuilder from "@axe-core/playwright";
import { expect } from "@playwright/test";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Finds what WCAG 2.0 to 2.2 forbid, sideways scrolling, and more than one primary button. */
export async function look(page) {
  const primaries = page.locator(".button--primary").filter({ visible: true });
  expect.soft(await primaries.count(), "primary buttons").toBeLessThanOrEqual(1);
  await page.evaluate(() => {
    for (const fold of document.querySelectorAll("details")) fold.open = true;
  });
  for (const width of [320, 360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect.soft(wide, `pixels to scroll sideways at ${width}`).toBeLessThanOrEqual(0);
    if (width === 320) continue;
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      expect.soft(await violations(page), `${colorScheme} at ${width}`).toEqual([]);
    }
  }
}

async function violations(page) {
  // There are no frames, which the other mode looks into from a second page.
  const found = await new AxeBuilder({ page }).withTags(TAGS).setLegacyMode().analyze();
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join("  ")}`);
}
