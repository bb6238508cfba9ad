/* The frame: rail, palette, keys, titles, focus, and what a first load fetches. */
import { gzipSync } from "node:zlib";
import { assert, assertEqual, becomes, focused, open, palette, settled, tabTo } from "./lib.mjs";

const BUDGET = 60 * 1024;

export const tests = {
  "the first load of Today fetches at most 60 KB of script, gzipped": async ({ house, window }) => {
    const context = await window();
    const page = await context.newPage();
    const scripts = [];
    page.on("response", (response) => response.request().resourceType() === "script" && scripts.push(response.body()));
    await page.goto(house.url("/"));
    await settled(page);
    const sizes = (await Promise.all(scripts)).map((body) => gzipSync(body, { level: 9 }).length);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    assert(sizes.length > 0 && total <= BUDGET, `the first load fetched ${total} bytes of script`);
  },

  "every link of the rail leads to a page with one heading and a title of its own": async ({ house, window }) => {
    const page = await open(await window(), house, "/");
    const titles = new Set();
    for (const name of ["Practise", "Progress", "Today"]) {
      await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }).click();
      await settled(page);
      await page.waitForFunction((title) => document.title.startsWith(title), name);
      assertEqual(await page.locator("h1").count(), 1, `headings of ${name}`);
      titles.add(await page.title());
    }
    assertEqual(titles.size, 3, "titles differ");
  },

  "the account menu leads to the glossary and the settings": async ({ house, window }) => {
    const page = await open(await window(), house, "/");
    for (const name of ["Glossary", "Settings"]) {
      await page.locator(".rail-end .account button").first().click();
      await page.getByRole("link", { name }).click();
      await page.getByRole("heading", { level: 1, name }).waitFor();
    }
  },

  "after a link the focus is at the new page": async ({ house, window }) => {
    const page = await open(await window(), house, "/");
    await page.getByRole("link", { name: "Practise" }).focus();
    await page.keyboard.press("Enter");
    await settled(page);
    await becomes(async () => (await focused(page)).role, "main", "the focus");
  },

  "the skip link comes first and leads past the rail": async ({ house, window }) => {
    const page = await open(await window(), house, "/");
    await tabTo(page, "link", /Skip to the work/, 1);
    await page.keyboard.press("Enter");
    await becomes(async () => (await focused(page)).role, "main", "the focus");
  },

  "Ctrl-K finds a question by a mistyped name, and closes on Escape": async ({ house, window }) => {
    const page = await open(await window(), house, "/settings");
    await palette(page);
    await page.keyboard.type("atention");
    await page.getByRole("option", { name: /attention/i }).first().waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("combobox", { name: /Find questions/ }).waitFor({ state: "detached" });
  },

  "Ctrl-K does actions too": async ({ house, window }) => {
    const page = await open(await window(), house, "/practise");
    await palette(page);
    await page.keyboard.type("dark th");
    await page.getByRole("option", { name: "Dark theme", selected: true }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.documentElement.dataset.theme === "dark");
    await palette(page);
    await page.keyboard.type("theme of the");
    await page.getByRole("option", { name: "Theme of the system", selected: true }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => !document.documentElement.dataset.theme);
  },

  "? shows the keys of this page": async ({ house, window }) => {
    const page = await open(await window(), house, "/questions/k-nearest-neighbours");
    await page.locator(".cm-content").waitFor();
    await page.getByRole("heading", { level: 1 }).click();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys of this page" }).getByText("Run the visible cases").waitFor();
  },

  "an address that is no page, and a question that is none, say so": async ({ house, window }) => {
    const page = await open(await window(), house, "/nowhere");
    await page.getByRole("heading", { name: "There is no page here" }).waitFor();
    await page.goto(house.url("/questions/k-nearest-neighbors"));
    await page.getByRole("heading", { name: "There is no such question" }).waitFor();
    await page.getByRole("link", { name: "All questions" }).click();
    await page.getByRole("heading", { name: "Practise" }).waitFor();
  },

  "nothing overflows at 360 pixels": async ({ house, window }) => {
    const context = await window({ viewport: { width: 360, height: 740 } });
    for (const path of ["/", "/practise", "/progress", "/glossary", "/settings", "/questions/k-nearest-neighbours", "/questions/k-nearest-neighbours?tab=solutions"]) {
      const page = await open(context, house, path);
      await page.waitForTimeout(300);
      assertEqual(await page.evaluate(() => document.documentElement.scrollWidth), 360, `width of ${path}`);
      await page.close();
    }
  },
};
