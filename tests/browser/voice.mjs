/* Answers said aloud: recorded, kept, heard again beside the points, dictated, written down. The microphone is Chromium's own fake one, which beeps. */
import { readFileSync } from "node:fs";
import { api, assert, assertEqual, becomes, focused, open, pause, settled, tabTo, until, violations } from "./lib.mjs";
import { own, pure } from "./words.mjs";

export const VOICE = "gradient-descent-aloud";
const OTHER = "boosting-against-bagging";
const STAGED = "bread-for-tomorrow";
const KEYS = "Alt+Enter";

const records = (page) => page.getByRole("button", { name: /^Record/ });
const stops = (page) => page.getByRole("button", { name: /^Stop/ });
const takes = (page) => page.getByRole("list", { name: "Recordings of this answer" }).getByRole("listitem");
const alerts = (page) => page.getByRole("alert");

/* A page with a recording of a second and more. */
export async function recorded(context, house, slug) {
  const page = await open(context, house, `/questions/${slug}`);
  await records(page).click();
  await spoken(page);
  await stops(page).click();
  await takes(page).first().waitFor();
  return page;
}

/* Waits until a second of sound was recorded, or one more. */
async function spoken(page) {
  const timer = page.getByRole("timer", { name: "Recorded" });
  const before = await timer.textContent();
  await until(async () => (await timer.textContent()) !== before);
}

/* Opens the points, where that is still to be done, and ticks the first ones. */
export async function ticked(page, count) {
  const show = page.getByRole("button", { name: "Show the points" });
  const points = page.locator(".ticks fieldset");
  await show.or(points.first()).first().waitFor();
  if (await show.count()) await show.press("Enter");
  await points.first().waitFor();
  for (let i = 0; i < count; i++) await points.nth(i).getByRole("radio", { name: i % 2 ? "Partly" : "I said it" }).press("Space");
  return points.count();
}

const stored = (page) => page.evaluate(() => new Promise((done, failed) => {
  const request = indexedDB.open("viva", 1);
  request.onerror = () => failed(request.error);
  request.onsuccess = () => { request.result.transaction("recordings").objectStore("recordings").getAll().onsuccess = ({ target }) => { request.result.close(); done(target.result.map(({ blob, ...rest }) => ({ ...rest, bytes: blob.size }))); }; };
}));

/* A browser whose microphone answers like this. */
async function withMicrophone(window, script) {
  const context = await window();
  await context.addInitScript(script);
  return context;
}

/* A recogniser in the browser that says what the test tells it to: globalThis.says(text, final), globalThis.fails(error). */
const RECOGNISER = () => {
  globalThis.SpeechRecognition = globalThis.webkitSpeechRecognition = class {
    start() {
      globalThis.listening = true;
      globalThis.says = (text, isFinal) => this.onresult({ resultIndex: 0, results: [Object.assign([{ transcript: text }], { isFinal })] });
      globalThis.fails = (error) => { this.onerror({ error }); this.onend(); };
    }
    stop() { globalThis.listening = false; this.onend(); }
    abort() { this.stop(); }
  };
};

const transcript = (...segments) => JSON.stringify({ text: segments.map(([, , text]) => `${text}\n`).join(""), segments: segments.map(([start, end, text]) => ({ start, end, text })) });

