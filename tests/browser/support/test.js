// What every test here has: a server, and a listener for what no page may do.

import { expect, test as base } from "@playwright/test";
import { PASSWORD, Server } from "./server.js";

/** Notes what no page may do: write to the console, fail, or ask another host. */
class Noise {
  constructor(url) {
    this.url = url;
    this.heard = [];
    this.wrongAnswers = new Set();
  }

  /** Lets the browser tell the console of answers that a test provokes, such as 422. */
  expect(...statuses) {
    for (const status of statuses) this.wrongAnswers.add(status);
  }

  listenTo(context) {
    context.on("console", (message) => {
      const status = message.text().match(/^Failed to load resource: the server responded with a status of (\d+) /);
      const isOurs = message.location().url.startsWith(`${this.url}/admin`);
      if (status && isOurs && this.wrongAnswers.has(Number(status[1]))) return;
      this.heard.push(`console: ${message.text()} (${message.location().url})`);
    });
    context.on("weberror", (error) => this.heard.push(`error: ${error.error()}`));
    context.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(`${this.url}/`) && !url.startsWith("data:")) this.heard.push(`foreign: ${url}`);
    });
  }
}

export const test = base.extend({
  /** Fills the server with the demo. */
  demo: [true, { option: true }],
  server: async ({ demo }, use) => {
    const server = await Server.start({ demo });
    await use(server);
    await server.stop();
  },
  baseURL: ({ server }, use) => use(server.url),
  noise: async ({ server }, use) => {
    const noise = new Noise(server.url);
    await use(noise);
    expect(noise.heard).toEqual([]);
  },
  context: async ({ context, noise }, use) => {
    noise.listenTo(context);
    await use(context);
  },
  /** Opens further browsers, each with cookies and storage of its own. */
  another: async ({ browser, baseURL, noise }, use) => {
    const opened = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({ baseURL, ...options });
      opened.push(context);
      noise.listenTo(context);
      return context.newPage();
    });
    for (const context of opened) await context.close();
  },
});

/** Logs in by the form. */
export async function logIn(page, email) {
  await page.goto("/admin/login");
  await page.getByLabel("Email", { exact: true }).fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Log in" }).click();
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
}

/** Opens an incident by its form, in which more can be filled; returns its path. */
export async function openIncident(page, name, fillMore = async () => {}) {
  await page.goto("/admin/incidents/new");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Message", { exact: true }).fill("We are looking into it.");
  await fillMore();
  await page.getByRole("button", { name: "Create incident" }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
  return new URL(page.url()).pathname;
}

export { expect, PASSWORD };
