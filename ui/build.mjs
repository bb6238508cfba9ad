/* build.mjs - the browser app, from src/ into one folder of files that the server serves as they are.
 *
 *     node build.mjs OUT [--no-check]
 *
 * Steps: generate the API's types from docs/openapi.yaml; check all types (strict); bundle; write index.html with the hashed names;
 * measure. What the first load of Today fetches as script must stay within the budget, packed with gzip; else the build fails.
 * The packages come from `npm ci --ignore-scripts` before.
 *
 * Names carry a hash of the content ("main-3F2A9C1B.js"), so browsers may keep them for good. The style sheet of formulas, the
 * editor's scripts and every page but Today are files of their own, fetched when they are needed. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const HERE = dirname(fileURLToPath(import.meta.url));
const BUDGET = 60 * 1024; /* bytes of script, gzipped, for the first load of Today */
const LEVEL = 9; /* as the server packs */

const { out, check } = readArguments(process.argv.slice(2));
if (check) checkTypes();
const esbuild = await import("esbuild");
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const common = { bundle: true, minify: true, metafile: true, outdir: out, absWorkingDir: HERE, entryNames: "[name]-[hash]", chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]", legalComments: "none", logLevel: "warning", external: [] };
const styles = await esbuild.build({ ...common, entryPoints: ["src/css/styles.css", "src/css/maths.css"], target: "esnext",
  loader: { ".woff2": "file", ".woff": "empty", ".ttf": "empty", ".svg": "file" } });
const maths = outputOf(styles, "src/css/maths.css");
/* The package marks the statements that bind its keys as free of effects, and a bundler would drop them. */
const bindEmacsKeys = { name: "emacs", setup: (build) => build.onLoad({ filter: /codemirror-emacs\/dist\/index\.js$/ }, ({ path }) =>
  ({ contents: readFileSync(path, "utf8").replaceAll(/\/\*@__PURE__\*\/(?=EmacsHandler\.)/g, ""), loader: "js" })) };
const scripts = await esbuild.build({ ...common, entryPoints: ["src/main.tsx", "src/theme.js"], format: "esm", splitting: true, target: "es2022",
  plugins: [bindEmacsKeys], jsx: "automatic", jsxImportSource: "preact", define: { __MATHS_CSS__: JSON.stringify(`/${basename(maths)}`) } });
const main = outputOf(scripts, "src/main.tsx");
const theme = outputOf(scripts, "src/theme.js");
writeIndex();
const size = measure();
if (size > BUDGET) {
  console.error(`ui: the first load of Today fetches ${kilo(size)} of script, above the budget of ${kilo(BUDGET)}`);
  process.exit(1);
}

function readArguments(args) {
  const [folder] = args.filter((arg) => !arg.startsWith("--"));
  if (!folder || args.some((arg) => arg.startsWith("--") && arg !== "--no-check")) {
    console.error("usage: node build.mjs OUT [--no-check]");
    process.exit(2);
  }
  return { out: resolve(folder), check: !args.includes("--no-check") };
}

function checkTypes() {
  const run = (file, ...args) => execFileSync(process.execPath, [join(HERE, "node_modules", file), ...args], { cwd: HERE, stdio: ["ignore", "pipe", "inherit"] });
  run("openapi-typescript/bin/cli.js", "../docs/openapi.yaml", "-o", "src/api/schema.d.ts");
  try {
    run("typescript/bin/tsc", "--noEmit");
  } catch (error) {
    console.error(String(error.stdout ?? error));
    process.exit(1);
  }
}

function outputOf(result, entry) {
  const found = Object.entries(result.metafile.outputs).find(([, output]) => output.entryPoint === entry);
  if (!found) throw new Error(`ui: nothing was made of ${entry}`);
  return resolve(HERE, found[0]);
}

function writeIndex() {
  const bytes = readFileSync(join(HERE, "src/icon.svg"));
  const icon = `icon-${createHash("sha256").update(bytes).digest("hex").slice(0, 8).toUpperCase()}.svg`;
  writeFileSync(join(out, icon), bytes);
  const font = readdirSync(out).find((name) => name.startsWith("inter-latin-wght-normal"));
  const names = { icon, font, styles: basename(outputOf(styles, "src/css/styles.css")), main: basename(main), theme: basename(theme) };
  const html = readFileSync(join(HERE, "src/index.html"), "utf8").replace(/\{\{(\w+)\}\}/g, (_, key) => {
    if (!names[key]) throw new Error(`ui: index.html asks for ${key}, which was not made`);
    return `/${names[key]}`;
  });
  writeFileSync(join(out, "index.html"), html);
}

/* What is fetched at the start: the entry and everything it imports without being asked. */
function measure() {
  const outputs = scripts.metafile.outputs;
  const key = (path) => relative(HERE, path);
  const first = new Set([key(theme)]);
  const visit = (path) => {
    if (first.has(path)) return;
    first.add(path);
    for (const each of outputs[path].imports) if (each.kind === "import-statement") visit(each.path);
  };
  visit(key(main));
  const packed = (path) => gzipSync(readFileSync(resolve(HERE, path)), { level: LEVEL }).length;
  const total = [...first].reduce((sum, path) => sum + packed(path), 0);
  const later = Object.keys(outputs).filter((path) => !first.has(path)).map((path) => ({ name: basename(path), size: packed(path) })).sort((a, b) => b.size - a.size);
  console.log(`ui: first load of Today: ${kilo(total)} of script (budget ${kilo(BUDGET)}), ${kilo(packed(outputOf(styles, "src/css/styles.css")))} of styles, gzipped`);
  console.log(`ui: on demand: ${later.slice(0, 8).map(({ name, size: bytes }) => `${name} ${kilo(bytes)}`).join(", ")}`);
  return total;
}

function kilo(bytes) {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
