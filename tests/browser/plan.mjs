/* A plan is set and shows on Today; its days are walked, its questions moved, its minutes changed and all of that undone; real interviews are logged; the diagnostic is answered, left and resumed; topics are walked and studied; progress says what it cannot tell. */
import { api, assert, assertEqual, becomes, codeOf, open, settled, until, violations } from "./lib.mjs";

const later = (date, days) => new Date(Date.parse(`${date}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
const todayOf = async (page) => (await api(page, "GET", "/plan")).today;
const chosen = (page) => page.locator("[role=gridcell][aria-selected=true]").getAttribute("data-date");

/* The page of a plan that leads to a day three weeks ahead. */
async function planned(context, house, ahead = 21) {
  const page = await open(context, house, "/plan");
  await api(page, "PUT", "/plan", { interview: later(await todayOf(page), ahead), role: "ml-engineer", week: Array(7).fill(60) });
  await page.reload();
  await page.locator("[role=gridcell]").first().waitFor();
  return page;
}

/* A question that stands whole on one day of the second week, and that day. */
async function movable(page) {
  const { days } = await api(page, "GET", "/plan");
  for (const { date, items } of days.slice(5, 14)) {
    const found = items.find((item) => item.question && item.parts === 1 && !item.wished);
    if (found) return { day: date, item: found.question };
  }
  throw new Error("nothing to move");
}

const wishOf = async (page, slug) => (await api(page, "GET", "/plan")).days.find((day) => day.items.some((item) => item.wished && item.question?.slug === slug))?.date ?? null;

const focused = (page) => page.evaluate(() => document.activeElement?.dataset.topic ?? "");

export const tests = {
  "a plan is made from a date, a role and minutes, and Today shows its first day": async ({ house, window }) => {
    const page = await open(await window(), house, "/plan");
    await page.getByLabel("Interview").fill(new Date(Date.now() + 20 * 86400e3).toISOString().slice(0, 10));
    await page.getByLabel("Role").selectOption("ml-engineer");
    await page.getByRole("spinbutton", { name: "Monday" }).fill("45");
    await page.getByRole("button", { name: "Make the plan" }).click();
    await page.getByRole("heading", { level: 1, name: /days to the interview/ }).waitFor();
    assert(await page.locator("[role=gridcell] .what span").count() > 10, "days with something on them");
    await page.goto(house.url("/"));
    await page.getByText(/days to the interview/).waitFor();
    await page.getByRole("link", { name: "The whole plan" }).click();
    await page.getByRole("button", { name: "Change the plan" }).waitFor();
  },

  "the days are walked by arrows, and the chosen one is shown in full": async ({ house, window }) => {
    const page = await planned(await window(), house);
    const first = await chosen(page);
    await page.locator(`[data-date="${first}"]`).focus();
    await page.keyboard.press("ArrowDown");
    await becomes(() => chosen(page), later(first, 7), "a week on");
    await page.keyboard.press("ArrowRight");
    await becomes(() => chosen(page), later(first, 8), "a day on");
    const days = (await api(page, "GET", "/plan")).days;
    await page.getByText(`${days[8].planned} of ${days[8].minutes} minutes`).waitFor();
    await page.keyboard.press("PageUp");
    await becomes(() => chosen(page), first, "no day before today");
    await page.keyboard.press("End");
    assertEqual(new Date(`${await chosen(page)}T12:00:00Z`).getUTCDay(), 0, "the end of the week is Sunday");
    assertEqual(await page.locator("[role=gridcell][tabindex='0']").count(), 1, "stops of the Tab key");
    assertEqual((await violations(page)).join("\n"), "", "what axe finds");
  },

  "a question is moved by keys, given back, and each step is undone": async ({ house, window }) => {
    const page = await planned(await window(), house);
    const { day, item } = await movable(page);
    await page.locator(`[data-date="${day}"]`).click();
    await page.getByLabel(`Day of ${item.title}`).focus();
    await page.keyboard.press("]");
    await becomes(() => wishOf(page, item.slug), later(day, 1), "a day later");
    await becomes(() => chosen(page), later(day, 1), "the page follows");
    await becomes(() => page.evaluate(() => document.activeElement?.tagName), "SELECT", "the question keeps the focus");
    await page.keyboard.press("]");
    await becomes(() => wishOf(page, item.slug), later(day, 2), "and another");
    await page.keyboard.press("Control+z");
    await becomes(() => wishOf(page, item.slug), later(day, 1), "one step back");
    await page.locator(`[data-date="${later(day, 1)}"]`).click();
    await page.getByRole("button", { name: "Let viva decide" }).click();
    await becomes(() => wishOf(page, item.slug), null, "viva decides");
    await page.getByRole("button", { name: "Undo" }).click();
    await becomes(() => wishOf(page, item.slug), later(day, 1), "the wish is back");
    await page.getByRole("button", { name: "Undo" }).click();
    await becomes(() => wishOf(page, item.slug), null, "as it was");
    assertEqual(await page.locator(".undo").count(), 0, "nothing is left to undo");
  },

  "a question is dragged onto a day": async ({ house, window }) => {
    const page = await planned(await window({ viewport: { width: 1280, height: 1800 } }), house);
    const { day, item } = await movable(page);
    await page.locator(`[data-date="${day}"]`).click();
    await page.locator(`[data-slug="${item.slug}"] h3`).dragTo(page.locator(`[data-date="${later(day, 3)}"]`));
    await becomes(() => wishOf(page, item.slug), later(day, 3), "where it was dropped");
    await page.getByRole("button", { name: "Undo" }).click();
    await becomes(() => wishOf(page, item.slug), null, "and back");
  },

  "the minutes of a day are changed, taken away and usual again": async ({ house, window }) => {
    const page = await planned(await window(), house);
    const own = async (date) => (await api(page, "GET", "/plan")).days.find((each) => each.date === date).own;
    const day = later(await chosen(page), 2);
    await page.locator(`[data-date="${day}"]`).click();
    await page.getByLabel("Minutes on this day").fill("95");
    await page.keyboard.press("Enter");
    await becomes(() => own(day), 95, "the minutes of that day");
    await page.getByRole("button", { name: "No time that day" }).click();
    await becomes(() => own(day), 0, "none");
    await page.getByText("No minutes, so nothing is planned").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await becomes(() => own(day), 95, "one step back");
    await page.getByRole("button", { name: "As usual" }).click();
    await becomes(() => own(day), null, "as the weekday has");
  },

  "on a narrow screen the days stand below each other": async ({ house, window }) => {
    const page = await planned(await window({ viewport: { width: 360, height: 740 } }), house);
    const [first, second] = await page.locator("[role=gridcell]").evaluateAll((cells) => cells.slice(0, 2).map((cell) => cell.getBoundingClientRect().toJSON()));
    assert(second.top >= first.bottom - 1 && first.width > 250, "side by side");
    assert(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "wider than the screen");
  },

  "a checklist is ticked for its day": async ({ house, window }) => {
    const page = await planned(await window(), house, 2);
    await page.goto(house.url("/"));
    await settled(page);
    await api(page, "PUT", "/plan", { interview: later(await todayOf(page), 1), role: null, week: Array(7).fill(60) });
    await page.reload();
    await page.getByRole("checkbox", { name: /Your past projects/ }).check();
    await page.reload();
    await until(() => page.getByRole("checkbox", { name: /Your past projects/ }).isChecked(), 5000, () => "the tick is gone");
    assert(!(await page.getByText("A measurement is due").count()), "something long-term on the eve");
    await planned(await window(), house);
  },

  "a real interview is logged beside readiness, removed and brought back": async ({ house, window }) => {
    const page = await open(await window(), house, "/progress");
    await api(page, "POST", `/questions/k-nearest-neighbours/probes/${(await api(page, "GET", "/questions/k-nearest-neighbours/probes")).probes[0].id}`, { draw: 0, answer: 0, spent_ms: 1000 });
    await page.reload();
    await page.getByText("Log one").click();
    await page.getByLabel("Round").selectOption("coding");
    await page.getByLabel("How it went").selectOption("failed");
    await page.getByLabel("Note").fill("heaps");
    await page.getByRole("button", { name: "Keep it" }).click();
    const row = page.locator(".outcomes li", { hasText: "heaps" });
    await row.getByText("Not passed").waitFor();
    await row.getByRole("button", { name: /Remove/ }).click();
    await row.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).click();
    await row.waitFor();
    assertEqual((await violations(page)).join("\n"), "", "what axe finds");
  },

  "what is solved again begins on a blank page, and what stood there comes back": async ({ house, window }) => {
    const page = await open(await window(), house, "/");
    const [code, words] = ["k-nearest-neighbours", "why-validation-score-drops-in-production"];
    const { draft, starter } = await api(page, "GET", `/questions/${code}`);
    await api(page, "PUT", `/questions/${code}/draft`, { code: "# as I solved it then", revision: draft?.revision ?? 0, spent_ms: 1000 });
    await page.goto(house.url(`/questions/${code}?blank=1`));
    await becomes(async () => (await codeOf(page)).trim(), starter.trim(), "the given code");
    await page.waitForURL((url) => !url.search.includes("blank"));
    await page.getByRole("button", { name: "Undo" }).click();
    await becomes(() => codeOf(page), "# as I solved it then", "the old code");
    const { drafts } = await api(page, "GET", `/questions/${words}`);
    await api(page, "PUT", `/questions/${words}/draft`, { code: "What I said then.", revision: drafts.peer?.revision ?? 0, spent_ms: 1000, audience: "peer" });
    await page.goto(house.url(`/questions/${words}?blank=1`));
    await page.getByText("A blank page.").waitFor();
    const own = page.getByRole("textbox", { name: /^Your answer/ });
    assertEqual(await own.inputValue(), "", "the page");
    await page.getByRole("button", { name: "Bring back what stood here" }).click();
    await becomes(() => own.inputValue(), "What I said then.", "the old answer");
  },

  "the diagnostic takes I don't know, and goes on where it was left": async ({ house, window }) => {
    const page = await open(await window(), house, "/sittings/diagnostic");
    const ask = page.locator("#probe-ask");
    await ask.waitFor();
    const first = await ask.textContent();
    await page.getByRole("button", { name: "I don't know" }).click();
    await becomes(async () => (await ask.textContent()) !== first, true, "something else is asked");
    const second = await ask.textContent();
    await page.reload();
    await ask.waitFor();
    assertEqual(await ask.textContent(), second, "what was asked before it was left");
  },

  "the map of topics is walked by arrows, and a topic has a figure, formulas and three probes": async ({ house, window }) => {
    const page = await open(await window(), house, "/topics");
    await page.locator("[data-topic=linear-models]").focus();
    await page.keyboard.press("ArrowRight");
    assert(!["", "linear-models"].includes(await focused(page)), "a topic that builds on it");
    await page.keyboard.press("ArrowLeft");
    assertEqual(await focused(page), "linear-models", "back along the line");
    await page.goto(house.url("/topics/optimisation"));
    await page.locator("figure svg").waitFor();
    await page.locator(".katex").first().waitFor();
    await page.getByText(/1 of 3/).waitFor();
  },

  "progress says what it cannot tell yet": async ({ house, window }) => {
    const page = await open(await window(), house, "/progress");
    await page.getByRole("heading", { name: "Readiness" }).waitFor();
    assert(await page.getByText("too early to tell").count() > 3, "where there is no basis");
  },
};
