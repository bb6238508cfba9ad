/* The pages and states that axe goes over and that are photographed: how to get to each. */
import { api, editor, open, paste, run, settled } from "./lib.mjs";
import { recorded, ticked, VOICE } from "./voice.mjs";
import { answered, model, own } from "./words.mjs";

const KNN = "/questions/k-nearest-neighbours";
const NEARLY = "from collections import Counter\nimport numpy as np\n\n\ndef knn_predict(points, labels, queries, k):\n    \"\"\"Return a list with the predicted label of each query.\"\"\"\n    predictions = []\n    for query in queries:\n        distances = np.sqrt(((points - query) ** 2).sum(axis=1))\n        nearest = np.argsort(distances, kind=\"stable\")[1:k + 1]\n        votes = Counter(labels[i] for i in nearest)\n        predictions.append(votes.most_common(1)[0][0])\n    return predictions\n";
const STOPS = "import numpy as np\n\n\ndef knn_predict(points, labels, queries, k):\n    print(\"points\", points.shape)\n    return [labels[len(points)] for query in queries]\n";
const EARLY = "/questions/test-an-early-stopping-rule";
const SUITE = "from viva import case\n\n\ndef cases():\n    yield case(\"stops\", losses=[1.0, 0.75, 0.875, 0.875, 0.5], patience=2, min_delta=0.0, expected=(3, 1))\n    yield case(\"off by one\", losses=[1.0, 0.5], patience=1, min_delta=0.0, expected=(1, 0))\n    yield case(\"finds nothing\", losses=[1.0], patience=1, min_delta=0.0, expected=(0, 0))\n";
const at = (path) => (context, house) => open(context, house, path);

/* The tab of a workspace, with the editor there. */
const tab = (path, ready) => async (context, house) => {
  const page = await open(context, house, path);
  await page.locator(".cm-content").waitFor();
  await page.locator(ready).first().waitFor();
  return page;
};

async function workWith(context, house, code, keys) {
  const page = await tab(KNN, ".prose")(context, house);
  await paste(page, code);
  if (keys) await page.keyboard.press(keys);
  else await run(page);
  await page.locator(".findings h2, .after h2").first().waitFor();
  return page;
}

const STORY = "a-model-you-shipped-that-failed";
const BOTH = "why-validation-score-drops-in-production";

