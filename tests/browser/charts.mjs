/* Charts: in a house of its own, from the first visit through a few days of practice. A title says what was found, the table behind a
   drawing has its numbers, arrows walk its marks, and where there is nothing to draw a sentence says so. */
import { api, assert, assertEqual, becomes, focused, ownHouse, tabTo, until, violations } from "./lib.mjs";

const SLUGS = ["k-nearest-neighbours", "precision-recall-and-roc-auc", "top-p-sampling"];
const WORDS = "why-validation-score-drops-in-production";
const DAYS = [0, 1, 3, 8];
const of100 = (share) => Math.round(100 * share);
const wholeDay = (date) => new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" }).format(new Date(`${date}T12:00:00Z`)).replace(",", "");

const home = ownHouse();
const visit = home.visit;

/* Some days of practice: all probes of a question a day, and an answer in words with a forecast. */
async function practise(page) {
  for (const [i, day] of DAYS.entries()) {
    home.house.live(day);
    for (const slug of SLUGS.slice(0, 1 + i % 3)) {
      const { probes } = await api(page, "GET", `/questions/${slug}/probes`);
      for (const probe of probes) await api(page, "POST", `/questions/${slug}/probes/${probe.id}`, { draw: probe.draw, answer: guess(probe), spent_ms: 60_000 });
    }
    const { id } = await api(page, "POST", `/questions/${WORDS}/attempts`, { text: "I would first compare both data sets, then look for leakage between them.", audience: "peer", sure: 70, spent_ms: 300_000, request: crypto.randomUUID() });
    await until(async () => (await api(page, "GET", `/attempts/${id}`)).status !== "submitted", 20_000, () => "the answer in words was not judged");
  }
}

const guess = ({ kind, items }) => ({ choice: 0, several: [0], number: -777, line: 1, order: (items ?? []).map((_, i) => i) })[kind];

const figure = (page, title) => page.locator("figure.chart", { has: page.getByRole("heading", { name: title }) });

/* The rows of the table behind a chart, opened by keyboard. */
async function behind(page, chart) {
  await chart.locator("summary").focus();
  await page.keyboard.press("Enter");
  await chart.locator("tbody tr").first().waitFor();
  return chart.locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
}

