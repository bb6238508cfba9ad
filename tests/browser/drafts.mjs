/* Unsaved work: through a reload, a server that dies, and two tabs that disagree. */
import { api, becomes, codeOf, open, paste, settled, until } from "./lib.mjs";

const SLUG = "k-means-that-survives";
let chosen = null;

/* A question that nothing else touches. */
async function question(page) {
  if (!chosen) {
    const { questions } = await api(page, "GET", "/questions?q=k-means&limit=1");
    chosen = questions[0]?.slug ?? SLUG;
  }
  return `/questions/${chosen}`;
}

/* What the server has comes to be this. */
const keeps = async (page, code) => becomes(async () => (await api(page, "GET", await question(null))).draft?.code, code, "the server's text");

const saved = (page) => page.getByText(/· saved$/).waitFor();

export const tests = {
  "a reload right after typing loses nothing": async ({ house, window }) => {
    const context = await window();
    const home = await open(context, house, "/");
    const page = await open(context, house, await question(home));
    await paste(page, "typed = 'just now'\n");
    await page.reload();
    await until(async () => (await codeOf(page)).includes("just now"), 8000, () => "what was typed is gone");
    await saved(page);
  },

  "what is typed while viva is down is kept and sent when it is back": async ({ house, window }) => {
    const context = await window();
    const page = await open(context, house, await question(null));
    await page.locator(".cm-content").waitFor();
    await house.stop("SIGKILL");
    await paste(page, "typed = 'without a server'\n");
    await page.getByText("kept in this browser").first().waitFor();
    await page.getByText("viva does not answer.").waitFor();
    await house.start();
    await saved(page);
    await page.getByText("viva does not answer.").waitFor({ state: "detached" });
    await keeps(page, "typed = 'without a server'\n");
    await page.reload();
    await settled(page);
    await until(async () => (await codeOf(page)).includes("without a server"), 8000, () => "the reload shows something else");
  },

  "two tabs that disagree are laid beside each other, and one is chosen": async ({ house, window }) => {
    const context = await window();
    const one = await open(context, house, await question(null));
    await one.locator(".cm-content").waitFor();
    const two = await open(context, house, await question(null));
    await two.locator(".cm-content").waitFor();
    await paste(one, "version = 'one'\n");
    await saved(one);
    await paste(two, "version = 'two'\n");
    const dialog = two.getByRole("dialog", { name: "This code was changed elsewhere too" });
    await dialog.getByText("'one'").waitFor();
    await dialog.getByText("'two'").waitFor();
    await dialog.getByRole("button", { name: "Take this one" }).click();
    await until(async () => (await codeOf(two)).includes("'one'"), 5000, () => "the other text was not taken");
    await two.keyboard.press("Control+z");
    await until(async () => (await codeOf(two)).includes("'two'"), 5000, () => "undo has lost one's own text");
    await keeps(two, "version = 'two'\n");
  },

  "keeping one's own text settles the conflict too": async ({ house, window }) => {
    const context = await window();
    const one = await open(context, house, await question(null));
    await one.locator(".cm-content").waitFor();
    const two = await open(context, house, await question(null));
    await two.locator(".cm-content").waitFor();
    await paste(one, "kept = 'elsewhere'\n");
    await saved(one);
    await paste(two, "kept = 'mine'\n");
    await two.getByRole("button", { name: "Keep this one" }).click();
    await keeps(two, "kept = 'mine'\n");
    await saved(two);
  },

  "work that was left stands on Today": async ({ house, window }) => {
    const page = await open(await window(), house, "/");
    await page.getByRole("link", { name: /^Go on\s?: / }).first().waitFor();
  },
};