export const tests = {
  "an answer is recorded, paused, kept through a reload, played, saved as a file and deleted": async ({ house, window }) => {
    const page = await open(await window(), house, `/questions/${VOICE}`);
    await records(page).click();
    await page.getByText("Recording", { exact: true }).waitFor();
    await until(async () => Number(await page.getByRole("meter").getAttribute("aria-valuenow")) > 20);
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByText("Paused", { exact: true }).waitFor();
    const at = await page.getByRole("timer", { name: "Recorded" }).textContent();
    await pause(1300);
    assertEqual(await page.getByRole("timer", { name: "Recorded" }).textContent(), at, "a pause is not counted");
    await page.getByRole("button", { name: "Go on" }).click();
    await spoken(page);
    await stops(page).click();
    await becomes(() => takes(page).count(), 1, "one recording");
    await page.reload();
    await becomes(() => takes(page).count(), 1, "one recording after a reload");
    const [{ bytes, ms, slug, open: unfinished }] = await stored(page);
    assert(bytes > 1000 && ms > 1000 && ms < 20_000 && slug === VOICE && !unfinished, "it is stored whole");
    await takes(page).getByRole("button", { name: /^Play/ }).click();
    await takes(page).getByRole("button", { name: /^Pause/ }).waitFor();
    await until(() => page.evaluate(() => document.querySelector(".take audio").currentTime > 0.2));
    const [download] = await Promise.all([page.waitForEvent("download"), takes(page).getByRole("button", { name: /^Download/ }).click()]);
    assert(new RegExp(`^viva-${VOICE}-\\d{4}-\\d\\d-\\d\\d-\\d\\d-\\d\\d\\.webm$`).test(download.suggestedFilename()), "the file's name");
    assertEqual(readFileSync(await download.path()).length, bytes, "the file's bytes");
    await takes(page).getByRole("button", { name: /^Delete/ }).click();
    await page.getByRole("button", { name: "Keep it" }).click();
    await takes(page).getByRole("button", { name: /^Delete/ }).click();
    await page.getByRole("button", { name: "Delete it" }).click();
    await becomes(() => takes(page).count(), 0, "deleted");
    await becomes(async () => (await stored(page)).length, 0, "deleted for good");
  },

  "a reload in the midst of it costs the last seconds and no more": async ({ house, window }) => {
    const page = await open(await window(), house, `/questions/${VOICE}`);
    await records(page).click();
    await until(async () => (await stored(page).catch(() => [])).length === 1);
    assert((await stored(page))[0].open, "it is marked as growing");
    await page.reload();
    await becomes(() => takes(page).count(), 1, "what was said until then");
    await takes(page).getByText(/cut off after 00:0\d/).waitFor();
    await takes(page).getByRole("button", { name: /^Play/ }).click();
    await until(() => page.evaluate(() => document.querySelector(".take audio").currentTime > 0.2));
  },

  "a microphone that is not there, not allowed or not to be had is said in plain words": async ({ house, window }) => {
    const cases = [["NotFoundError", "No microphone was found"], ["NotAllowedError", "is not allowed on this page"], ["NotReadableError", "another program may hold it"], ["Strange", "cannot be used: because"]];
    const page = await open(await withMicrophone(window, () => { if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("because", globalThis.fault)); }), house, `/questions/${VOICE}`);
    for (const [name, says] of cases) {
      await page.evaluate((fault) => { globalThis.fault = fault; }, name);
      await records(page).click();
      await alerts(page).getByText(says).waitFor();
    }
    assertEqual((await stored(page)).length, 0, "nothing is kept");
    const insecure = await open(await withMicrophone(window, () => Object.defineProperty(globalThis, "isSecureContext", { value: false })), house, `/questions/${VOICE}`);
    await records(insecure).click();
    await alerts(insecure).getByText("over https, or from this machine").waitFor();
    const old = await open(await withMicrophone(window, () => { delete globalThis.MediaRecorder; }), house, `/questions/${VOICE}`);
    await records(old).click();
    await alerts(old).getByText("cannot record sound").waitFor();
  },

  "while the browser asks for the microphone one can go back, and one that goes away keeps what was said": async ({ house, window }) => {
    const asks = await open(await withMicrophone(window, () => { if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = () => new Promise(() => undefined); }), house, `/questions/${VOICE}`);
    await records(asks).click();
    await asks.getByText("Waiting for the microphone").waitFor();
    await asks.getByRole("button", { name: "Cancel" }).click();
    await records(asks).waitFor();
    const page = await open(await withMicrophone(window, () => {
      if (!navigator.mediaDevices) return;
      const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async (wanted) => (globalThis.stream = await real(wanted));
    }), house, `/questions/${VOICE}`);
    await records(page).click();
    await page.getByText("Recording", { exact: true }).waitFor();
    await spoken(page);
    await page.evaluate(() => { for (let i = 0; i < 2; i++) globalThis.stream.getTracks()[0].dispatchEvent(new Event("ended")); });
    await alerts(page).getByText("The microphone went away").waitFor();
    await becomes(() => takes(page).count(), 1, "what was said");
    await becomes(() => page.evaluate(() => globalThis.stream.getTracks()[0].readyState), "ended", "the microphone is off");
  },

  "a silent microphone is noticed": async ({ house, window }) => {
    const page = await open(await withMicrophone(window, () => {
      if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = async () => new AudioContext().createMediaStreamDestination().stream;
    }), house, `/questions/${VOICE}`);
    await records(page).click();
    await alerts(page).getByText("I hear nothing").waitFor();
    await stops(page).click();
  },

  "the oldest recording is named before it makes room, and stays when one says so": async ({ house, window }) => {
    const page = await recorded(await window(), house, OTHER);
    await page.evaluate(() => new Promise((done) => {
      const request = indexedDB.open("viva", 1);
      request.onsuccess = () => {
        const transaction = request.result.transaction("recordings", "readwrite");
        const store = transaction.objectStore("recordings");
        store.getAll().onsuccess = ({ target: { result: [first] } }) => { for (let i = 1; i < 20; i++) store.put({ ...first, id: crypto.randomUUID(), title: `Answer ${i}`, created: `2026-01-${String(i).padStart(2, "0")}T10:00:00.000Z` }); };
        transaction.oncomplete = () => { request.result.close(); done(); };
      };
    }));
    await page.reload();
    await becomes(() => takes(page).count(), 20, "twenty");
    await records(page).click();
    const dialog = page.getByRole("dialog", { name: "The oldest recording makes room" });
    assert((await dialog.textContent()).includes("Answer 1,"), "the oldest is named");
    await dialog.getByRole("button", { name: "Keep it" }).click();
    assertEqual((await stored(page)).length, 20, "kept");
    await records(page).click();
    await dialog.getByRole("button", { name: "Record, and let it go" }).click();
    await page.getByText("Recording", { exact: true }).waitFor();
    await spoken(page);
    await stops(page).click();
    await becomes(async () => (await stored(page)).length, 20, "twenty again");
    assert(!(await stored(page)).some((each) => each.title === "Answer 1"), "the oldest is gone");
  },

  "by keyboard alone: recorded, ticked, kept as self-assessed, and shown as that wherever it stands": async ({ house, window }) => {
    const context = await window();
    const page = await open(context, house, `/questions/${OTHER}`);
    await own(page).focus();
    await page.keyboard.press(KEYS);
    await page.getByText("Recording", { exact: true }).waitFor();
    await spoken(page);
    await page.keyboard.press(KEYS);
    await takes(page).first().waitFor();
    await tabTo(page, "link", /^Tick the points/);
    await page.keyboard.press("Enter");
    await page.getByText("Ticking shows the points of a full answer.").waitFor();
    assertEqual((await api(page, "GET", `/questions/${OTHER}`)).unlocked, false, "nothing is told yet");
    await tabTo(page, "button", /^Show the points/);
    await page.keyboard.press("Enter");
    await page.locator(".ticks fieldset").first().waitFor();
    const count = await page.locator(".ticks fieldset").count();
    await tabTo(page, "radio", /I said it/);
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    assertEqual((await focused(page)).role, "radio", "Tab goes to the next point");
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowRight");
    await becomes(async () => Object.values((await stored(page))[0].ticks ?? {}).join(), "yes,partly", "both ticks are put away");
    await page.reload();
    await page.locator(".ticks fieldset").first().waitFor();
    assertEqual(await page.locator(".ticks input:checked").count(), 2, "ticks survive a reload");
    await page.keyboard.press(KEYS);
    await page.getByRole("button", { name: "Pause the recording" }).waitFor();
    await page.keyboard.press("Control+Enter");
    const says = new RegExp(`^Self-assessed: one and a half of ${["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"][count]} points$`);
    await page.getByRole("heading", { name: says }).waitFor();
    await page.getByText("viva has not heard it and has judged nothing").waitFor();
    assert(await page.getByRole("button", { name: "Play the recording" }).isVisible(), "the recording stands beside");
    assertEqual(await page.locator(".scale").count(), 0, "no score is shown");
    assertEqual((await api(page, "GET", `/questions/${OTHER}`)).status, "tried", "it solves nothing");
    for (const path of [`/practise?q=boosting%20against%20bagging`, `/progress?question=${OTHER}`, "/", `/questions/${OTHER}?tab=attempts`]) {
      await page.goto(house.url(path));
      await settled(page);
      await page.getByText("Self-assessed", { exact: true }).first().waitFor();
    }
    await page.goto(house.url(`/progress?question=${OTHER}`));
    await page.locator(".attempts td a").first().click();
    await page.getByText(new RegExp(`1 of ${count} points ticked by yourself`)).waitFor();
    await page.getByRole("link", { name: "See what you ticked" }).click();
    await page.getByRole("heading", { name: says }).waitFor();
    await page.getByRole("button", { name: "Write it, and have it read" }).click();
    await own(page).waitFor();
  },

  "on a hand all of it can be reached, past the bar at the bottom": async ({ house, window }) => {
    const page = await recorded(await window({ viewport: { width: 360, height: 740 } }), house, VOICE);
    await page.getByRole("link", { name: "Tick the points" }).click();
    await ticked(page, 1);
    const keeps = page.getByRole("button", { name: /^Keep as self-assessed/ });
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    const bar = await page.locator(".rail").boundingBox();
    const button = await keeps.boundingBox();
    assert(button.y + button.height <= bar.y, `the button ends at ${button.y + button.height}, the bar begins at ${bar.y}`);
    await keeps.click();
    await page.getByRole("heading", { name: /^Self-assessed/ }).waitFor();
  },

  "ticks of a recording that is gone, and of one of another question, are not asked for": async ({ house, window }) => {
    const page = await recorded(await window(), house, VOICE);
    const [{ id }] = await stored(page);
    for (const path of [`/questions/${VOICE}?said=nothing`, `/questions/${OTHER}?said=${id}`]) {
      await page.goto(house.url(path));
      await page.getByText("This recording is not in this browser").waitFor();
    }
  },

  "the browser's recogniser is used after one has agreed, writes into the answer, and the agreement can be taken back": async ({ house, window }) => {
    const context = await withMicrophone(window, RECOGNISER);
    const page = await open(context, house, `/questions/${VOICE}`);
    await own(page).fill("It goes downhill.");
    await page.getByRole("button", { name: "Dictate" }).click();
    const dialog = page.getByRole("dialog", { name: "Your browser’s recogniser" });
    assert(/send the sound to Google.s or Microsoft.s servers/.test(await dialog.textContent()), "it says where the sound goes");
    await dialog.getByRole("button", { name: "Not now" }).click();
    assertEqual(await page.evaluate(() => globalThis.listening), undefined, "nothing listens without a yes");
    await page.getByRole("button", { name: "Dictate" }).click();
    await dialog.getByRole("button", { name: "Use it" }).click();
    await page.getByText("Listening").waitFor();
    await page.evaluate(() => globalThis.says("the gradient poi", false));
    await page.getByText("the gradient poi").waitFor();
    assertEqual(await own(page).inputValue(), "It goes downhill.", "what may change is not written yet");
    await page.evaluate(() => { globalThis.says("The gradient points uphill,", true); globalThis.says("so we step against it.", true); });
    await becomes(() => own(page).inputValue(), "It goes downhill. The gradient points uphill, so we step against it.", "the text");
    await own(page).pressSequentially(" I mended this.");
    await page.evaluate(() => globalThis.says("And on.", true));
    await becomes(async () => (await own(page).inputValue()).slice(-28), "uphill, so we step against it. I mended this. And on.".slice(-28), "what was typed meanwhile stays");
    await page.getByRole("button", { name: "Stop dictating" }).click();
    await becomes(() => page.evaluate(() => globalThis.listening), false, "it stops");
    await page.reload();
    await page.getByRole("button", { name: "Dictate" }).click();
    await page.getByText("Listening").waitFor();
    await page.evaluate(() => globalThis.fails("network"));
    await alerts(page).getByText("could not reach its service").waitFor();
    await page.getByRole("button", { name: "Where your voice goes" }).click();
    await page.getByRole("button", { name: "Take that back" }).click();
    await page.getByText("is not used until you agree to it").waitFor();
    await page.getByRole("button", { name: "Dictate" }).click();
    await dialog.waitFor();
  },

  "without a recogniser in the browser nothing is offered": async ({ house, window }) => {
    const page = await open(await withMicrophone(window, () => { delete globalThis.webkitSpeechRecognition; delete globalThis.SpeechRecognition; }), house, `/questions/${VOICE}`);
    await records(page).waitFor();
    assertEqual(await page.getByRole("button", { name: "Dictate" }).count(), 0, "a Dictate button");
  },

  "a recording is written down by the operator's recogniser, as WAV, into the answer": async ({ house, window }) => {
    const page = await recorded(await window(), house, VOICE);
    await own(page).fill("");
    house.speechHeard.length = 0;
    house.speechSays = { body: transcript([0, 1, " The gradient, um,"], [1, 1.2, " points uphill."], [1.2, 1.3, " [BLANK_AUDIO]"]) };
    await page.getByRole("button", { name: "Write it down (127.0.0.1)" }).click();
    await becomes(() => own(page).inputValue(), "The gradient, um, points uphill.", "the text");
    await page.getByText("The text is in your answer. Read it before you submit.").waitFor();
    assertEqual(house.speechHeard.length, 1, "asked once");
    const [wav] = house.speechHeard;
    assertEqual([wav.toString("latin1", 0, 4), wav.toString("latin1", 8, 12), wav.readUInt16LE(20), wav.readUInt16LE(22), wav.readUInt32LE(24), wav.readUInt16LE(34)].join(), "RIFF,WAVE,1,1,16000,16", "its form");
    const [{ ms }] = await stored(page);
    assert(Math.abs((wav.length - 44) / 32 - ms) < 700, `as long as what was said: ${(wav.length - 44) / 32} of ${ms} ms`);
    assert(Math.max(...new Int16Array(wav.buffer.slice(wav.byteOffset + 44, wav.byteOffset + wav.length))) > 3000, "the beep is in it");
    await own(page).fill("The gradient points uphill.");
    await page.reload();
    await becomes(() => own(page).inputValue(), "The gradient points uphill.", "what was mended is kept");
    await takes(page).first().getByRole("button", { name: "Put its text in" }).click();
    await becomes(() => own(page).inputValue(), "The gradient points uphill. The gradient, um, points uphill.", "and nobody is asked again");
    assertEqual(house.speechHeard.length, 1, "asked once");
  },

  "a recogniser that fails is told, and the recording stays": async ({ house, window }) => {
    const page = await recorded(await window(), house, VOICE);
    const before = await stored(page);
    const text = await own(page).inputValue();
    for (const [says, told] of [[{ status: 500, body: "x" }, "could not answer (HTTP status 500)"], [{ body: "<html>" }, "did not answer in JSON"], [{ status: 302 }, "does not follow"], [{ body: `{"text":"${"la ".repeat(9000)}"}` }, "more text than can be said"], [{ body: "x".repeat(2_000_000) }, "bytes"], [{ body: '{"text":" [BLANK_AUDIO]"}' }, "heard no words"]]) {
      house.speechSays = says;
      await takes(page).first().getByRole("button", { name: /^Write it down/ }).click();
      await alerts(page).getByText(told).waitFor();
    }
    assertEqual(await own(page).inputValue(), text, "the answer is as it was");
    const after = await stored(page);
    assertEqual(after.length, before.length, "the recording is there");
    assertEqual(after[0].bytes, before[0].bytes, "and whole");
  },

  "pace and fillers are told when one wants them, and never otherwise": async ({ house, window }) => {
    const page = await recorded(await window(), house, VOICE);
    house.speechSays = { body: transcript([0, 1, ` ${"word ".repeat(48)}um, uh`]) };
    await page.getByRole("button", { name: /^Write it down/ }).click();
    await page.getByText("The text is in your answer").waitFor();
    assertEqual(await page.getByRole("group", { name: "Pace and fillers" }).count(), 0, "off by default");
    await page.getByText("Where your voice goes").click();
    await page.getByRole("checkbox", { name: /pace and fillers/ }).check();
    await page.getByRole("group", { name: "Pace and fillers" }).getByText("Too little was said to tell").waitFor();
    await page.evaluate(() => new Promise((done) => {
      const request = indexedDB.open("viva", 1);
      request.onsuccess = () => {
        const transaction = request.result.transaction("recordings", "readwrite");
        const store = transaction.objectStore("recordings");
        store.getAll().onsuccess = ({ target: { result: [first] } }) => store.put({ ...first, speech: { text: "x", seconds: 30, segments: [{ start: 0, end: 30, text: `${"word ".repeat(48)}um, uh` }] } });
        transaction.oncomplete = () => { request.result.close(); done(); };
      };
    }));
    await page.reload();
    const told = page.getByRole("group", { name: "Pace and fillers" });
    await told.getByText(/^100 words a minute\. That is slow/).waitFor();
    await told.getByText(/^4 fillers a minute \(“um” 1, “uh” 1\)\. Nobody minds that\./).waitFor();
    assert((await told.textContent()).includes("not part of any score"), "it says so");
  },

  "in a problem in stages the text goes into the stage that is open": async ({ house, window }) => {
    const page = await open(await withMicrophone(window, RECOGNISER), house, `/questions/${STAGED}`);
    await page.getByRole("button", { name: "Dictate" }).click();
    await page.getByRole("button", { name: "Use it" }).click();
    await page.evaluate(() => globalThis.says("First, what is it for?", true));
    await becomes(() => own(page).inputValue(), "First, what is it for?", "the first stage");
    await page.getByRole("button", { name: /^Next: / }).click();
    await own(page).waitFor();
    await becomes(() => own(page).inputValue(), "", "the second is empty");
    await page.evaluate(() => globalThis.says("Then the data.", true));
    await becomes(() => own(page).inputValue(), "Then the data.", "the second stage");
    await page.getByRole("tab", { name: "Walk through it" }).click();
    await page.evaluate(() => globalThis.says("Nowhere.", true));
    await page.getByText("Choose a stage first").waitFor({ state: "attached" });
    assert(!(await page.locator(".walk").textContent()).includes("Nowhere."), "it is not put anywhere");
  },

  "long sound is cut where it is quiet, few recordings are kept, and fillers are told from words": async ({ house }) => {
    const { fileName, leaving, paceOf, paceSays, pieces, RATE, wavOf } = await pure(house, ["wav", "pace", "shelf"]);
    assertEqual(pieces(new Float32Array(RATE * 120)).length, 1, "two minutes are one piece");
    const loud = new Float32Array(RATE * 150).fill(0.5).fill(0, RATE * 110, RATE * 111);
    const cut = pieces(loud);
    assertEqual(cut.length, 2, "two and a half are two");
    assert(cut[0].length > RATE * 110 && cut[0].length < RATE * 111, "cut in the silence");
    assertEqual(cut[0].length + cut[1].length, loud.length, "nothing is lost");
    assert(pieces(new Float32Array(RATE * 600).fill(1)).every((piece) => piece.length <= RATE * 120), "without silence too");
    const bytes = new DataView(await wavOf(new Float32Array([0, 1, -1, 2, -0.5])).arrayBuffer());
    assertEqual([bytes.byteLength, bytes.getUint32(4, true), bytes.getUint32(40, true), bytes.getInt16(46, true), bytes.getInt16(48, true), bytes.getInt16(50, true), bytes.getInt16(52, true)].join(), "54,46,10,32767,-32767,32767,-16383", "samples");
    const sized = (...sizes) => sizes.map((size) => ({ blob: { size } }));
    assertEqual([leaving([], 0), leaving(sized(...Array(19).fill(1)), 0), leaving(sized(...Array(20).fill(1)), 0), leaving(sized(60e6, 30e6, 20e6), 0), leaving(sized(60e6, 30e6), 60e6)].join(), "0,0,1,1,2", "how many go");
    assertEqual(fileName({ slug: "x", created: "2026-11-23T08:09:10.000Z", type: "audio/mp4" }), "viva-x-2026-11-23-08-09.m4a", "a file's name");
    const pace = (text, seconds) => paceOf([{ start: 1, end: 1 + seconds, text }]);
    const plain = "I like trees, so I would mean to sort them; a summary of numbers and an error of an album. ".repeat(2);
    assertEqual(pace(plain, 20).fillers.length, 0, "words are no fillers");
    assertEqual(pace(`Um, so, uh, I mean, it is, like, you know, hmm, ${plain}`, 20).fillers.map(([name, n]) => `${name} ${n}`).join(), "um 1,uh 1,hmm 1,you know 1,I mean 1,like 1", "fillers");
    assertEqual(pace("few words", 20), null, "too few words");
    assertEqual(pace(plain, 14), null, "too short");
    assertEqual(paceOf([]), null, "nothing");
    assert(/^210 words a minute\. That is fast/.test(paceSays(pace("word ".repeat(70), 20))[0]) && /^150 words a minute\. That is easy/.test(paceSays(pace("word ".repeat(50), 20))[0]), "pace in words");
    assert(/^9 fillers a minute .*More than five/.test(paceSays(pace(`${"word ".repeat(50)}um um um`, 20))[1]), "many fillers");
  },

  "what one says, ticks and is asked has nothing that axe objects to": async ({ house, window }) => {
    const page = await recorded(await window(), house, VOICE);
    house.speechSays = { status: 500 };
    await page.getByRole("button", { name: /^Write it down/ }).click();
    await alerts(page).first().waitFor();
    await takes(page).getByRole("button", { name: /^Delete/ }).click();
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      assertEqual((await violations(page)).join("\n"), "", `axe, ${colorScheme}`);
    }
  },
};
