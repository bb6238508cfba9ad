/* Probes by keyboard, of every kind that the bank has in the open. */
import { api, assert, assertEqual, becomes, open } from "./lib.mjs";

export const tests = {
  "a choice is answered by its digit and Enter, and each option says why": async ({ house, window }) => {
    const page = await open(await window(), house, "/questions/k-nearest-neighbours?tab=probes");
    await page.getByRole("radio").first().focus();
    await page.keyboard.press("2");
    await becomes(() => page.getByRole("radio").nth(1).isChecked(), true, "2 chooses the second option");
    await page.keyboard.press("Enter");
    await page.getByText(/^(Right|Not right)$/).waitFor();
    await becomes(() => page.locator(".option.is-right").count(), 1, "marked as the right option");
    await page.getByRole("button", { name: /Next probe/ }).click();
    await page.getByText(/^2 of/).waitFor();
  },

  "a number takes a comma, and a wrong one says what it points to": async ({ house, window }) => {
    const page = await open(await window(), house, "/questions/k-nearest-neighbours?tab=probes");
    const { probes } = await api(page, "GET", "/questions/k-nearest-neighbours/probes");
    const at = probes.findIndex((probe) => probe.kind === "number");
    await skipTo(page, probes, at);
    await page.getByRole("textbox", { name: /Your answer/ }).fill("0,3333");
    await page.keyboard.press("Enter");
    await page.getByText("Not right", { exact: true }).waitFor();
    await page.getByText(/share of plain votes/).waitFor();
  },

  "sealed probes are never shown": async ({ house, window }) => {
    const page = await open(await window(), house, "/questions/k-nearest-neighbours");
    const { probes } = await api(page, "GET", "/questions/k-nearest-neighbours/probes");
    assertEqual(probes.filter((probe) => probe.id === "farther_instead_of_nearer").length, 0, "sealed probes");
  },

  "every open probe of the bank can be answered and says something": async ({ house, window }) => {
    const page = await open(await window(), house, "/practise");
    const { questions } = await api(page, "GET", "/questions?limit=100");
    const kinds = new Set();
    for (const { slug } of questions) {
      const { probes } = await api(page, "GET", `/questions/${slug}/probes`);
      const fresh = probes.filter((probe) => !kinds.has(probe.kind));
      if (!fresh.length) continue;
      await page.goto(house.url(`/questions/${slug}?tab=probes`));
      for (const probe of probes) {
        kinds.add(probe.kind);
        await answer(page, probe);
        await page.locator("[data-verdict]").waitFor();
        assert((await page.locator("[data-verdict]").textContent()).length > 20, `${slug}/${probe.id} says why`);
        await page.getByRole("button", { name: /Next probe|Finish/ }).click();
      }
      await page.getByRole("button", { name: "Once more" }).waitFor();
    }
    for (const kind of ["choice", "several", "number", "order"]) assert(kinds.has(kind), `the bank has an open probe of kind ${kind}`);
  },
};

async function answer(page, probe) {
  const box = page.locator(".probe");
  await box.locator(".probe-ask").waitFor();
  if (probe.kind === "choice") await box.getByRole("radio").first().check();
  else if (probe.kind === "several") await box.getByRole("checkbox").first().check();
  else if (probe.kind === "line") await box.getByRole("checkbox").nth(1).check();
  else if (probe.kind === "number") await box.getByRole("textbox").fill("-7");
  else {
    await box.locator(".order li").first().focus();
    await page.keyboard.press("Alt+ArrowDown");
  }
  await box.getByRole("button", { name: /Answer/ }).click();
}

async function skipTo(page, probes, at) {
  for (let i = 0; i < at; i++) {
    await answer(page, probes[i]);
    await page.getByRole("button", { name: /Next probe/ }).click();
  }
}
