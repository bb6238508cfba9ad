/* Weeks in a minute: one learner in a house of its own, whose time the tests move. The first visit, the diagnostic, a week of practice, a missed week, twenty minutes a day, an
   interview in three days, the eve, the day; then all of it taken away, removed and brought back. */
import { readFileSync } from "node:fs";
import { api, assert, assertEqual, becomes, ownHouse, settled, until } from "./lib.mjs";

const WORDS = "why-validation-score-drops-in-production";
const PROBED = ["k-nearest-neighbours", "precision-recall-and-roc-auc", "top-p-sampling", "k-means", "out-of-fold-target-encoding", "linear-regression-by-gradient-descent"];
const SHARE = 0.4; /* of a day's minutes that reviews may take */

const home = ownHouse();

/* A page in that house on that day. */
async function visit(tools, day, path, look, options) {
  (await home.open(tools)).live(day);
  await home.visit(tools, path, look, options);
}

const guess = ({ kind, items }) => ({ choice: 0, several: [0], number: -777, line: 1, order: (items ?? []).map((_, i) => i) })[kind];
const dateIn = async (page, days) => new Date(Date.parse(`${(await api(page, "GET", "/plan")).today}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
const setPlan = async (page, ahead, minutes) => api(page, "PUT", "/plan", { interview: ahead === null ? null : await dateIn(page, ahead), role: "ml-engineer", week: Array(7).fill(minutes) });
const titles = (page) => page.locator(".work h3").allTextContents();

const asked = (page) => page.evaluate(() => document.querySelector("#probe-ask")?.textContent ?? "");

/* What a day's plan promises, whatever the learner did before. */
function keepsItsPromises({ days }) {
  for (const day of days) {
    const reviews = day.items.filter((item) => item.kind === "reviews" || item.again).reduce((sum, item) => sum + item.minutes, 0);
    assert(day.planned <= day.minutes, `${day.date} has ${day.planned} of ${day.minutes} minutes`);
    assert(reviews <= SHARE * day.minutes + 1, `${day.date} has ${reviews} minutes of reviews in ${day.minutes}`);
    for (const item of day.items) assert(item.why.trim(), `${day.date}: no reason for ${item.kind}`);
  }
}

/* A day as a diligent learner has it: what is due, a question's probes, an answer in words. */
async function practise(page, slug) {
  const { items } = await api(page, "GET", "/reviews");
  for (const { question, probe } of items) await api(page, "POST", `/questions/${question}/probes/${probe.id}`, { draw: probe.draw, answer: guess(probe), spent_ms: 20_000 });
  const { probes } = await api(page, "GET", `/questions/${slug}/probes`);
  for (const probe of probes) await api(page, "POST", `/questions/${slug}/probes/${probe.id}`, { draw: probe.draw, answer: guess(probe), spent_ms: 40_000 });
  const { id } = await api(page, "POST", `/questions/${WORDS}/attempts`, { text: "First I would hold both data sets side by side, then look for what leaked between them.", audience: "peer", sure: 70, spent_ms: 300_000, request: crypto.randomUUID() });
  await until(async () => (await api(page, "GET", `/attempts/${id}`)).status !== "submitted", 20_000, () => "the answer in words was not judged");
}

export const tests = {
  "the first visit: nothing is known, and a plan is made": async (tools) => {
    await visit(tools, 0, "/", async (page) => {
      await page.getByRole("heading", { level: 1, name: "Begin with one question" }).waitFor();
      await page.goto(home.house.url("/plan"));
      await page.getByLabel("Interview").fill(await dateIn(page, 40));
      await page.getByRole("spinbutton", { name: "Monday" }).fill("45");
      await page.getByRole("button", { name: "Make the plan" }).click();
      await page.getByRole("heading", { level: 1, name: /to the interview/ }).waitFor();
      await page.goto(home.house.url("/"));
      await page.getByRole("heading", { level: 1, name: "40 days to the interview" }).waitFor();
      assertEqual((await titles(page))[0], "Diagnostic, a part of five minutes", "what the first day begins with");
      keepsItsPromises(await api(page, "GET", "/plan"));
    });
  },

  "the diagnostic: a part today, left, the rest tomorrow; then it says what it found": async (tools) => {
    const answer = async (page, done) => {
      await until(async () => {
        const before = await asked(page);
        if (await done()) return true;
        if (before) await page.getByRole("button", { name: "I don't know" }).click();
        await until(async () => (await done()) || (await asked(page)) !== before, 5000, () => "nothing else was asked");
        return false;
      }, 60_000, () => "the diagnostic did not end");
    };
    await visit(tools, 0, "/sittings/diagnostic", (page) => answer(page, () => page.getByText("A part is done").isVisible()));
    await visit(tools, 1, "/sittings/diagnostic", async (page) => {
      await page.getByRole("heading", { name: /Part [23] of 3/ }).waitFor();
      await answer(page, () => page.getByRole("heading", { name: "What came out" }).isVisible());
      await page.goto(home.house.url("/"));
      await settled(page);
      assert(!(await titles(page)).some((title) => title.startsWith("Diagnostic")), "the diagnostic is still planned");
    });
  },

  "a week of practice: each day is shown, nothing piles up, and what was learned comes back": async (tools) => {
    for (let day = 1; day <= 7; day++) {
      await visit(tools, day, "/", async (page) => {
        await page.getByRole("heading", { level: 1, name: `${40 - day} days to the interview` }).waitFor();
        keepsItsPromises(await api(page, "GET", "/plan"));
        await practise(page, PROBED[day % PROBED.length]);
      });
    }
    await visit(tools, 7, "/progress", async (page) => {
      await page.getByRole("heading", { name: /Practice on (every one|7) of 8 days/ }).first().waitFor();
      const { memory, calibration } = await api(page, "GET", "/progress");
      assert(memory.cards >= 12, `${memory.cards} cards after a week`);
      assertEqual(calibration.said.count, 7, "forecasts");
      await page.getByText("Your own curve.").waitFor();
    });
  },

  "viva's own forecast is told after a submission, beside the learner's": async (tools) => {
    await visit(tools, 7, "/", async (page) => {
      const [{ id }] = (await api(page, "GET", `/attempts?question=${WORDS}`)).attempts;
      await page.goto(home.house.url(`/questions/${WORDS}?review=${id}`));
      await page.getByText(/You were 70% sure; viva had given it \d+ of 100\./).first().waitFor();
    });
  },

  "a missed week: Today plans one day, without blame and without more than its minutes": async (tools) => {
    await visit(tools, 15, "/", async (page) => {
      await page.getByRole("heading", { level: 1, name: "25 days to the interview" }).waitFor();
      const plan = await api(page, "GET", "/plan");
      keepsItsPromises(plan);
      assert((await api(page, "GET", "/reviews")).due > 5, "nothing is due after a week");
      const text = await page.locator("main").textContent();
      assert(!/missed|overdue|behind|late\b/i.test(text.replace(/A missed day/g, "")), "Today blames");
      assert((await titles(page)).includes("Reviews"), "what is due is on the plan");
    });
  },

  "twenty minutes a day: what is longer is split, and goes on": async (tools) => {
    await visit(tools, 15, "/", async (page) => {
      const plan = await setPlan(page, 25, 20);
      keepsItsPromises(plan);
      const parts = plan.days.flatMap((day) => day.items).filter((item) => item.parts > 1);
      assert(parts.length > 4, "nothing is split");
      for (const item of parts.filter((each) => each.part > 1)) assert(parts.some((each) => each.question.slug === item.question.slug && each.part === item.part - 1), `${item.question.slug} begins at part ${item.part}`);
      await page.goto(home.house.url("/plan"));
      await settled(page);
      const begins = plan.days.find((day) => day.items.some((item) => item.part === 1 && item.parts > 1));
      await page.locator(`[data-date="${begins.date}"]`).click();
      await page.getByText(/\d+ of \d+ minutes, part 1 of \d/).first().waitFor();
    });
  },

  "an interview in three days: the likeliest probes, no diagnostic, nothing long-term": async (tools) => {
    await visit(tools, 37, "/", async (page) => {
      await setPlan(page, 3, 40);
      await page.reload();
      await page.getByRole("heading", { level: 1, name: "3 days to the interview" }).waitFor();
      await page.getByText("Nothing long-term any more: only what helps on the day.", { exact: true }).waitFor();
      const first = await titles(page);
      assertEqual(first[0], "The fifteen likeliest probes", "what comes first");
      assert(!first.some((title) => /Diagnostic|^Reviews|^Read:/.test(title)), first.join(", "));
      await page.getByRole("link", { name: /The fifteen likeliest probes/ }).first().click();
      await page.getByRole("heading", { level: 1, name: "The likeliest probes" }).waitFor();
      await page.getByRole("heading", { name: "1 of 15" }).waitFor();
      const { items } = await api(page, "GET", "/reviews?which=likely");
      assertEqual(items.length, 15, "probes");
      assert(new Set(items.map((item) => item.topic)).size >= 5, "all of few topics");
      await api(page, "POST", `/questions/${items[0].question}/probes/${items[0].probe.id}`, { draw: items[0].probe.draw, answer: guess(items[0].probe), spent_ms: 9000 });
      assertEqual((await api(page, "GET", "/reviews?which=likely")).items.length, 14, "one is done");
    });
  },

  "the eve ends early, the day has no plan, and life goes on after it": async (tools) => {
    await visit(tools, 39, "/", async (page) => {
      await page.getByRole("heading", { level: 1, name: "1 day to the interview" }).waitFor();
      const [eve] = (await api(page, "GET", "/plan")).days;
      assertEqual(eve.minutes, 20, "half the minutes");
      assert((await titles(page)).some((title) => title.startsWith("Your past projects")), "the checklist of the eve");
    });
    await visit(tools, 40, "/", (page) => page.getByRole("heading", { level: 1, name: "Today is the day" }).waitFor());
    await visit(tools, 41, "/", async (page) => {
      const plan = await api(page, "GET", "/plan");
      assertEqual(plan.mode, "open", "the plan after the day");
      keepsItsPromises(plan);
    });
  },

  "all of it can be taken away, removed and brought back": async (tools) => {
    await visit(tools, 41, "/settings", async (page) => {
      const before = await api(page, "GET", "/progress");
      const coming = page.waitForEvent("download");
      await page.getByRole("link", { name: "Export everything", exact: true }).click();
      const file = await (await coming).path();
      await page.getByRole("button", { name: "Delete my data" }).click();
      const go = page.getByRole("button", { name: "Delete everything" });
      assert(await go.isDisabled(), "it goes on without the word");
      await page.getByLabel("Type delete to go on").fill("delete");
      await go.click();
      await page.waitForURL((url) => url.pathname !== "/settings");
      assertEqual((await api(page, "GET", "/attempts")).attempts.length, 0, "attempts after removal");
      await api(page, "PUT", "/settings", { welcomed: true });
      await page.goto(home.house.url("/settings"));
      await page.getByLabel("Bring it back").setInputFiles({ name: "viva.json", mimeType: "application/json", buffer: Buffer.from("{}") });
      await page.getByText("this is no archive of viva").waitFor();
      await page.getByLabel("Bring it back").setInputFiles({ name: "viva.json", mimeType: "application/json", buffer: readFileSync(file) });
      await page.waitForURL((url) => url.pathname === "/");
      await becomes(async () => JSON.stringify((await api(page, "GET", "/progress")).skills), JSON.stringify(before.skills), "skills after the import");
    }, { acceptDownloads: true });
  },
};
