// Every page that staff can open: pages.json, which an integration test compares with the router's table.
//
// A line is the route as the router writes it, an address with {things} of support/house.js in it, and where
// they differ from owner, 200 and a page: who looks ("as"), the status, "isFile".

import { readFileSync } from "node:fs";

import { expect, test } from "./support/house.js";
import { look } from "./support/look.js";

const PAGES = JSON.parse(readFileSync(new URL("pages.json", import.meta.url), "utf8"));

for (const { path, as: who, status = 200, isFile = false } of PAGES) {
  test(`${path} is for everybody's eyes${who ? `, as ${who}` : ""}`, async ({ as, house, noise }) => {
    if (status !== 200) noise.expect(status);
    const page = await as(who);
    const address = path.replace(/\{(\w+)\}/g, (_, thing) => house.things[thing]);
    if (isFile) {
      expect((await page.request.get(address)).status()).toBe(status);
      return;
    }
    const answer = await page.goto(address);
    expect(answer.status()).toBe(status);
    await expect(page, "no other page answers").toHaveURL(new RegExp(`${address.replace(/[?+]/g, "\\$&")}$`));
    await look(page);
  });
}
