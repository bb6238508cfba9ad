/* The recordings in this browser: those of this question, then the others; and what is known of where one's voice goes. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { sendFile, wordsFor } from "../api/client";
import type { Speech, WordsQuestion } from "../api/types";
import { announce } from "../base/announce";
import { observable, useObservable } from "../base/observable";
import { session } from "../base/session";
import { ago, AUDIENCES, clockTime, plural } from "../base/words";
import { agree, agreed, canDictate } from "./dictation";
import { paceOf, paceSays } from "./pace";
import { Player } from "./player";
import { drop, fileName, keep, MOST, type Recording, shelf } from "./shelf";
import { pieces, RATE, samplesOf, wavOf } from "./wav";

const PACE = "viva.pace";

export const pacing = observable(localStorage.getItem(PACE) === "on");
pacing.listen((on) => localStorage.setItem(PACE, on ? "on" : "off"));

interface Props { question: WordsQuestion; write: (text: string) => string | null }

export function VoiceList({ question, write }: Props): JSX.Element {
  const all = useObservable(shelf) ?? [];
  const mine = all.filter((each) => each.slug === question.slug);
  const others = all.filter((each) => each.slug !== question.slug);
  return (
    <div id="voice-list" class="voice-list">
      {mine.length > 0 && <ul aria-label="Recordings of this answer">{mine.map((each) => <Item key={each.id} recording={each} here write={write} />)}</ul>}
      <details open={!mine.length}>
        <summary class="small soft">Where your voice goes{others.length > 0 && `, and ${plural(others.length, "recording")} of other answers`}</summary>
        <Where />
        {others.length > 0 && <ul aria-label="Recordings of other answers">{others.map((each) => <Item key={each.id} recording={each} here={false} write={write} />)}</ul>}
      </details>
    </div>
  );
}

function Where(): JSX.Element {
  const host = useObservable(session)?.speech_host;
  const yes = useObservable(agreed);
  const on = useObservable(pacing);
  return (
    <div class="where small">
      <p>Recordings stay in this browser: the newest {MOST}, until you delete them. viva’s server never gets one{host ? `, unless you have it written down: then it passes through to ${host}, which whoever runs viva has named, and is kept by neither viva nor its log` : ""}.</p>
      {canDictate() && <p>{yes ? <>You agreed to your browser’s recogniser, which may send sound to its maker. <button class="link" type="button" onClick={() => agree(false)}>Take that back</button></> : "Your browser’s recogniser is not used until you agree to it."}</p>}
      {host && <label class="check"><input type="checkbox" checked={on} onChange={(event) => pacing.set(event.currentTarget.checked)} />Tell me my pace and fillers when a recording is written down. They are never part of a score.</label>}
    </div>
  );
}

/* Written down in pieces, one after the other; the times run on. */
async function writeDown(recording: Recording, progress: (done: number, of: number) => void): Promise<Speech> {
  const parts = pieces(await samplesOf(recording.blob));
  const whole: Speech & { segments: NonNullable<Speech["segments"]> } = { text: "", segments: [], seconds: 0 };
  let timed = true;
  for (const [i, part] of parts.entries()) {
    progress(i, parts.length);
    const { text, segments } = await sendFile<Speech>("/speech", wavOf(part));
    whole.text = [whole.text, text].filter(Boolean).join(" ");
    timed &&= segments !== undefined;
    whole.segments.push(...(segments ?? []).map((each) => ({ ...each, start: each.start + whole.seconds, end: each.end + whole.seconds })));
    whole.seconds += part.length / RATE;
  }
  return timed ? whole : { text: whole.text, seconds: whole.seconds };
}

function Item({ recording, here, write }: { recording: Recording; here: boolean; write: Props["write"] }): JSX.Element {
  const host = useObservable(session)?.speech_host;
  const [busy, setBusy] = useState("");
  const [says, setSays] = useState({ text: "", bad: false });
  const [asks, setAsks] = useState(false);
  const { id, slug, title, created, ms, audience, open, speech } = recording;
  const name = `the recording of ${ago(created)}`;
  const put = (found: Speech): void => {
    const where = found.text ? write(found.text) : "";
    const text = !found.text ? "The recogniser heard no words in it." : where === null ? "Choose a stage first: that is where the text goes." : `The text is in ${where}. Read it before you submit.`;
    setSays({ text, bad: where === null || !found.text });
    announce(text);
  };
  const ask = async (): Promise<void> => {
    if (busy) return;
    setBusy("Reading the sound");
    setSays({ text: "", bad: false });
    try {
      const found = speech ?? await writeDown(recording, (done, of) => setBusy(of > 1 ? `Being written down, ${done + 1} of ${of}` : "Being written down"));
      if (!speech) await keep({ ...recording, speech: found });
      put(found);
    } catch (failure) {
      setSays({ text: `${wordsFor(failure)}${/[.!?]$/.test(wordsFor(failure)) ? "" : "."} The recording is still here.`, bad: true });
    }
    setBusy("");
  };
  const save = (): void => {
    const url = URL.createObjectURL(recording.blob);
    Object.assign(document.createElement("a"), { href: url, download: fileName(recording) }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  };
  return (
    <li class="take">
      {!here && <p class="small"><a href={`/questions/${slug}`}>{title}</a></p>}
      <Player recording={recording} label={name} />
      <p class="small faint num">{ago(created)} · to {AUDIENCES[audience]}{open && ` · cut off after ${clockTime(ms)}`}</p>
      <div class="acts small">
        {here && <a class="btn" href={`/questions/${slug}?said=${id}`}>Tick the points</a>}
        {here && host && <button class="btn" type="button" aria-disabled={Boolean(busy)} onClick={() => void ask()}>{speech ? "Put its text in" : `Write it down (${host})`}</button>}
        <button class="link" type="button" onClick={save}>Download<span class="vh"> {name}</span></button>
        {!asks && <button class="link" type="button" onClick={() => setAsks(true)}>Delete<span class="vh"> {name}</span></button>}
        {asks && <span>For good? <button class="link bad" type="button" onClick={() => { void drop(id); announce("Deleted."); }}>Delete it</button> <button class="link" type="button" onClick={() => setAsks(false)}>Keep it</button></span>}
      </div>
      {busy && <p class="small soft" role="status">{busy} …</p>}
      {says.text && <p class={`small ${says.bad ? "bad" : "soft"}`} role={says.bad ? "alert" : undefined}>{says.text}</p>}
      <PaceOf speech={speech} />
    </li>
  );
}

function PaceOf({ speech }: { speech: Speech | undefined }): JSX.Element | null {
  if (!useObservable(pacing) || !speech?.text) return null;
  const pace = speech.segments && paceOf(speech.segments);
  return (
    <div class="pace small" role="group" aria-label="Pace and fillers">
      <p class="faint">Pace and fillers: not part of any score.</p>
      {pace ? paceSays(pace).map((line) => <p key={line}>{line}</p>) : <p>{speech.segments ? "Too little was said to tell: it takes 15 seconds." : "The recogniser gave no times, so there is no pace."}</p>}
    </div>
  );
}
