/* The story bank: written, seen what it serves, used for a question, removed and brought back. */
import { assert, assertEqual, becomes, open, settled, violations } from "./lib.mjs";
import { answered, model, own } from "./words.mjs";

const STORY = "a-model-you-shipped-that-failed";
const OTHER = "when-you-did-not-know";

const title = (page) => page.getByRole("textbox", { name: "Title" });
const text = (page) => page.getByRole("textbox", { name: /^The story/ });
const rows = (page) => page.locator(".story-list .rows a");

async function write(page, name, words) {
  await page.getByRole("button", { name: "Write a story" }).click();
  await title(page).fill(name);
  await text(page).fill(words);
  await page.keyboard.press("Control+Enter");
  await page.getByText("Which questions it can serve").waitFor();
}

export const tests = {
  "without a story the page says what to begin with; a story shows what it serves, and what it leaves open": async ({ house, window }) => {
    const page = await open(await window(), house, "/stories");
    await page.getByRole("heading", { name: "No story yet" }).waitFor();
    await write(page, "The model that failed", model(house, STORY, "strong"));
    const serves = page.getByRole("region", { name: "Which questions it can serve" });
    assert(/Strong/.test(await serves.getByRole("listitem").first().textContent()), "it serves one well, and that stands first");
    await text(page).fill(model(house, STORY, "partial"));
    await page.keyboard.press("Control+Enter");
    await serves.getByText("It leaves open:").first().waitFor();
    assert(await page.getByRole("heading", { name: "No story serves these well yet" }).isVisible(), "what no story serves well");
    assertEqual(await rows(page).count(), 1, "it is in the list");
    await page.screenshot({ path: `${house.screens}/stories.png`, fullPage: true });
    assertEqual((await violations(page)).join("; "), "", "no accessibility violations");
  },

  "what is not saved survives a reload, and a removal is undone": async ({ house, window }) => {
    const page = await open(await window(), house, "/stories");
    await write(page, "Twice as long", "I told them on Monday.");
    await text(page).fill("I told them on Monday, by phone.");
    await page.getByText("not saved yet").waitFor();
    await page.reload();
    await becomes(() => text(page).inputValue(), "I told them on Monday, by phone.", "the change is there");
    await page.getByRole("button", { name: "Save the changes" }).click();
    await page.getByText("saved", { exact: true }).waitFor();
    const before = await rows(page).count();
    await page.getByRole("button", { name: "Remove" }).click();
    await becomes(() => rows(page).count(), before - 1, "gone");
    await page.getByRole("button", { name: "Undo" }).click();
    await becomes(() => rows(page).count(), before, "back");
    assertEqual(await text(page).inputValue(), "I told them on Monday, by phone.", "as it was");
  },

  "a story becomes the answer to a question, and what stood there comes back": async ({ house, window }) => {
    const page = await open(await window(), house, `/questions/${OTHER}`);
    await own(page).fill("My own beginning.");
    await page.getByRole("combobox", { name: "Begin with one of your stories" }).selectOption({ label: "The model that failed" });
    await becomes(() => own(page).inputValue().then((value) => value.length > 300), true, "the story is the answer");
    await page.getByRole("button", { name: "Undo" }).click();
    await becomes(() => own(page).inputValue(), "My own beginning.", "and is not any more");
    const stories = await open(await window(), house, "/stories");
    await rows(stories).filter({ hasText: "The model that failed" }).click();
    await stories.locator(".serves a").first().click();
    await becomes(() => own(stories).inputValue().then((value) => value.length > 300), true, "from its page, too");
  },

  "a story for another question is told as such, and the learner's word stands beside it": async ({ house, window }) => {
    const page = await answered(await window(), house, STORY, model(house, OTHER, "strong"));
    const about = page.getByRole("group", { name: "What it is about" });
    assertEqual(await about.getByRole("link").getAttribute("href"), `/questions/${OTHER}`, "the question that it answers");
    await page.screenshot({ path: `${house.screens}/story-elsewhere.png`, fullPage: true });
    assertEqual((await violations(page)).join("; "), "", "no accessibility violations");
    await about.getByRole("button", { name: "It does tell of what was asked" }).click();
    await page.getByText(/^By your own reading: .*%/).waitFor();
    await about.getByRole("button", { name: "Undo" }).click();
    await about.getByRole("button", { name: "It does tell of what was asked" }).waitFor();
    assertEqual(await page.getByText(/^By your own reading: /).count(), 0, "taken back");
  },

  "an answer is kept as a story": async ({ house, window }) => {
    const page = await answered(await window(), house, STORY, model(house, STORY, "partial"));
    await page.getByRole("button", { name: "Keep it as a story" }).click();
    await page.getByRole("link", { name: /^Kept/ }).click();
    await page.getByText("Which questions it can serve").waitFor();
  },

  "it looks right in the dark and on a hand": async ({ house, window }) => {
    for (const [name, size, dark] of [["dark", { width: 1280, height: 900 }, true], ["hand", { width: 360, height: 780 }, false]]) {
      const page = await open(await window({ viewport: size, colorScheme: dark ? "dark" : "light" }), house, "/stories");
      await rows(page).first().click();
      await page.getByText("Which questions it can serve").waitFor();
      await settled(page);
      assert(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out");
      await page.screenshot({ path: `${house.screens}/stories-${name}.png`, fullPage: true });
      assertEqual((await violations(page)).join("; "), "", "no accessibility violations");
    }
  },
};
