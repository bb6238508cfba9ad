/* Reviews: probes come back, by keyboard alone. What is answered wrongly is due on the same day. */
import { api, assert, assertEqual, becomes, open } from "./lib.mjs";

const SLUG = "k-nearest-neighbours";

export const tests = {
  "a session of ten probes runs without the mouse": async ({ house, window }) => {
    const page = await open(await window(), house, "/practise");
    await forget(page, 14);
    await page.goto(house.url("/review"));
    for (let i = 0; i < 10; i++) {
      const shown = page.locator(".sec > header h2");
      await becomes(async () => Number((await shown.textContent()).split(" ")[0]), i + 1, "the place in the session");
      await answerByKeys(page);
      await page.getByText(/^(Right|Not right)$/).waitFor();
      await page.getByRole("group", { name: "How well did you know it?" }).waitFor();
      await page.keyboard.press(i === 2 ? "2" : "Enter");
    }
    await becomes(async () => (await api(page, "GET", "/reviews")).done >= 10, true, "ten reviews are counted");
  },

  "a grade decides when it comes back, and says so before it is given": async ({ house, window }) => {
    const page = await open(await window(), house, "/review");
    await page.locator(".probe-ask").waitFor();
    const { items } = await api(page, "GET", "/reviews");
    const { question, probe } = items[0];
    await answerByKeys(page);
    const easy = page.getByRole("button", { name: /^Easy/ });
    await easy.waitFor();
    assert(/today|tomorrow|in \d+ (days|months)/.test(await easy.textContent()), "Easy says when");
    await page.keyboard.press("4");
    await page.getByText(/^2 of/).waitFor();
    const left = await api(page, "GET", "/reviews");
    assert(!left.items.some((item) => item.question === question && item.probe.id === probe.id), "it is gone until its day");
  },

  "U takes the last review back, and the probe is asked again": async ({ house, window }) => {
    const page = await open(await window(), house, "/review");
    await page.locator(".probe-ask").waitFor();
    const before = await api(page, "GET", "/reviews");
    const ask = await page.locator(".probe-ask").textContent();
    await answerByKeys(page);
    await page.getByRole("button", { name: /^Good/ }).waitFor();
    await page.keyboard.press("3");
    await page.getByText(/^2 of/).waitFor();
    await page.getByRole("button", { name: /Take the last one back/ }).click();
    await page.getByText(/^1 of/).waitFor();
    assertEqual(await page.locator(".probe-ask").textContent(), ask, "the same probe");
    const after = await api(page, "GET", "/reviews");
    assertEqual(`${after.done} ${after.due} ${after.new}`, `${before.done} ${before.due} ${before.new}`, "nothing has counted");
  },

  "today leads to what is due, and the settings say how much should stay": async ({ house, window }) => {
    const page = await open(await window(), house, "/");
    await page.getByRole("heading", { name: "Reviews" }).waitFor();
    await page.getByRole("link", { name: "Review", exact: true }).first().click();
    await page.getByRole("heading", { name: "Review", exact: true }).waitFor();
    await page.goto(house.url("/settings"));
    await page.getByLabel("Known when it is due").selectOption("95");
    await becomes(async () => (await api(page, "GET", "/settings")).retention, 95, "kept");
    await page.getByLabel("Known when it is due").selectOption("90");
    await becomes(async () => (await api(page, "GET", "/settings")).retention, 90, "back");
  },

  "an answer in the workspace is a review too": async ({ house, window }) => {
    const page = await open(await window(), house, "/review");
    const { probes } = await api(page, "GET", `/questions/${SLUG}/probes`);
    const probe = probes.find((each) => each.kind === "choice");
    const { review } = await api(page, "POST", `/questions/${SLUG}/probes/${probe.id}`, { draw: 0, answer: 0, spent_ms: 1000 });
    assertEqual(Object.keys(review.days).join(" "), "again hard good easy", "each grade has its day");
    assert(review.days.easy >= review.days.good && review.days.good >= review.days.hard, "a better grade is not sooner");
  },
};

/* Answers so many probes wrongly, so that they are due. */
async function forget(page, wanted) {
  const { questions } = await api(page, "GET", "/questions?limit=100");
  for (const { slug } of questions) {
    const { probes } = await api(page, "GET", `/questions/${slug}/probes`);
    for (const probe of probes) {
      const answer = probe.kind === "number" ? -7 : probe.kind === "order" ? probe.items.map((_, i) => i) : null;
      if (answer === null) continue;
      const told = await api(page, "POST", `/questions/${slug}/probes/${probe.id}`, { draw: probe.draw, answer });
      assertEqual(told.right, false, `${slug}/${probe.id} is wrong`);
      if (--wanted === 0) return;
    }
  }
}

/* The focus is among the answers when a probe is shown. */
async function answerByKeys(page) {
  const box = page.locator(".probe");
  await box.locator(".probe-ask").waitFor();
  await becomes(() => page.evaluate(() => document.activeElement?.closest(".probe") !== null), true, "the focus is in the probe");
  if (await box.locator(".number input").count()) await page.keyboard.type("1");
  else if (await box.locator(".order").count()) await page.keyboard.press("Alt+ArrowDown");
  else if (await box.locator(".lines").count()) await page.keyboard.press("2");
  else await page.keyboard.press("1");
  await page.keyboard.press("Enter");
}
