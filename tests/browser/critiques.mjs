/* Critiques: a script or a text to read, and its defects, a box each, in the order of their harm. */
import { assert, assertEqual, becomes, open, settled, until, violations } from "./lib.mjs";
import { model } from "./words.mjs";

const SCRIPT = "the-loan-model-for-monday";
const TEXT = "nine-days-and-a-winner";

const boxes = (page) => page.getByRole("list", { name: /most harmful first/ }).getByRole("textbox");
const written = (page) => boxes(page).evaluateAll((list) => list.map((each) => each.value));
const defects = (house, slug, name) => model(house, slug, name).trim().split(/^\d+\. /m).slice(1).map((each) => each.trim());

async function fill(page, texts) {
  while (await boxes(page).count() > 1) await page.getByRole("button", { name: "Remove number 2" }).click(); /* a draft of before */
  for (const [i, text] of texts.entries()) {
    if (i) await page.keyboard.press("Enter");
    await boxes(page).nth(i).fill(text);
    await boxes(page).nth(i).focus();
  }
}

export const tests = {
  "a script is read beside the boxes, its lines are numbered, and a good list is found": async ({ house, window }) => {
    const page = await open(await window(), house, `/questions/${SCRIPT}`);
    const script = page.locator(".artefact pre.code");
    assert((await script.textContent()).includes("train_test_split"), "the script is there");
    await page.locator(".artefact .code .k").first().waitFor();
    await fill(page, defects(house, SCRIPT, "strong"));
    await page.screenshot({ path: `${house.screens}/critique-writing.png` });
    await page.keyboard.press("Control+Enter");
    await page.locator("#h-finding").waitFor();
    assert(/^(Strong|I could not tell: .*strong)/.test(await page.locator("#h-finding").textContent()), "the band in the headline");
    const order = page.getByRole("region", { name: "In which order" });
    assert(await order.getByRole("listitem").count() > 3, "the order as it was told");
    await page.screenshot({ path: `${house.screens}/critique-found.png`, fullPage: true });
    assertEqual(JSON.stringify(await violations(page)), "[]", "no accessibility violations");
  },

  "a list in the wrong order is told which one came late, and loses for it": async ({ house, window }) => {
    const page = await open(await window(), house, `/questions/${TEXT}`);
    assert(await page.locator(".artefact table").count() > 0, "a text with its tables");
    await fill(page, defects(house, TEXT, "misranked"));
    await page.keyboard.press("Control+Enter");
    const order = page.getByRole("region", { name: "In which order" });
    await order.getByText("You come to this late").waitFor();
    assert(/The order costs \d+% of what you found/.test(await order.textContent()), "what it costs");
  },

  "boxes are moved, added, removed and brought back by keys, and a reload keeps them": async ({ house, window }) => {
    const page = await open(await window(), house, `/questions/${SCRIPT}`);
    await fill(page, ["one", "two", "three"]);
    await page.keyboard.press("Alt+ArrowUp");
    await becomes(() => written(page).then(String), "one,three,two", "up by one");
    await page.keyboard.press("Alt+ArrowUp");
    await page.keyboard.press("Alt+ArrowUp");
    await becomes(() => written(page).then(String), "three,one,two", "on top, and no farther");
    assertEqual(await page.evaluate(() => document.activeElement.value), "three", "the cursor stays in its box");
    await page.getByRole("button", { name: "Move number 1 down" }).click();
    await becomes(() => written(page).then(String), "one,three,two", "by a button, too");
    await page.getByRole("button", { name: "Remove number 2" }).click();
    await becomes(() => written(page).then(String), "one,two", "removed");
    await page.getByRole("button", { name: "Undo" }).click();
    await becomes(() => written(page).then(String), "one,three,two", "and back where it was");
    await boxes(page).nth(1).focus();
    await page.keyboard.press("Enter");
    await becomes(() => page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Defect 3", "a new one below, with the cursor in it");
    await page.keyboard.press("Backspace");
    await becomes(() => boxes(page).count(), 3, "an empty one goes by Backspace");
    await until(() => page.locator("#length").textContent().then((text) => /saved/.test(text)));
    await page.reload();
    await becomes(() => written(page).then(String), "one,three,two", "kept");
  },

  "a number is dragged to its place": async ({ house, window }) => {
    const page = await open(await window(), house, `/questions/${SCRIPT}`);
    await fill(page, ["one", "two", "three"]);
    await becomes(() => written(page).then(String), "one,two,three", "as written");
    const items = page.locator(".found li");
    await items.nth(2).locator(".rank").dragTo(items.nth(0));
    await becomes(() => written(page).then(String), "three,one,two", "the last is the first");
  },

  "it looks right in the dark and on a hand": async ({ house, window }) => {
    for (const [name, size, dark] of [["dark", { width: 1280, height: 900 }, true], ["hand", { width: 360, height: 780 }, false]]) {
      const page = await open(await window({ viewport: size, colorScheme: dark ? "dark" : "light" }), house, `/questions/${SCRIPT}`);
      await fill(page, ["The number of reminders is known only after the loan.", "Oversampling comes before the split."]);
      await settled(page);
      assert(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out");
      await page.screenshot({ path: `${house.screens}/critique-${name}.png`, fullPage: true });
      assertEqual(JSON.stringify(await violations(page)), "[]", "no accessibility violations");
    }
  },
};
