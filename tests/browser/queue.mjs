/* Waiting for one's turn: the place in the queue, seen and heard. A learner has two programs judged at once, so a third one waits for the first of them. */
import { createRequire } from "node:module";
import { api, assert, assertEqual, becomes, open, paste, until } from "./lib.mjs";

const require = createRequire(new URL("../../ui/package.json", import.meta.url));
const SLUG = "k-nearest-neighbours";
const OTHER = "gaussian-naive-bayes";
const slow = (seconds) => `import time\ndef knn_predict(points, labels, queries, k):\n    time.sleep(${seconds})\n    return ['store' for q in queries]\n`;
const heading = (page) => page.locator(".out h2").textContent();
const aloud = (page) => page.locator(".frame > [aria-live=polite]").textContent();

/* Two runs that keep the others waiting; both are under way when this returns. */
async function inFront(page, ...seconds) {
  const runs = [];
  for (const each of seconds) runs.push(await api(page, "POST", `/questions/${SLUG}/runs`, { code: slow(each) }));
  for (const { id } of runs) await until(async () => (await api(page, "GET", `/runs/${id}`)).status === "running", 20_000, () => "a run in front did not start");
}

async function waitsItsTurn({ house, window }, prepare) {
  const context = await window();
  await prepare?.(context);
  const third = await open(context, house, `/questions/${SLUG}`);
  const fourth = await open(context, house, `/questions/${OTHER}`);
  await paste(third, slow(0.7));
  await inFront(third, 0.8, 1.9);
  await third.keyboard.press("Control+Enter");
  await becomes(() => heading(third), "Next in the queue", "the place of a run");
  await fourth.bringToFront();
  await fourth.keyboard.press("Control+Shift+Enter");
  await becomes(() => heading(fourth), "2nd in the queue", "the place of a submission");
  await until(async () => /2nd in the queue\./.test(await aloud(fourth)), 5000, () => "the place was not said");
  await becomes(() => heading(fourth), "Next in the queue", "the place when the queue has moved");
  await until(async () => !/queue/.test(await heading(third)), 5000, () => "what is judged is still told its place");
  await until(async () => /Next in the queue\./.test(await aloud(fourth)), 5000, () => "the new place was not said");
  await fourth.locator(".findings h2, .out h2").filter({ hasNotText: /queue|Judging| of \d+ cases$/ }).first().waitFor({ timeout: 60_000 });
  assert(!/queue/.test(await fourth.locator(".out").textContent()), "the place stays behind");
}

export const tests = {
  "whoever waits sees and hears a place in the queue, and the next one when it moves": (tools) => waitsItsTurn(tools),

  "the place is told without an event stream too": (tools) => waitsItsTurn(tools, (context) => context.route("**/api/v1/events", (route) => route.abort())),

  "places are said in plain words": async ({ house }) => {
    const { outputFiles } = require("esbuild").buildSync({ entryPoints: [`${house.root}/ui/src/workspace/place.ts`], bundle: true, format: "esm", write: false });
    const { ordinal, placeWords, worthSaying } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
    const words = { 1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 10: "10th", 11: "11th", 12: "12th", 13: "13th", 14: "14th", 20: "20th", 21: "21st", 22: "22nd", 23: "23rd", 24: "24th",
      101: "101st", 111: "111th", 112: "112th", 113: "113th", 121: "121st", 1000: "1000th", 1011: "1011th", 10002: "10002nd" };
    for (const [n, said] of Object.entries(words)) assertEqual(ordinal(Number(n)), said, `the ordinal of ${n}`);
    assertEqual([null, 0, 1, 2, 3, 11].map(placeWords).join("|"), "||Next in the queue|2nd in the queue|3rd in the queue|11th in the queue", "places in words");
    let said = null;
    const spoken = [];
    for (let place = 40; place >= 1; place--) if (worthSaying(place, said)) spoken.push((said = place));
    assertEqual(spoken.join(), "40,20,10,5,2,1", "places said aloud on the way to the front");
  },
};
