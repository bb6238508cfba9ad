/* lib.mjs - the house under test, the browser, and the few verbs that the suites share. */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const require = createRequire(new URL("../../ui/package.json", import.meta.url));
const { chromium } = require("playwright-core");
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
  "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]; /* a microphone that beeps once a second, and is allowed */

/* A new profile in a temporary folder; Playwright sees to that. */
export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
}

/* A language model on loopback that says what `house.modelSays` holds; it never keeps the tests from ending. */
function standIn(house) {
  return new Promise((done, failed) => {
    const server = createHttpServer((request, response) => {
      request.resume().on("end", () => response.end(JSON.stringify({ model: "stand-in", choices: [{ finish_reason: "stop", message: { content: house.modelSays ?? "I am not sure." } }] })));
    }).on("error", failed).listen(0, "127.0.0.1", () => done(`http://127.0.0.1:${server.address().port}/v1`));
    server.unref();
  });
}

/* A recogniser of speech on loopback, as whisper.cpp's server is asked: says what `house.speechSays` holds ({status, body, after: a promise}), and keeps in
   `house.speechHeard` the files that it was sent. */
function recogniser(house) {
  house.speechHeard = [];
  return new Promise((done, failed) => {
    const server = createHttpServer((request, response) => {
      const parts = [];
      request.on("data", (part) => parts.push(part)).on("end", async () => {
        const body = Buffer.concat(parts);
        const from = body.indexOf("RIFF");
        house.speechHeard.push(body.subarray(from, from + 8 + body.readUInt32LE(from + 4)));
        const { status = 200, body: says = "{}", after = null } = house.speechSays ?? {};
        await after;
        response.writeHead(status).end(says);
      });
    }).on("error", failed).listen(0, "127.0.0.1", () => done(`http://127.0.0.1:${server.address().port}`));
    server.unref();
  });
}

/* One viva with its data and its own time; it can be stopped and started again where it was. */
export class House {
  constructor(root, program, screens) {
    Object.assign(this, { root, program, screens, data: mkdtempSync(join(tmpdir(), "viva-browser-")), port: 0, child: null, log: "", state: null });
    mkdirSync(screens, { recursive: true });
    this.live(0);
  }

  /* From now on it is so many days later than the machine says. */
  live(days) {
    this.days = days;
    writeFileSync(join(this.data, "clock.new"), `${Math.round(days * 86400)}\n`);
    renameSync(join(this.data, "clock.new"), join(this.data, "clock")); /* viva reads it at any moment */
  }

  async start() {
    this.port ||= await freePort();
    this.model ??= await standIn(this);
    this.speech ??= await recogniser(this);
    this.log = "";
    this.child = spawn(this.program, ["serve", "--listen", `127.0.0.1:${this.port}`, "--bank", resolve(this.root, "bank"), "--model", this.model, "--speech", this.speech],
      { env: { ...process.env, XDG_DATA_HOME: this.data, XDG_CONFIG_HOME: this.data, VIVA_CLOCK: join(this.data, "clock") }, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [this.child.stdout, this.child.stderr]) stream.on("data", (text) => { this.log += text; });
    await until(() => this.key() || this.child.exitCode !== null, 60_000, () => `viva did not come up:\n${this.log}`);
    if (this.child.exitCode !== null) throw new Error(`viva ended:\n${this.log}`);
  }

  /* The newest address with a key that viva has told. */
  key() {
    return [...this.log.matchAll(/http:\/\/127\.0\.0\.1:\d+\/\?key=\S+/g)].at(-1)?.[0];
  }

  async stop(signal = "SIGTERM") {
    if (!this.child || this.child.exitCode !== null || this.child.signalCode !== null) return;
    const { child } = this;
    const ended = new Promise((done) => child.once("exit", done));
    const late = setTimeout(() => child.kill("SIGKILL"), 15_000);
    child.kill(signal);
    await ended;
    clearTimeout(late);
  }

  clean() {
    rmSync(this.data, { recursive: true, force: true });
  }

  url(path = "/") {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  /* Ends the first visit, for suites that are run alone. */
  async welcome(browser) {
    const context = await this.window(browser);
    const page = await context.newPage();
    await page.goto(this.url("/"));
    await api(page, "PUT", "/settings", { welcomed: true });
    await context.close();
  }

  /* A window of the one browser that viva knows: the first use spends the key, later ones bring its cookie. */
  async window(browser, options = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, reducedMotion: "reduce", ...options, storageState: this.state ?? undefined });
    context.setDefaultTimeout(15_000);
    context.faults = [];
    context.on("page", (page) => watch(page, context.faults));
    if (!this.state) {
      const page = await context.newPage();
      await page.goto(this.key());
      const { cookies } = await context.storageState();
      this.state = { cookies, origins: [] };
      await page.close();
    }
    return context;
  }
}

