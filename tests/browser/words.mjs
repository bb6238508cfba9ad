/* Answers in words: written, judged, talked about, disagreed with; in one text or in stages. */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { api, assert, assertEqual, becomes, open, settled, tabTo, violations } from "./lib.mjs";

const STORY = "a-model-you-shipped-that-failed";
const BOTH = "why-validation-score-drops-in-production";
const STAGED = "card-fraud-detection";
const JARGON = "There are three usual reasons. The customers changed after March, so data drift. Data leakage, some feature held what is only known later. Or the features come from another pipeline in production. I would look at the F1 and the AUC on the validation set.";

/* A graded answer of the bank, without its front matter. */
export function model(house, slug, name) {
  const topic = readdirSync(`${house.root}/bank`, { withFileTypes: true }).find((each) => each.isDirectory() && readdirSync(`${house.root}/bank/${each.name}`).includes(slug));
  return readFileSync(`${house.root}/bank/${topic.name}/${slug}/answers/${name}.md`, "utf8").split("---\n").slice(2).join("---\n");
}

export const own = (page) => page.getByRole("textbox", { name: /^Your answer/ });

/* Writes the answer in a fresh page and submits it; waits for what was found. */
export async function answered(context, house, slug, text, audience = null) {
  const page = await open(context, house, `/questions/${slug}`);
  if (audience) await page.getByRole("radio", { name: audience }).check({ force: true });
  await own(page).fill(text);
  await page.keyboard.press("Control+Enter");
  await page.locator("#h-finding").waitFor();
  return page;
}

const marks = (page, kind) => page.locator(`.own-answer mark.${kind}`);

