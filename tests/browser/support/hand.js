// Acts on a page and counts: every click, choice and filled field is one interaction.

import { expect } from "@playwright/test";

export class Hand {
  /** @param {import("@playwright/test").Page} page */
  constructor(page) {
    this.page = page;
    this.place = page;
    this.count = 0;
  }

  /** Keeps the next interactions to a part of the page; without one, the whole page. */
  in(place = this.page) {
    this.place = place;
    return this;
  }

  async fill(label, text) {
    this.count += 1;
    await this.place.getByLabel(label, { exact: true }).fill(text);
  }

  async select(label, option) {
    this.count += 1;
    await this.place.getByLabel(label, { exact: true }).selectOption({ label: option });
  }

  async check(label) {
    this.count += 1;
    await this.place.getByRole("radio", { name: label, exact: true }).check();
  }

  async press(name) {
    this.count += 1;
    await this.place.getByRole("button", { name, exact: true }).filter({ visible: true }).click();
  }

  async follow(name) {
    this.count += 1;
    const links = this.place.getByRole("link", { name, exact: true });
    await links.filter({ visible: true }).first().click();
  }

  async unfold(summary) {
    this.count += 1;
    await this.place.locator("summary", { hasText: summary }).click();
  }

  /** Says how many interactions something may take, and starts to count anew. */
  allows(most) {
    expect(this.count, "interactions").toBeLessThanOrEqual(most);
    this.count = 0;
  }
}