/* A house for one suite alone, so that it can have a learner and a time of its own: begun at the first visit, ended with the tests. */
export function ownHouse() {
  const own = {
    house: null,
    async open({ house, browser }) {
      if (own.house) return own.house;
      own.house = new House(house.root, house.program, house.screens);
      process.once("exit", () => {
        own.house.child?.kill("SIGKILL");
        own.house.clean();
      });
      await own.house.start();
      await own.house.welcome(browser);
      return own.house;
    },
    /* A page in it, without faults until it is closed; what a failed visit has seen last is kept as a picture. */
    async visit(tools, path, look, options = {}) {
      await own.open(tools);
      const context = await own.house.window(tools.browser, options);
      const page = await open(context, own.house, path);
      try {
        await look(page);
        assert(!context.faults.length, `the page complained: ${context.faults.join("; ")}`);
      } catch (error) {
        await page.screenshot({ path: join(own.house.screens, `failed-visit${path.replace(/\W+/g, "-")}.png`), fullPage: true });
        throw error;
      } finally {
        await context.close();
      }
    },
  };
  return own;
}

/* What no page may do: throw, or break the content security policy. */
function watch(page, faults) {
  page.on("pageerror", (error) => faults.push(`${page.url()}: ${error.message}`));
  page.on("console", (message) => {
    const text = message.text();
    if (message.type() === "error" && !/Failed to load resource|ERR_CONNECTION|Applying inline style/.test(text)) faults.push(`${page.url()}: ${text}`);
  });
}

export class Suite {
  passed = 0;
  failed = 0;

  async run(name, tests, tools) {
    for (const [says, test] of Object.entries(tests)) {
      const begun = Date.now();
      const windows = [];
      const window = async (options) => {
        const context = await tools.house.window(tools.browser, options);
        windows.push(context);
        return context;
      };
      try {
        await test({ ...tools, window });
        const faults = windows.flatMap((context) => context.faults);
        if (faults.length) throw new Error(`the page complained:\n  ${faults.join("\n  ")}`);
        this.passed += 1;
        console.log(`ok    ${name}: ${says} (${Date.now() - begun} ms)`);
      } catch (error) {
        this.failed += 1;
        console.log(`FAIL  ${name}: ${says}\n      ${String(error?.stack ?? error).split("\n").slice(0, 14).join("\n      ")}`);
        await Promise.all(windows.flatMap((context) => context.pages()).map((page, i) =>
          page.screenshot({ path: join(tools.house.screens, `failed-${name}-${this.failed}-${i}.png`) }).catch(() => undefined)));
      } finally {
        await Promise.all(windows.map((context) => context.close()));
        await this.revive(tools.house);
      }
    }
  }

  /* A viva that has ended by itself is a failure of its own; the other tests get a new one. */
  async revive(house) {
    if (house.child.exitCode === null && house.child.signalCode === null) return;
    this.broken(new Error(`viva ended by itself (${house.child.signalCode ?? house.child.exitCode}); it said last:\n${house.log.slice(-2000)}`));
    await house.start();
  }

