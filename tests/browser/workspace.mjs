/* The workspace beyond the first visit: errors, hints, giving up, attempts that come back. */
import { assertEqual, becomes, codeOf, editor, open, paste, run, until } from "./lib.mjs";

const KNN = "/questions/k-nearest-neighbours";

export const tests = {
  "an error names its line, marks it, and leads to it": async ({ house, window }) => {
    const page = await open(await window(), house, KNN);
    await paste(page, "def knn_predict(points, labels, queries, k):\n    answer = []\n    return answer[5]\n");
    await run(page);
    await page.getByRole("heading", { name: /stops with IndexError in line 3/ }).waitFor();
    await page.locator(".cm-line.at", { hasText: "answer[5]" }).waitFor();
    await page.getByRole("button", { name: "line 3" }).first().click();
    await becomes(() => editor(page).evaluate((box) => box === document.activeElement), true, "the line's button leads to the editor");
  },

  "what was printed is shown, and the input can be read as JSON": async ({ house, window }) => {
    const page = await open(await window(), house, KNN);
    await paste(page, "def knn_predict(points, labels, queries, k):\n    print('seen', k)\n    return ['eat' for q in queries]\n");
    await run(page);
    await page.getByRole("region", { name: "What you printed" }).getByText("seen").waitFor();
    await page.getByRole("button", { name: "View input as JSON" }).click();
    const json = JSON.parse(await page.getByRole("region", { name: "Input as JSON" }).textContent()); /* waits for it */
    assertEqual(Object.keys(json).join(), "points,labels,queries,k", "arguments");
  },

  "a hidden case shows its name and verdict, nothing more": async ({ house, window }) => {
    const page = await open(await window(), house, KNN);
    await paste(page, "from collections import Counter\nimport numpy as np\n\n\ndef knn_predict(points, labels, queries, k):\n    out = []\n    for q in queries:\n        d = ((points - q) ** 2).sum(axis=1)\n        near = np.argsort(d, kind='stable')[:k]\n        names, n = np.unique([labels[i] for i in near], return_counts=True)\n        out.append(str(names[n.argmax()]))\n    return out\n");
    await page.keyboard.press("Control+Shift+Enter");
    await page.getByRole("heading", { name: /of \d+ cases fail/ }).waitFor();
    await page.getByRole("button", { name: /^three labels, one vote each.*fails/ }).click();
    const shown = page.getByRole("region", { name: "Case: three labels, one vote each" });
    await shown.getByText("This case is hidden").waitFor();
    assertEqual(await shown.locator("table").count(), 0, "tables of a hidden case");
  },

  "an attempt's code comes back into the editor, and undo takes it out again": async ({ house, window }) => {
    const page = await open(await window(), house, KNN);
    await paste(page, "mine = 1\n");
    await page.getByRole("tab", { name: /Attempts/ }).click();
    await page.getByRole("button", { name: "Open in the editor" }).first().click();
    await until(async () => (await codeOf(page)).includes("knn_predict"), 5000, () => "the attempt's code did not come");
    await page.getByRole("button", { name: "Undo" }).click();
    await until(async () => (await codeOf(page)).startsWith("mine = 1"), 5000, () => "undo did not bring back what was there");
  },

  "the page of an attempt opens its code in the editor": async ({ house, window }) => {
    const page = await open(await window(), house, "/progress");
    await page.getByRole("link", { name: "Classify by the k nearest neighbours" }).last().click();
    await page.getByRole("link", { name: "Open this code in the editor" }).click();
    await editor(page).waitFor();
    await until(async () => (await codeOf(page)).includes("[:k]"), 8000, () => "the accepted code did not come");
  },

  "reset goes back to the given code, and undo undoes it": async ({ house, window }) => {
    const page = await open(await window(), house, KNN);
    await paste(page, "before = 1\n");
    await page.getByRole("button", { name: "Reset" }).click();
    await until(async () => (await codeOf(page)).includes("NotImplementedError"), 5000, () => "the starter did not come");
    await editor(page).focus();
    await page.keyboard.press("Control+z");
    await until(async () => (await codeOf(page)).startsWith("before = 1"), 5000, () => "undo did not bring back the code");
  },

  "hints open one by one and stay open": async ({ house, window }) => {
    const page = await open(await window(), house, "/questions/precision-recall-and-roc-auc?tab=hints");
    await page.getByRole("button", { name: "Open the first hint" }).click();
    await page.getByRole("tab", { name: /Hints 1\// }).waitFor();
    await page.reload();
    await page.locator(".hint-list h2").first().waitFor();
    await becomes(() => page.locator(".hint-list li h2").count(), 1, "open hints");
  },

  "giving up asks first, then opens the explanation and the solutions": async ({ house, window }) => {
    const page = await open(await window(), house, "/questions/precision-recall-and-roc-auc?tab=explanation");
    await page.getByText("opens once you have solved it").waitFor();
    await page.getByRole("button", { name: "Give up and read it" }).click();
    await page.getByRole("button", { name: "Keep trying" }).click();
    await page.getByText("opens once you have solved it").waitFor();
    await page.getByRole("button", { name: "Give up and read it" }).click();
    await page.getByRole("button", { name: "Give up", exact: true }).click();
    await page.locator(".long .prose h2").first().waitFor();
    await page.getByRole("tab", { name: "Solutions" }).click();
    await page.locator(".ways button").nth(1).waitFor();
  },

  "what cannot run yet says why, and lets one write": async ({ house, window }) => {
    const context = await window();
    const says = "numpy is not installed for /usr/bin/python3";
    await context.route("**/api/v1/session", async (route) => {
      const answer = await route.fetch();
      const session = await answer.json();
      session.stacks = session.stacks.map((stack) => ({ ...stack, state: "missing", says }));
      await route.fulfill({ response: answer, json: session });
    });
    const page = await open(context, house, KNN);
    await page.getByRole("status", { name: "Not ready yet" }).getByText(says).waitFor();
    await editor(page).waitFor();
    await page.getByRole("button", { name: /^Run/ }).and(page.locator("[aria-disabled=true]")).waitFor();
    await page.keyboard.press("Control+Enter");
    await becomes(() => page.locator(".frame > [aria-live=polite]").textContent(), "This question cannot run yet.", "said aloud");
  },

  "formulas are set, and carry MathML": async ({ house, window }) => {
    const page = await open(await window(), house, KNN);
    await page.locator(".katex-mathml math").first().waitFor({ state: "attached" });
    await page.locator(".katex-html").first().waitFor();
  },

  "the clock stands still while the tab is hidden": async ({ house, window }) => {
    const page = await open(await window(), house, "/questions/top-p-sampling");
    await editor(page).waitFor();
    const hide = (hidden) => page.evaluate((is) => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => is });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
    await hide(true);
    await page.waitForTimeout(1200);
    const before = await page.getByRole("timer").textContent();
    await page.waitForTimeout(2500);
    assertEqual(await page.getByRole("timer").textContent(), before, "the clock");
    await hide(false);
    await until(async () => (await page.getByRole("timer").textContent()) !== before, 5000, () => "the clock does not go on");
  },
};
