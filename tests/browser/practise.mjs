/* Practise: search, filters and sets, all of it in the address. */
import { assert, becomes, open, settled } from "./lib.mjs";

const rows = (page) => page.locator(".list tbody tr");

export const tests = {
  "a search narrows the list, and back widens it again": async ({ house, window }) => {
    const page = await open(await window(), house, "/practise");
    await rows(page).first().waitFor();
    const all = await rows(page).count();
    await page.getByRole("searchbox", { name: "Search questions" }).fill("attention");
    await page.waitForFunction((n) => document.querySelectorAll(".list tbody tr").length < n, all);
    await page.waitForURL(/q=attention/);
    await page.goBack();
    await page.waitForFunction((n) => document.querySelectorAll(".list tbody tr").length === n, all);
  },

  "filters combine, survive a reload, and are undone by back": async ({ house, window }) => {
    const page = await open(await window(), house, "/practise");
    await page.getByLabel("Difficulty").selectOption({ label: "Easy" });
    await page.waitForURL(/difficulty=2/);
    await page.getByLabel("Skill").selectOption({ label: "Evaluation" });
    await page.waitForURL(/dimension=evaluation/);
    await page.reload();
    await settled(page);
    await becomes(() => page.getByLabel("Difficulty").inputValue(), "2", "difficulty after the reload");
    await rows(page).first().waitFor();
    for (const text of await page.locator(".list td:first-child small").allTextContents()) assert(text.endsWith("easy"), `"${text}" is not easy`);
    await page.goBack();
    await page.waitForURL((url) => !url.search.includes("dimension"));
  },

  "what was solved says so": async ({ house, window }) => {
    const page = await open(await window(), house, "/practise?status=solved");
    await rows(page).filter({ hasText: "Classify by the k nearest neighbours" }).getByText("Solved").waitFor();
  },

  "a set shows its questions and can be left": async ({ house, window }) => {
    const page = await open(await window(), house, "/practise");
    const sets = page.getByRole("complementary", { name: "Sets" });
    await sets.getByRole("link").first().click();
    await page.waitForURL(/set=/);
    await page.getByRole("link", { name: "Leave this set" }).click();
    await page.waitForURL((url) => !url.search.includes("set="));
  },

  "a search that finds nothing offers the way back": async ({ house, window }) => {
    const page = await open(await window(), house, "/practise?q=qqqqqqqqqq");
    await page.getByRole("heading", { name: "Nothing fits all of that" }).waitFor();
    await page.getByRole("link", { name: "Show all questions" }).click();
    await rows(page).first().waitFor();
  },

  "a glossary term opens at its place": async ({ house, window }) => {
    const page = await open(await window(), house, "/glossary");
    const first = page.locator(".entry dt").nth(3);
    const id = await first.getAttribute("id");
    await page.goto(house.url(`/glossary#${id}`));
    await page.locator(".entry.on").waitFor();
    await page.waitForFunction((key) => document.activeElement?.id === key, id);
    await page.getByRole("searchbox", { name: "Find a term" }).fill("zzzz");
    await page.getByRole("heading", { name: /No term like/ }).waitFor();
  },
};