export const tests = {
  "a first visitor finds a sentence on Progress and on Today, and no empty axes": async (tools) => {
    await visit(tools, "/progress", async (page) => {
      await page.getByText("Nothing is known of you yet").waitFor();
      assertEqual(await page.locator("figure").count(), 0, "drawings on Progress");
    });
    await visit(tools, "/", async (page) => {
      await page.getByText("will stand here, once there is something to tell").waitFor();
      assertEqual(await page.locator("figure").count(), 0, "drawings on Today");
    });
  },

  "titles say what the figures say": async (tools) => {
    await visit(tools, "/", practise);
    await visit(tools, "/progress", async (page) => {
      const { skills, memory, calibration, days } = await api(page, "GET", "/progress");
      const told = skills.filter(({ level }) => level.told).sort((a, b) => a.level.chance - b.level.chance);
      assert(told.length > 1, "some skills are known by now");
      await page.getByRole("heading", { name: new RegExp(`^${told[0].key} (is|looks like) your weakest skill`, "i") }).waitFor();
      const most = Math.max(...memory.days.map((day) => Math.ceil(day.seconds / 60)));
      await page.getByRole("heading", { name: new RegExp(`^Reviews: most .*, ${most} minutes?$`) }).waitFor();
      assertEqual(calibration.said.count, DAYS.length, "forecasts");
      await page.getByRole("heading", { name: "too early to tell from four forecasts" }).waitFor();
      await page.getByRole("heading", { name: `Practice on ${DAYS.length} of ${DAYS.at(-1) + 1} days` }).waitFor();
      assertEqual(days.filter((day) => day.minutes > 0).length, DAYS.length, "days with practice");
    });
  },

  "the table behind a drawing has its numbers": async (tools) => {
    await visit(tools, "/progress", async (page) => {
      const { skills, topics, memory, calibration, days } = await api(page, "GET", "/progress");
      const wheel = await behind(page, figure(page, /weakest skill/));
      assertEqual(wheel.map((row) => row[1]).join(), skills.map(({ level }) => (level.told ? `${of100(level.chance)}` : "too early to tell")).join(), "skills");
      const grid = await behind(page, figure(page, /thin spots|stands at/));
      assertEqual(grid.map((row) => row[0]).sort().join(), topics.map(({ title }) => title).sort().join(), "topics");
      const ahead = await behind(page, figure(page, /^Reviews: most/));
      assertEqual(ahead.map((row) => row[1]).join(), memory.days.filter((day) => day.probes).map((day) => day.probes).join(), "probes due");
      const sure = await behind(page, figure(page, /How well you know yourself/));
      const own = sure.filter((row) => row[0] === "You");
      assertEqual(own.map((row) => `${row[1]} ${row[2]} ${row[4]}`).join(), calibration.said.curve.map((bin) => `${of100(bin.stated)}% ${of100(bin.was.share)} ${bin.count}`).join(), "forecasts");
      const weeks = await behind(page, figure(page, /^Practice on/));
      assertEqual(weeks.map((row) => `${row[0]} ${row[1]}`).join(), days.filter((day) => day.minutes > 0).reverse().map((day) => `${wholeDay(day.date)} ${day.minutes}`).join(), "days");
    });
  },

  "arrows walk the marks of a chart, which is one stop of the Tab key": async (tools) => {
    await visit(tools, "/", async (page) => {
      const { days } = await api(page, "GET", "/progress");
      const today = days.at(-1).date;
      const says = page.locator("figure.chart .chart-says");
      const minutes = days.at(-1).minutes;
      await tabTo(page, "image", new RegExp(`^${wholeDay(today)}: ${minutes} minutes`));
      await page.keyboard.press("ArrowLeft");
      const before = days.at(-8);
      await becomes(async () => (await focused(page)).name.split(":")[0], wholeDay(before.date), "a week before");
      await becomes(() => says.textContent(), (await focused(page)).name, "what stands below the drawing");
      await page.keyboard.press("ArrowDown");
      await becomes(async () => (await focused(page)).name.split(":")[0], wholeDay(days.at(-7).date), "the day after");
      await page.keyboard.press("Home");
      await becomes(async () => (await focused(page)).name.split(":")[0], wholeDay(days[0].date), "the first day");
      await page.keyboard.press("ArrowUp");
      assertEqual((await focused(page)).name.split(":")[0], wholeDay(days[0].date), "there is none before");
      await page.keyboard.press("Tab");
      assertEqual((await focused(page)).name, "The figures", "the next stop");
    });
  },

  "a cell of mastery is reached by arrows and leads to its topic": async (tools) => {
    await visit(tools, "/progress", async (page) => {
      const cells = page.locator(".mastery a");
      assertEqual(await page.locator('.mastery a[tabindex="0"]').count(), 1, "one stop");
      await page.locator('.mastery a[tabindex="0"]').focus();
      await page.keyboard.press("Home");
      await page.keyboard.press("ArrowRight");
      const second = await cells.nth(1).getAttribute("href");
      await becomes(() => page.evaluate(() => document.activeElement.getAttribute("href")), second, "the next cell");
      await page.keyboard.press("Enter");
      await becomes(() => new URL(page.url()).pathname, second, "its topic");
    });
  },

  "readiness that cannot be told is an empty ring with its reason": async (tools) => {
    await visit(tools, "/", async (page) => {
      const { readiness } = await api(page, "GET", "/today");
      const ring = page.locator("figure.ready");
      const name = readiness.told ? `Readiness ${of100(readiness.share)} of 100, likely between ${of100(readiness.low)} and ${of100(readiness.high)}` : "Readiness: too early to tell";
      await ring.getByRole("img", { name, exact: true }).waitFor();
      await page.route("**/api/v1/today", async (route) => {
        const answer = await route.fetch();
        const json = await answer.json();
        json.readiness = { ...json.readiness, told: !json.readiness.told, share: 0.62, low: 0.55, high: 0.7 };
        await route.fulfill({ response: answer, json });
      });
      await page.reload();
      await ring.getByRole("img", { name: readiness.told ? "Readiness: too early to tell" : "Readiness 62 of 100, likely between 55 and 70", exact: true }).waitFor();
      assertEqual(await ring.locator(".done").count(), readiness.told ? 0 : 1, "an arc only where it can be told");
    });
  },

  "with days of practice behind, both pages fit a hand and axe finds nothing": async (tools) => {
    try {
      for (const [path, colorScheme] of [["/progress", "light"], ["/progress", "dark"], ["/", "dark"]])
        await visit(tools, path, async (page) => {
          await page.locator("figure svg").first().waitFor();
          for (const summary of await page.locator(".behind summary").all()) await summary.click();
          for (const width of [360, 1280]) {
            await page.setViewportSize({ width, height: 800 });
            await becomes(() => page.evaluate(() => document.documentElement.scrollWidth), width, "the width of the page");
            assertEqual((await violations(page)).join("\n"), "", `${path} ${colorScheme} ${width}`);
          }
        }, { colorScheme });
    } finally {
      await home.house.stop();
      home.house.clean();
    }
  },
};
