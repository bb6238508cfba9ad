/* Questions in which a person writes the cases: the meter, false alarms, and the bugs that open afterwards. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { assert, assertEqual, open, paste, run } from "./lib.mjs";

const SLUG = "test-an-early-stopping-rule";
const EARLY = `/questions/${SLUG}`;
const suite = (house, name) => readFileSync(resolve(house.root, `bank/deep-learning/${SLUG}/suites/${name}.py`), "utf8");

export const tests = {
  "a run tells how many bugs the cases expose, and which case exposes which": async ({ house, window }) => {
    const page = await open(await window(), house, EARLY);
    await page.locator(".file code", { hasText: "cases.py" }).waitFor();
    await paste(page, suite(house, "happy_path"));
    await run(page);
    await page.getByRole("heading", { name: "2 of 7 bugs exposed" }).waitFor();
    assertEqual(await page.getByRole("list", { name: "Bugs" }).getByText(", exposed by stops").count(), 2, "bugs with the case that exposes them");
    await page.getByRole("button", { name: /^stops.*passes/ }).click();
    await page.getByText("The case is right and exposes the bugs").waitFor();
  },

  "a false alarm shows what the case claims beside what is right": async ({ house, window }) => {
    const page = await open(await window(), house, EARLY);
    await paste(page, "from viva import case\n\n\ndef cases():\n    yield case('off by one', losses=[1.0, 0.5], patience=1, min_delta=0.0, expected=(1, 0))\n");
    await run(page);
    await page.getByRole("heading", { name: "0 of 7 bugs exposed, 1 case of yours is wrong" }).waitFor();
    const shown = page.getByRole("region", { name: "Case: off by one" });
    await shown.getByText("A false alarm").waitFor();
    await shown.getByRole("row", { name: /Expected 1 0/ }).waitFor();
    await shown.getByRole("row", { name: /Got 1 1/ }).waitFor();
  },

  "attempts count the bugs that the cases exposed, wherever they are listed": async ({ house, window }) => {
    const page = await open(await window(), house, EARLY);
    await paste(page, suite(house, "happy_path"));
    await page.keyboard.press("Control+Shift+Enter");
    await page.getByRole("heading", { name: "2 of 7 bugs exposed" }).waitFor();
    await page.getByRole("tab", { name: /Attempts/ }).click();
    await page.locator(".tries li").first().getByText("2 of 7 bugs").waitFor();
    await page.goto(house.url(`/progress?question=${SLUG}`));
    await page.locator(".attempts tbody tr").first().getByRole("cell", { name: "2 of 7 bugs" }).waitFor();
    await page.locator(".attempts tbody tr a").first().click();
    await page.getByText("2 of 7 bugs exposed").waitFor();
    assertEqual(await page.getByRole("list", { name: "Bugs" }).getByText(", exposed by stops").count(), 2, "bugs on the page of the attempt");
    await page.goto(house.url(`/practise?q=${SLUG}`));
    await page.locator(".list tbody tr").first().getByText("2 of 7 bugs").waitFor();
  },

  "the bugs and their code open after acceptance, beside the cases that found them": async ({ house, window }) => {
    const page = await open(await window(), house, `${EARLY}?tab=solutions`);
    await page.getByText("opens once you have solved it").waitFor();
    assert(!(await page.content()).includes("compares each loss with the epoch before"), "a mistake is told before acceptance");
    await paste(page, suite(house, "complete"));
    await page.keyboard.press("Control+Shift+Enter");
    await page.getByRole("heading", { name: "Accepted: 7 of 7 bugs exposed" }).waitFor();
    await page.getByRole("link", { name: "See the bugs" }).click();
    await page.getByRole("heading", { name: "The bugs" }).waitFor();
    await page.getByRole("button", { name: /Compares each loss with the epoch before.*a bounce is no improvement/ }).click();
    await page.getByRole("region", { name: "Code of bug 1" }).locator(".l.at", { hasText: "losses[epoch - 1]" }).waitFor();
  },
};