export const VIEWS = {
  today: at("/"),
  practise: at("/practise"),
  "practise-nothing": at("/practise?q=qqqqqqqqqq"),
  progress: at("/progress"),
  plan: at("/plan"),
  topics: at("/topics"),
  topic: async (context, house) => {
    const page = await open(context, house, "/topics/optimisation");
    await page.locator(".katex").first().waitFor();
    return page;
  },
  sitting: at("/sittings/diagnostic"),
  attempt: async (context, house) => {
    const page = await open(context, house, "/progress");
    await page.locator(".attempts td a").last().click();
    await page.locator(".boxed .code").waitFor();
    await settled(page);
    return page;
  },
  review: dueProbe,
  "review-graded": async (context, house) => {
    const page = await dueProbe(context, house);
    if (await page.locator(".number input").count()) await page.locator(".number input").fill("1");
    else if (await page.locator(".options input, .lines input").count()) await page.locator(".options input, .lines input").first().check();
    await page.getByRole("button", { name: /^Answer/ }).click();
    await page.getByRole("group", { name: "How well did you know it?" }).waitFor();
    await settled(page);
    return page;
  },
  glossary: at("/glossary"),
  settings: at("/settings"),
  "not-found": at("/nowhere"),
  "no-question": at("/questions/no-such-question"),
  workspace: tab(KNN, ".prose"),
  "workspace-fails": (context, house) => workWith(context, house, NEARLY),
  "workspace-stops": (context, house) => workWith(context, house, STOPS),
  "workspace-accepted": (context, house) => workWith(context, house, NEARLY.replace("[1:k + 1]", "[:k]"), "Control+Shift+Enter"),
  "workspace-hints": tab("/questions/precision-recall-and-roc-auc?tab=hints", ".hint-list"),
  "workspace-locked": tab("/questions/top-p-sampling?tab=explanation", ".locked"),
  "workspace-explanation": tab(`${KNN}?tab=explanation`, ".long h2"),
  "workspace-solutions": tab(`${KNN}?tab=solutions`, ".boxed .code"),
  "workspace-attempts": tab(`${KNN}?tab=attempts`, ".tries li"),
  "workspace-probes": async (context, house) => {
    const page = await tab(`${KNN}?tab=probes`, ".option")(context, house);
    await page.getByRole("radio").nth(1).check();
    await page.getByRole("button", { name: /Answer/ }).click();
    await page.locator("[data-verdict]").waitFor();
    return page;
  },
  "words-writing": async (context, house) => {
    const page = await open(context, house, `/questions/${BOTH}`);
    await page.getByRole("radio", { name: "To a stakeholder" }).check({ force: true });
    await own(page).fill(model(house, BOTH, "stakeholder"));
    return page;
  },
  "words-strong": (context, house) => answered(context, house, STORY, model(house, STORY, "strong")),
  "words-stakeholder": (context, house) => answered(context, house, BOTH, model(house, BOTH, "partial"), "To a stakeholder"),
  "words-nothing": (context, house) => answered(context, house, STORY, "asdf qwer zxcv blorp fnord gleep wibble"),
  "words-talk": async (context, house) => {
    const page = await answered(context, house, STORY, model(house, STORY, "weak"));
    await page.getByRole("button", { name: /^I disagree/ }).first().click();
    await page.getByRole("button", { name: "I don’t know" }).click();
    await page.locator(".round").waitFor();
    return page;
  },
  "words-models": async (context, house) => {
    const page = await answered(context, house, BOTH, model(house, BOTH, "weak"), "To a peer");
    await page.getByRole("link", { name: "See a model answer" }).click();
    await page.locator(".model").first().waitFor();
    return page;
  },
  "words-stages": async (context, house) => {
    const page = await open(context, house, "/questions/card-fraud-detection");
    await page.getByRole("tab", { name: /^2\./ }).click();
    return page;
  },
  "words-walk": async (context, house) => {
    const page = await open(context, house, "/questions/card-fraud-detection");
    await page.getByRole("tab", { name: "Walk through it" }).click();
    return page;
  },
  "words-attempt": async (context, house) => {
    const page = await open(context, house, `/progress?question=${STORY}`);
    await page.locator(".attempts td a").first().click();
    await page.getByRole("link", { name: "See what was found" }).waitFor();
    await settled(page);
    return page;
  },
  "voice-recordings": async (context, house) => {
    const page = await recorded(context, house, VOICE);
    await page.getByText("Where your voice goes").click();
    return page;
  },
  "voice-recording": async (context, house) => {
    const page = await open(context, house, `/questions/${VOICE}`);
    await page.getByRole("button", { name: "Record" }).click();
    await page.getByText("Recording", { exact: true }).waitFor();
    return page;
  },
  "voice-consent": async (context, house) => {
    await context.addInitScript(() => { globalThis.webkitSpeechRecognition = class {}; });
    const page = await open(context, house, `/questions/${VOICE}`);
    await page.getByRole("button", { name: "Dictate" }).click();
    await page.getByRole("dialog").waitFor();
    return page;
  },
  "voice-ticks": async (context, house) => {
    const page = await recorded(context, house, VOICE);
    await page.getByRole("link", { name: "Tick the points" }).first().click();
    await ticked(page, 3);
    return page;
  },
  "voice-review": async (context, house) => {
    const page = await recorded(context, house, VOICE);
    await page.getByRole("link", { name: "Tick the points" }).first().click();
    await ticked(page, 3);
    await page.keyboard.press("Control+Enter");
    await page.getByRole("heading", { name: /^Self-assessed/ }).waitFor();
    return page;
  },
  "voice-attempt": async (context, house) => {
    const page = await open(context, house, `/progress?question=${VOICE}`);
    await page.locator(".attempts td a").first().click();
    await page.getByRole("link", { name: "See what you ticked" }).waitFor();
    await settled(page);
    return page;
  },
  "suite-run": async (context, house) => {
    const page = await tab(EARLY, ".prose")(context, house);
    await paste(page, SUITE);
    await run(page);
    await page.locator(".bugs").waitFor();
    return page;
  },
  "suite-bugs": async (context, house) => {
    const page = await tab(`${EARLY}?tab=statement`, ".prose")(context, house);
    await api(page, "POST", "/questions/test-an-early-stopping-rule/give-up", {});
    return tab(`${EARLY}?tab=solutions`, ".bug-list .code")(context, house);
  },
  palette: async (context, house) => {
    const page = await open(context, house, "/");
    await page.keyboard.press("Control+k");
    await page.getByRole("option").first().waitFor();
    return page;
  },
  keys: async (context, house) => {
    const page = await tab(KNN, ".prose")(context, house);
    await page.locator(".ask h1").click();
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
    return page;
  },
  conflict: async (context, house) => {
    const page = await tab("/questions/top-p-sampling", ".prose")(context, house);
    const { draft } = await api(page, "GET", "/questions/top-p-sampling");
    await api(page, "PUT", "/questions/top-p-sampling/draft", { code: "here = 'elsewhere'\n", revision: draft?.revision ?? 0, spent_ms: 0 });
    await editor(page).focus();
    await page.keyboard.type("x");
    await page.getByRole("dialog").waitFor();
    return page;
  },
};

/* A review of a probe that was answered wrongly a moment ago. */
async function dueProbe(context, house) {
  const page = await open(context, house, KNN);
  const { probes } = await api(page, "GET", `${KNN}/probes`);
  const number = probes.find((probe) => probe.kind === "number");
  await api(page, "POST", `${KNN}/probes/${number.id}`, { draw: number.draw, answer: -777 });
  await page.goto(house.url("/review"));
  await page.locator(".probe-ask").waitFor();
  await settled(page);
  return page;
}