export const tests = {
  "a strong answer is found strong, and its points stand in its own words": async ({ house, window }) => {
    const page = await answered(await window(), house, STORY, model(house, STORY, "strong"));
    assert(/^(Strong|I could not tell: .*strong)/.test(await page.locator("#h-finding").textContent()), "the band in the headline");
    assertEqual((await page.evaluate(() => document.activeElement.id)), "h-finding", "the focus goes to the finding");
    assert(await marks(page, "yes").count() > 3, "points are marked in the text");
    assert(await page.getByRole("region", { name: "Found" }).getByRole("listitem").count() > 3, "points are listed as found");
    assert(await page.getByText("The parts of your story").isVisible(), "the balance of the story");
    await page.reload();
    await page.locator("#h-finding").waitFor();
    assert(await marks(page, "yes").count() > 3, "a reload shows the same");
  },

  "a mark in the text and its point in the list lead to each other, by keyboard": async ({ house, window }) => {
    const page = await answered(await window(), house, STORY, model(house, STORY, "strong"));
    const ref = page.locator(".own-answer a.ref").first();
    const id = (await ref.getAttribute("href")).slice(1);
    await ref.focus();
    await becomes(() => page.locator(`#${id}.on`).count(), 1, "the point that the mark speaks of is lit");
    await page.keyboard.press("Enter");
    assertEqual(await page.evaluate(() => document.activeElement.id), id, "Enter goes to the point");
    await tabTo(page, "link", /see your words/, 4);
    await page.keyboard.press("Enter");
    assertEqual(await page.evaluate(() => document.activeElement.id), id.replace("a-at-", "a-in-"), "and back");
  },

  "gibberish is told as such and costs nothing but the attempt": async ({ house, window }) => {
    const page = await answered(await window(), house, STORY, "asdf qwer zxcv blorp fnord gleep wibble");
    await page.getByRole("heading", { name: "There is nothing to judge yet" }).waitFor();
    assertEqual(await page.locator(".own-answer mark").count(), 0, "nothing is marked");
    assertEqual(await page.getByText("The interviewer").count(), 0, "no follow-up to it");
    await page.getByRole("button", { name: "Revise" }).click();
    await becomes(() => own(page).inputValue(), "asdf qwer zxcv blorp fnord gleep wibble", "the text is there to go on with");
  },

  "to a stakeholder, words of the field are marked, with plain ones beside": async ({ house, window }) => {
    const page = await answered(await window(), house, BOTH, JARGON, "To a stakeholder");
    await page.getByText("Your answer to a stakeholder").waitFor();
    assert(await marks(page, "jargon").count() >= 3, "jargon is marked in the text");
    const table = page.getByRole("region", { name: /words? this listener may not have/ });
    assert((await table.locator("tr", { hasText: "F1" }).locator("td").textContent()).length > 5, "a plain alternative to F1");
    const peer = await answered(await window(), house, BOTH, JARGON, "To a peer");
    assertEqual(await marks(peer, "jargon").count(), 0, "to a peer they are fine");
  },

  "each audience keeps a draft, through a reload": async ({ house, window }) => {
    const context = await window();
    const page = await open(context, house, `/questions/${BOTH}`);
    await page.getByRole("radio", { name: "To a peer" }).check({ force: true });
    await own(page).fill("what I say to a peer");
    await page.getByRole("radio", { name: "To a stakeholder" }).check({ force: true });
    await own(page).fill("what I say to the head");
    await page.getByText("saved", { exact: true }).waitFor();
    await page.getByRole("radio", { name: "To a peer" }).check({ force: true });
    await becomes(() => own(page).inputValue(), "what I say to a peer", "the other draft");
    await own(page).fill("typed just before the reload");
    await page.reload();
    await own(page).waitFor();
    await page.getByRole("radio", { name: "To a peer" }).check({ force: true });
    await becomes(() => own(page).inputValue(), "typed just before the reload", "nothing is lost");
    await page.getByRole("radio", { name: "To a stakeholder" }).check({ force: true });
    await becomes(() => own(page).inputValue(), "what I say to the head", "nor of the other");
    await becomes(async () => (await api(page, "GET", `/questions/${BOTH}`)).drafts.peer?.code, "typed just before the reload", "the server has it");
  },

  "the interviewer asks twice and more about what is missing, and takes I don't know": async ({ house, window }) => {
    const page = await answered(await window(), house, STORY, model(house, STORY, "weak"));
    const first = await page.locator(".turn .says").last().textContent();
    await page.getByRole("button", { name: "I don’t know" }).click();
    await page.locator(".round").waitFor();
    await page.getByText(/You said that you do not know, which is fair/).waitFor();
    const second = await page.locator(".turn form .says").textContent();
    assert(first !== second, "another question");
    const reply = page.getByRole("textbox", { name: /^Your reply/ });
    assertEqual(await reply.evaluate((box) => box === document.activeElement), true, "the focus is in the next reply");
    await reply.fill(model(house, STORY, "strong").slice(0, 3900));
    await page.keyboard.press("Control+Enter");
    await becomes(() => page.locator(".round").count(), 2, "two rounds");
    assert(/That is it/.test(await page.locator(".round").last().textContent()), "the reply made the point");
    await page.getByText(/^With your replies to the interviewer/).waitFor();
    await page.reload();
    await becomes(() => page.locator(".round").count(), 2, "both rounds stay");
  },

  "I disagree changes the score to one's own, with a mark, and can be undone": async ({ house, window }) => {
    const page = await answered(await window(), house, STORY, model(house, STORY, "partial"));
    const finding = await page.locator("#h-finding").textContent();
    await page.getByRole("region", { name: "I did not find" }).getByRole("button", { name: /^I disagree/ }).first().click();
    const form = page.getByRole("form", { name: /^Disagree about/ });
    await form.getByRole("textbox").fill("it is in my second sentence");
    await form.getByRole("button", { name: "Note my view" }).click();
    await page.getByText(/^By your own reading: /).waitFor();
    await page.getByText("“it is in my second sentence”").waitFor();
    assertEqual(await page.locator("#h-finding").textContent(), finding, "the engine's reading stays");
    await page.reload();
    await page.getByRole("button", { name: /^Undo/ }).click();
    await page.getByText(/^By your own reading: /).waitFor({ state: "detached" });
  },

  "a model answer stands beside one's own, with its points": async ({ house, window }) => {
    const page = await answered(await window(), house, STORY, model(house, STORY, "weak"));
    await page.getByRole("link", { name: "See a model answer" }).click();
    const answer = page.getByRole("article", { name: /A strong answer/ });
    await answer.waitFor();
    assert((await answer.locator("mark.yes").count()) > 3, "its points are marked");
    assert(await page.locator("#h-own").isVisible(), "one's own is still there");
  },

  "a problem in stages opens one after the other, and is walked through before it is submitted": async ({ house, window }) => {
    const page = await open(await window(), house, `/questions/${STAGED}`);
    const tabs = page.getByRole("tablist", { name: "Stages" });
    await tabs.getByRole("tab").nth(2).click();
    await page.getByText("Stages open one after the other.").waitFor();
    await tabs.getByRole("tab").first().click();
    await own(page).fill("7200 frauds a day, about 612,000 EUR, and the rules let more than half of it through.");
    assertEqual(await page.getByText("forgotten subscription").count(), 0, "the fact of the next stage is not told yet");
    await page.getByRole("button", { name: /^Next: / }).click();
    await page.getByText("forgotten subscription").waitFor();
    await own(page).fill("Reports come late, so I train on payments older than 90 days.");
    await page.getByText("saved", { exact: true }).waitFor();
    await page.reload();
    await tabs.getByRole("tab").nth(1).click();
    await becomes(() => own(page).inputValue(), "Reports come late, so I train on payments older than 90 days.", "a stage's text survives a reload");
    await own(page).press("Alt+PageUp");
    await becomes(() => tabs.getByRole("tab", { selected: true }).textContent().then((text) => text.slice(0, 2)), "1.", "a key leads to the stage before");
    await tabs.getByRole("tab", { name: "Walk through it" }).click();
    await page.getByText(/stages are still empty/).waitFor();
    await page.getByRole("button", { name: /^Submit/ }).click();
    await page.locator("#h-finding").waitFor();
    assertEqual(await page.locator(".own-answer .part h3").count(), 2, "the answer stands under the titles of its stages");
    assert(await marks(page, "yes").count() >= 1, "points are marked in it");
  },

  "the attempts list, Today and Practise tell the last band": async ({ house, window }) => {
    const context = await window();
    const page = await open(context, house, `/practise?type=behavioural`);
    await page.getByRole("row", { name: /A model you shipped that failed.*(Strong|Partial|Weak|Off the mark)/ }).waitFor();
    await page.goto(house.url(`/questions/${STORY}?tab=attempts`));
    await page.locator(".tries li").first().waitFor();
    await page.getByRole("link", { name: "Look" }).last().click();
    await page.locator("#h-finding").waitFor();
    await page.goto(house.url(`/progress?question=${STORY}`));
    await page.locator(".attempts td a").first().click();
    await settled(page);
    await page.getByText(/^\d+%, likely \d+ to \d+%/).waitFor();
    await page.getByRole("link", { name: "See what was found" }).click();
    await page.locator("#h-finding").waitFor();
  },

  "the clock can be hidden, and the keys of the page are listed": async ({ house, window }) => {
    const page = await open(await window(), house, `/questions/${STORY}`);
    await page.getByRole("timer").waitFor();
    await page.getByRole("button", { name: "Hide the clock" }).click();
    await page.getByRole("timer").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Show the clock" }).click();
    await page.getByRole("timer").waitFor();
    await page.getByRole("tab", { name: "Statement" }).focus();
    await page.locator("main").focus();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys of this page" }).getByText("Submit the answer").waitFor();
  },

  "an empty answer is not submitted": async ({ house, window }) => {
    const page = await open(await window(), house, `/questions/${STAGED}`);
    const before = (await api(page, "GET", `/attempts?question=${STAGED}`)).attempts.length;
    for (const box of await page.getByRole("tab", { name: /^\d\./ }).all()) {
      await box.click();
      if (await own(page).count()) await own(page).fill("  ");
    }
    await page.keyboard.press("Control+Shift+Enter");
    await page.getByText("Write an answer first.").waitFor({ state: "attached" });
    assertEqual((await api(page, "GET", `/attempts?question=${STAGED}`)).attempts.length, before, "attempts");
  },

  "the disagreement form and a running talk have nothing that axe objects to": async ({ house, window }) => {
    const page = await answered(await window(), house, STORY, model(house, STORY, "weak"));
    await page.getByRole("button", { name: /^I disagree/ }).first().click();
    await page.getByRole("button", { name: "I don’t know" }).click();
    await page.locator(".round").waitFor();
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      assertEqual((await violations(page)).join("\n"), "", `axe, ${colorScheme}`);
    }
  },

  "a second opinion is asked for, stands apart, and may fail": async ({ house, window }) => {
    const page = await answered(await window(), house, STORY, model(house, STORY, "strong"));
    const headline = await page.locator("#h-finding").textContent();
    const second = page.getByRole("region", { name: "A second opinion" });
    assert((await second.textContent()).includes("sent to 127.0.0.1"), "it says where the answer goes");
    house.modelSays = "Nine of ten!";
    await second.getByRole("button", { name: "Ask 127.0.0.1" }).click();
    await second.getByRole("alert").waitFor();
    house.modelSays = JSON.stringify({ points: [
      { id: "own_decision", found: "yes", quote: "I skipped the shadow week", says: "You own it." },
      { id: "harm", found: "yes", quote: "nobody said this", says: "Invented." }], followup: "And the vendor?" });
    await second.getByRole("button", { name: "Ask again" }).click();
    await second.getByText("“I skipped the shadow week”").waitFor();
    assertEqual(await second.getByRole("listitem").count(), 1, "what quotes nothing is left out");
    assert((await second.textContent()).includes("1 remark quoted nothing that you wrote"), "and counted");
    assertEqual(await page.locator("#h-finding").textContent(), headline, "the band stays");
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      assertEqual((await violations(page)).join("\n"), "", `axe, ${colorScheme}`);
    }
    await second.screenshot({ path: `${house.screens}/words-second.png` });
  },

  "texts are cut, counted and put together as the server does it": async ({ house }) => {
    const { annotate, countWords, halves, joinStages, joinFindings, moved, partsOf, splitFindings, splitStages, studyOf } = await pure(house, ["annotate", "findings", "stages", "study"]);
    const mark = (id, at, len) => ({ id, kind: "yes", at, len, n: 1 });
    const pieces = annotate("abcdefgh", [mark("x", 1, 4), mark("y", 3, 4)]);
    assertEqual(pieces.map((piece) => `${piece.text}:${piece.over.map((each) => each.id).join("")}:${piece.ends.map((each) => each.id).join("")}`).join(" "), "a:: bc:x: de:xy:x fg:y:y h::", "overlapping marks");
    assertEqual(annotate("abcd", [mark("x", 0, 2)], 2, 4).map((piece) => piece.over.length).join(), "0", "marks outside the part");
    assertEqual(annotate("", []).length, 0, "nothing of nothing");
    assertEqual([0, 0.5, 1, 4.5].map((n) => halves(n, String)).join("|"), "0|half a|1|4 and a half", "halves in words");
    const ids = ["frame", "data"];
    const texts = { frame: "one\n\ntwo", data: "## not a stage\nthree" };
    assertEqual(JSON.stringify(splitStages(joinStages(texts, ids), ids)), JSON.stringify(texts), "stages there and back");
    assertEqual(joinStages({ frame: " ", data: "x" }, ids), "## data\nx\n", "an empty stage is left out");
    assertEqual(JSON.stringify(splitStages("before\n## data\nx", ids)), JSON.stringify({ frame: "before", data: "x" }), "what comes first is the first stage's");
    assertEqual(partsOf("## data\nabc", ids).map(({ id, from, to }) => `${id} ${from} ${to}`).join(), "data 7 11", "where a stage stands");
    assertEqual(countWords("## data\nI don't know 1,000 of 0.5 — well-known: yes"), 8, "words as a person counts them");
    assertEqual(countWords("1. one two\n\n2. three"), 3, "the numbers of a list are no words");
    const defects = ["The scaler sees 3. all rows", "two lines\nof one", ""];
    assertEqual(JSON.stringify(splitFindings(joinFindings(defects))), JSON.stringify(defects), "defects there and back, with an empty one");
    assertEqual(joinFindings(["", " "]), "", "nothing written is no answer");
    assertEqual(JSON.stringify(splitFindings("First\n2. not a list\n1) a\n2) b\n7. of b")), JSON.stringify(["First\n2. not a list", "a", "b\n7. of b"]), "only numbers that count on open an item");
    assertEqual(moved(["a", "b", "c"], 2, 0).join(""), "cab", "up to the top");
    assertEqual(moved(["a", "b", "c"], 0, 1).join(""), "bac", "one down");
    const sources = [{ title: "Deep Learning", url: "https://example.org/" }];
    const study = (text) => { const found = studyOf(text, "here", sources); return found && `${found.label} ${found.href}`; };
    assertEqual(study('explanation.md, "Why it works"'), "Explanation: Why it works /questions/here?tab=explanation", "a heading");
    assertEqual(study('hints.md, "Say \\"I\\" here"'), 'Hints: Say "I" here /questions/here?tab=hints', "a hint");
    assertEqual(study("model-selection/nested-cross-validation"), "Question: nested cross validation /questions/nested-cross-validation", "a question");
    assertEqual(study("I. Goodfellow and others, Deep Learning"), "I. Goodfellow and others, Deep Learning https://example.org/", "a source");
    assertEqual(study("Some book"), "Some book null", "anything else");
    assertEqual(study(" "), null, "nothing");
  },
};

/* Modules of the app that import nothing, as one. */
export async function pure(house, names) {
  const require = createRequire(new URL("../../ui/package.json", import.meta.url));
  const contents = names.map((name) => `export * from "./${name}.ts";`).join("\n");
  const { outputFiles } = require("esbuild").buildSync({ stdin: { contents, resolveDir: `${house.root}/ui/src/words` }, bundle: true, format: "esm", write: false });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}
