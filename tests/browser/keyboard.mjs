/* A whole solve by keyboard alone, finding everything by role and name as assistive technology does. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { assertEqual, becomes, editor, focused, open, palette, tabTo, until } from "./lib.mjs";

const REFERENCE = "bank/probabilistic-models/gaussian-naive-bayes/submissions/accepted/reference.py";

export const tests = {
  "the class question is solved through the accessibility tree": async ({ house, window }) => {
    const page = await open(await window(), house, "/");
    await palette(page);
    await page.keyboard.type("naive bayes");
    await page.getByRole("option", { name: /naive Bayes/i, selected: true }).waitFor();
    await page.keyboard.press("Enter");
    await editor(page).waitFor();
    await until(async () => (await focused(page)).role === "textbox", 5000, () => "the editor does not take the focus");

    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(readFileSync(join(house.root, REFERENCE), "utf8"));
    await page.keyboard.press("Control+Enter");
    await page.getByRole("heading", { name: /All \d+ visible cases pass/ }).waitFor();
    await until(async () => /visible cases pass/.test(await page.locator(".frame > [aria-live=polite]").textContent()), 5000, () => "the result is not announced");

    await page.keyboard.press("Escape");
    await tabTo(page, "radio", /10%/);
    for (let i = 0; i < 4; i++) await page.keyboard.press("ArrowRight");
    await becomes(() => page.getByRole("radio", { name: "90%" }).isChecked(), true, "the arrows choose how sure one is");
    await tabTo(page, "button", /Submit/);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: /^Accepted/ }).waitFor();
    await until(async () => /Accepted/.test((await focused(page)).name), 5000, () => "the focus does not come to the verdict");
    await page.keyboard.press("4");
    await page.getByRole("button", { name: /Easy/, pressed: true }).waitFor();
    await tabTo(page, "link", /Next question|Choose a question/);
  },

  "the tabs of a question are one stop, and arrows go through them": async ({ house, window }) => {
    const page = await open(await window(), house, "/questions/gaussian-naive-bayes");
    await page.getByRole("tab", { name: "Statement" }).focus();
    await page.keyboard.press("ArrowRight");
    await becomes(async () => /^Hints/.test((await focused(page)).name), true, "the right arrow goes to the hints");
    await page.keyboard.press("Home");
    await becomes(async () => (await focused(page)).name, "Statement", "Home goes to the first tab");
    await page.keyboard.press("Tab");
    await becomes(async () => (await focused(page)).role, "tabpanel", "Tab goes on to the panel");
  },

  "an editor that arrives late leaves the focus where somebody has put it": async ({ house, window }) => {
    const context = await window();
    let arrive;
    const asked = new Promise((resolve) => { arrive = resolve; });
    await context.route("**/*.js", async (route) => {
      const response = await route.fetch();
      if ((await response.text()).includes("cm-gutterElement")) await asked;
      await route.fulfill({ response });
    });
    const page = await context.newPage();
    await page.goto(house.url("/questions/gaussian-naive-bayes"), { waitUntil: "domcontentloaded" });
    await page.getByRole("tab", { name: "Statement" }).focus();
    assertEqual(await editor(page).count(), 0, "editors before it arrives");
    arrive();
    await editor(page).waitFor();
    assertEqual((await focused(page)).name, "Statement", "what has the focus once the editor is there");
  },

  "Escape, then Tab, leaves the editor; Tab alone indents": async ({ house, window }) => {
    const page = await open(await window(), house, "/questions/gaussian-naive-bayes");
    await editor(page).focus();
    await page.keyboard.press("Tab");
    await becomes(async () => (await focused(page)).role, "textbox", "Tab stays in the editor");
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    await becomes(async () => (await focused(page)).role === "textbox", false, "Escape and Tab stay in it");
  },

  "the dividers move by arrow keys and stay where they are put": async ({ house, window }) => {
    const context = await window();
    const page = await open(context, house, "/questions/gaussian-naive-bayes");
    const divider = page.getByRole("separator", { name: "Width of the question" });
    const place = async () => Number(await divider.getAttribute("aria-valuenow"));
    const before = await place();
    await divider.focus();
    for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowRight");
    await becomes(place, before + 6, "three arrows move it six percent");
    await page.reload();
    await becomes(place, before + 6, "it is kept");
  },
};
