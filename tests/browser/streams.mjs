/* Results as they come: one stream for all tabs, and polling where there is none. */
import { assertEqual, becomes, open, paste, pause, run, until } from "./lib.mjs";

const KNN = "/questions/k-nearest-neighbours";
const WRONG = "def knn_predict(points, labels, queries, k):\n    return ['store' for q in queries]\n";

export const tests = {
  "all tabs of a browser share one stream, and another takes over when its tab closes": async ({ house, window }) => {
    const context = await window();
    const streams = new Map();
    context.on("request", (request) => request.url().endsWith("/api/v1/events") && streams.set(request.frame().page(), request));
    const pages = [await open(context, house, "/"), await open(context, house, "/practise"), await open(context, house, KNN)];
    await becomes(() => streams.size, 1, "streams of three tabs");
    await pause(500);
    assertEqual(streams.size, 1, "streams of three tabs, a while later");
    const [leader] = streams.keys();
    await leader.close();
    await until(() => streams.size === 2, 5000, () => "no other tab opened the stream");
    const page = pages.find((each) => !each.isClosed() && each.url().includes("k-nearest"));
    await paste(page ?? (await open(context, house, KNN)), WRONG);
    await run(page);
    await page.getByRole("heading", { name: /visible cases? fails?/ }).waitFor();
  },

  "without a stream a run is polled": async ({ house, window }) => {
    const context = await window();
    await context.route("**/api/v1/events", (route) => route.abort());
    const page = await open(context, house, KNN);
    await paste(page, WRONG);
    await run(page);
    await page.getByRole("heading", { name: /visible cases? fails?/ }).waitFor();
  },

  "cases arrive one by one, and are announced": async ({ house, window }) => {
    const page = await open(await window(), house, KNN);
    await paste(page, `import time\n${WRONG.replace("    return", "    time.sleep(0.3)\n    return")}`);
    await page.keyboard.press("Control+Enter");
    await page.getByText(/^[1-3] of 4 cases$/).waitFor();
    await page.getByText(/to come$/).waitFor();
    await page.getByRole("heading", { name: /visible cases? fails?/ }).waitFor();
    await until(async () => /fail/.test(await page.locator(".frame > [aria-live=polite]").textContent()), 5000, () => "nothing was announced");
  },

  "a run can be left and another page opened meanwhile": async ({ house, window }) => {
    const page = await open(await window(), house, KNN);
    await paste(page, `import time\n${WRONG.replace("    return", "    time.sleep(0.5)\n    return")}`);
    await page.keyboard.press("Control+Shift+Enter");
    await page.getByRole("link", { name: "Progress" }).click();
    await page.getByRole("heading", { name: "Attempts" }).waitFor();
    await page.locator(".list").getByText("Classify by the k nearest").first().waitFor();
  },
};
