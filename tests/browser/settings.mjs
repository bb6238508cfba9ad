/* Settings: in force at once, and kept. */
import { assertEqual, codeOf, editor, open, settled, until } from "./lib.mjs";

export const tests = {
  "the theme changes at once and survives a reload without a flash": async ({ house, window }) => {
    const page = await open(await window(), house, "/settings");
    await page.getByRole("radio", { name: "Dark" }).check({ force: true });
    await page.waitForFunction(() => getComputedStyle(document.body).backgroundColor === "rgb(20, 20, 21)");
    await until(async () => (await page.evaluate(() => fetch("/api/v1/settings").then((answer) => answer.json()))).theme === "dark", 5000, () => "the theme was not kept");
    await page.reload({ waitUntil: "commit" });
    await page.waitForFunction(() => document.documentElement.dataset.theme === "dark");
    await settled(page);
    await page.getByRole("radio", { name: "As the system" }).check({ force: true });
    await page.waitForFunction(() => !document.documentElement.dataset.theme);
  },

  "Vim's keys work in the editor": async ({ house, window }) => {
    const context = await window();
    const page = await open(context, house, "/settings");
    await page.getByRole("radio", { name: "Vim" }).check({ force: true });
    await until(async () => (await page.evaluate(() => fetch("/api/v1/settings").then((answer) => answer.json()))).keys === "vim", 5000, () => "the keys were not kept");
    const work = await open(context, house, "/questions/top-p-sampling");
    await work.locator(".cm-vim-panel").waitFor();
    await editor(work).focus();
    const before = await codeOf(work);
    await work.keyboard.type("ggdd");
    await until(async () => (await codeOf(work)) !== before, 5000, () => "dd deleted no line");
    await work.keyboard.type("u");
    await until(async () => (await codeOf(work)) === before, 5000, () => "u brought nothing back");
    await page.getByRole("radio", { name: "Usual" }).check({ force: true });
  },

  "Emacs's keys work in the editor": async ({ house, window }) => {
    const context = await window();
    const page = await open(context, house, "/settings");
    await page.getByRole("radio", { name: "Emacs" }).check({ force: true });
    await until(async () => (await page.evaluate(() => fetch("/api/v1/settings").then((answer) => answer.json()))).keys === "emacs", 5000, () => "the keys were not kept");
    const work = await open(context, house, "/questions/top-p-sampling");
    await editor(work).focus();
    const before = await codeOf(work);
    await until(async () => { /* the keys are fetched behind the editor */
      await work.locator(".cm-line").first().click();
      await work.keyboard.press("Control+a");
      await work.keyboard.press("Control+k");
      return (await codeOf(work)) !== before;
    }, 10_000, () => "Ctrl-k killed nothing");
    await work.keyboard.press("Control+y");
    await until(async () => (await codeOf(work)) === before, 5000, () => "Ctrl-y brought nothing back");
    await work.keyboard.press("Alt+x");
    await work.getByRole("combobox", { name: /Find questions/ }).waitFor();
    await page.getByRole("radio", { name: "Usual" }).check({ force: true });
  },

  "the clock can be hidden, and the size of code changed": async ({ house, window }) => {
    const context = await window();
    const page = await open(context, house, "/settings");
    await page.getByRole("radio", { name: "Hidden" }).check({ force: true });
    await page.getByLabel("Size of code").selectOption("18");
    await until(async () => (await page.evaluate(() => fetch("/api/v1/settings").then((answer) => answer.json()))).font_size === 18, 5000, () => "the size was not kept");
    const work = await open(context, house, "/questions/top-p-sampling");
    await work.locator(".cm-content").waitFor();
    assertEqual(await work.getByRole("timer").count(), 0, "clocks");
    assertEqual(await work.locator(".cm-editor").evaluate((box) => getComputedStyle(box).fontSize), "18px", "size of code");
    await page.getByRole("radio", { name: "Shown" }).check({ force: true });
    await page.getByLabel("Size of code").selectOption("13");
    await until(async () => (await page.evaluate(() => fetch("/api/v1/settings").then((answer) => answer.json()))).font_size === 13, 5000, () => "the size was not put back");
  },

  "keys without Ctrl can be switched off": async ({ house, window }) => {
    const page = await open(await window(), house, "/settings");
    await page.getByRole("region", { name: "Keyboard" }).getByRole("radio", { name: "Off" }).check({ force: true });
    await page.getByRole("heading", { name: "Settings" }).click();
    await page.keyboard.press("?");
    await page.waitForTimeout(200);
    assertEqual(await page.getByRole("dialog").count(), 0, "dialogs");
    await page.getByRole("region", { name: "Keyboard" }).getByRole("radio", { name: "On", exact: true }).check({ force: true });
    await page.getByRole("heading", { name: "Settings" }).click();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys of this page" }).waitFor();
  },
};
