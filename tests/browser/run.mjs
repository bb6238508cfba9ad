/* run.mjs - what a person does, in Chromium, against the real program.
 *
 *     node tests/browser/run.mjs --viva PATH [--only WORD] [--screens DIR]
 *
 * Starts `viva serve` on a free port with a fresh data folder, then goes through the suites in order; the first one is a first
 * visit and wants that freshness. Each test says in its name what a person can rely on. Screenshots of every page go to
 * build/screens/. Ends with "N passed, N failed". */
import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { House, launch, Suite } from "./lib.mjs";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const SUITES = ["first-visit", "keyboard", "frame", "practise", "workspace", "probes", "reviews", "drafts", "streams", "queue", "settings", "suites", "words", "critiques", "stories", "voice", "looks", "runtimes", "plan", "charts", "weeks"];

function option(name, otherwise) {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
}

/* npm's packages are the browser app's. */
if (!existsSync(resolve(ROOT, "ui/node_modules/playwright-core"))) {
  console.error("tests/browser: playwright-core is not there; build the browser app first (node ui/build.mjs build/ui)");
  process.exit(2);
}

const house = new House(ROOT, resolve(option("viva", `${ROOT}/build/viva`)), resolve(option("screens", `${ROOT}/build/screens`)));
const only = option("only", "");
const suite = new Suite();
let browser;
try {
  await house.start();
  browser = await launch();
  if (only && !"first-visit".includes(only)) await house.welcome(browser);
  for (const name of SUITES) {
    if (only && !name.includes(only)) continue;
    const { tests } = await import(`./${name}.mjs`);
    await suite.run(name, tests, { house, browser });
  }
} catch (error) {
  suite.broken(error);
} finally {
  await browser?.close();
  await house.stop();
  house.clean();
}
console.log(`${suite.passed} passed, ${suite.failed} failed`);
process.exit(suite.failed ? 1 : 0);
