/* Every page and state, in both themes and on a hand: axe finds nothing against WCAG 2.2 AA, and a photograph goes to build/screens/ to
   be looked at. A page is photographed as tall as its content, so that nothing is hidden; the workspace has the height of a window. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { assert, assertEqual, violations } from "./lib.mjs";
import { VIEWS } from "./views.mjs";

const LOOKS = [[1280, "light"], [1280, "dark"], [360, "light"]];

export const tests = {};

for (const [name, show] of Object.entries(VIEWS)) {
  tests[`${name} is accessible and photographed`] = async ({ house, window }) => {
    const page = await show(await window(), house);
    const found = [];
    for (const [width, colorScheme] of LOOKS) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: width === 360 ? 740 : 860 });
      await page.mouse.move(0, 0);
      found.push(...(await violations(page)).map((each) => `${width} ${colorScheme}: ${each}`));
      assertEqual(await page.evaluate(() => document.documentElement.scrollWidth), width, "the width of the page");
      await photograph(page, width, join(house.screens, `${name}-${width}-${colorScheme}.png`));
    }
    if (found.length) throw new Error(found.join("\n"));
  };
}

async function photograph(page, width, path) {
  const height = await page.evaluate(() => Math.max(document.documentElement.scrollHeight, innerHeight));
  await page.setViewportSize({ width, height: Math.min(height, 4000) });
  await page.waitForTimeout(150);
  await page.screenshot({ path, caret: "initial" });
  assert(statSync(path).size > 4000, `${path} is not empty`);
}
