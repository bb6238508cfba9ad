/* A plan is set and shows on Today; the diagnostic is answered, left and resumed; topics are walked and studied; progress says what it cannot tell. */
import { assert, assertEqual, becomes, open } from "./lib.mjs";

const focused = (page) => page.evaluate(() => document.activeElement?.dataset.topic ?? "");

export const tests = {
  "a plan is made from a date, a role and minutes, and Today shows its first day": async ({ house, window }) => {
    const page = await open(await window(), house, "/plan");
    await page.getByLabel("Interview").fill(new Date(Date.now() + 20 * 86400e3).toISOString().slice(0, 10));
    await page.getByLabel("Role").selectOption("ml-engineer");
    await page.getByRole("spinbutton", { name: "Monday" }).fill("45");
    await page.getByRole("button", { name: "Make the plan" }).click();
    await page.getByRole("heading", { level: 1, name: /days to the interview/ }).waitFor();
    assert(await page.locator("section.sec").count() > 10, "days with something on them");
    await page.goto(house.url("/"));
    await page.getByText(/days to the interview/).waitFor();
    await page.getByRole("link", { name: "The whole plan" }).click();
    await page.getByRole("button", { name: "Change the plan" }).waitFor();
  },

  "the diagnostic takes I don't know, and goes on where it was left": async ({ house, window }) => {
    const page = await open(await window(), house, "/sittings/diagnostic");
    const ask = page.locator("#probe-ask");
    await ask.waitFor();
    const first = await ask.textContent();
    await page.getByRole("button", { name: "I don't know" }).click();
    await becomes(async () => (await ask.textContent()) !== first, true, "something else is asked");
    const second = await ask.textContent();
    await page.reload();
    await ask.waitFor();
    assertEqual(await ask.textContent(), second, "what was asked before it was left");
  },

  "the map of topics is walked by arrows, and a topic has a figure, formulas and three probes": async ({ house, window }) => {
    const page = await open(await window(), house, "/topics");
    await page.locator("[data-topic=linear-models]").focus();
    await page.keyboard.press("ArrowRight");
    assert(!["", "linear-models"].includes(await focused(page)), "a topic that builds on it");
    await page.keyboard.press("ArrowLeft");
    assertEqual(await focused(page), "linear-models", "back along the line");
    await page.goto(house.url("/topics/optimisation"));
    await page.locator("figure svg").waitFor();
    await page.locator(".katex").first().waitFor();
    await page.getByText(/1 of 3/).waitFor();
  },

  "progress says what it cannot tell yet": async ({ house, window }) => {
    const page = await open(await window(), house, "/progress");
    await page.getByRole("heading", { name: "Readiness" }).waitFor();
    assert(await page.getByText("too early to tell").count() > 3, "where there is no basis");
  },
};