  broken(error) {
    this.failed += 1;
    console.log(`FAIL  ${String(error?.stack ?? error)}`);
  }
}

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export async function until(condition, limit = 10_000, says = () => "waited in vain") {
  const end = Date.now() + limit;
  for (;;) {
    const found = await condition();
    if (found) return found;
    if (Date.now() > end) throw new Error(says());
    await pause(25);
  }
}

/* A page answers an action when it gets to it: waits until what is read is what is wanted. */
export async function becomes(read, wanted, says) {
  let found;
  await until(async () => (found = await read()) === wanted, 10_000, () => `${says}: found ${JSON.stringify(found)}, wanted ${JSON.stringify(wanted)}`);
}

export function assert(condition, says) {
  if (!condition) throw new Error(says);
}

export function assertEqual(found, wanted, says) {
  if (found !== wanted) throw new Error(`${says}: found ${JSON.stringify(found)}, wanted ${JSON.stringify(wanted)}`);
}

/* Opens a page of the app and waits until nothing is loading. */
export async function open(context, house, path) {
  const page = await context.newPage();
  await page.goto(house.url(path));
  await settled(page);
  return page;
}

export async function settled(page) {
  await page.locator("main").waitFor();
  await page.locator(".skeleton").first().waitFor({ state: "detached" });
}

export const editor = (page) => page.getByRole("textbox", { name: /Your code/ });

export async function codeOf(page) {
  return page.locator(".cm-line").allTextContents().then((lines) => lines.join("\n"));
}

/* Replaces all code, as by pasting. */
export async function paste(page, code) {
  await editor(page).focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(code);
}

export async function run(page) {
  await page.keyboard.press("Control+Enter");
  await page.locator(".findings h2, .out .fault").first().waitFor();
}

/* Opens the palette; what is typed next goes into it. */
export async function palette(page) {
  await page.keyboard.press("Control+k");
  await becomes(async () => (await focused(page)).role, "combobox", "the palette takes the focus");
}

/* The API as the page may use it. */
export function api(page, method, path, body) {
  return page.evaluate(async ([verb, where, what]) => {
    const { csrf } = await (await fetch("/api/v1/session")).json();
    const answer = await fetch(`/api/v1${where}`, { method: verb, headers: what === undefined ? {} : { "Content-Type": "application/json", "X-Viva-CSRF": csrf }, body: what === undefined ? undefined : JSON.stringify(what) });
    return answer.json();
  }, [method, path, body]);
}

/* What axe finds against WCAG 2.2 AA, in words. */
export async function violations(page) {
  await page.evaluate(AXE);
  const found = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"] }));
  return found.violations.map((each) => `${each.id}: ${each.nodes.map((node) => `${node.target.join(" ")} (${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? ""})`).slice(0, 3).join("; ")}`);
}

/* Role and name of what has the focus, as assistive technology gets them. */
export async function focused(page) {
  const session = await page.context().newCDPSession(page);
  try {
    const { result } = await session.send("Runtime.evaluate", { expression: "document.activeElement" });
    const { nodes } = await session.send("Accessibility.getPartialAXTree", { objectId: result.objectId, fetchRelatives: false });
    return { role: nodes[0]?.role?.value ?? "", name: nodes[0]?.name?.value ?? "" };
  } finally {
    await session.detach();
  }
}

/* Presses Tab until something of this role and name has the focus. */
export async function tabTo(page, role, name, limit = 80) {
  const seen = [];
  for (let i = 0; i < limit; i++) {
    await page.keyboard.press("Tab");
    const now = await focused(page);
    if (now.role === role && name.test(now.name)) return now;
    seen.push(`${now.role} "${now.name.slice(0, 40)}"`);
  }
  throw new Error(`Tab never came to ${role} ${name}; it went through ${seen.join(", ")}`);
}

function freePort() {
  return new Promise((done, failed) => {
    const server = createServer().on("error", failed).listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
