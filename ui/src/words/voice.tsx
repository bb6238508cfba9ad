/* Saying an answer: a microphone, the recordings of it that are in this browser, and two ways to have it written down, each told where the sound goes.
 *
 * Recording works always and everywhere, and leaves nothing behind outside of this browser. Text that is written down goes into the answer, to be read and mended
 * before it is submitted. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Audience, WordsQuestion } from "../api/types";
import { announce } from "../base/announce";
import { shownKeys, useCommands } from "../base/commands";
import { useObservable } from "../base/observable";
import { ago, clockTime, plural } from "../base/words";
import { Dialog } from "../parts/dialog";
import { Icon } from "../parts/icons";
import { agree, agreed, canDictate, dictation } from "./dictation";
import { recorder } from "./recording";
import { leaving, loadShelf, MOST, type Recording, shelf, trouble } from "./shelf";
import { VoiceList } from "./voice-list";

const KEYS = "Alt+Enter";

/* `write`: text goes into the answer; answers with where it went, or null when there is no place for it now. */
export interface VoiceProps { question: WordsQuestion; audience: Audience; write: (text: string) => string | null }

export function Voice({ question, audience, write }: VoiceProps): JSX.Element {
  const phase = useObservable(recorder.phase);
  const all = useObservable(shelf) ?? [];
  const dictating = useObservable(dictation.on);
  const [open, setOpen] = useState(false);
  const [leavers, setLeavers] = useState<Recording[] | null>(null);
  const [asksConsent, setAsksConsent] = useState(false);
  const mine = all.filter((each) => each.slug === question.slug);
  useEffect(() => {
    void loadShelf().then(() => setOpen((shelf.get() ?? []).some((each) => each.slug === question.slug)));
    return () => { void recorder.stop(); dictation.stop(); };
  }, [question.slug]);
  const before = useRef(Infinity);
  useEffect(() => {
    if (phase !== "idle") return;
    if (mine.length > before.current) setOpen(true); /* however it ended */
    before.current = mine.length;
  }, [phase, mine.length]);
  const record = (): void => {
    setLeavers(null);
    dictation.stop();
    void recorder.start({ slug: question.slug, title: question.title, audience }).then(() => recorder.phase.get() === "recording" && announce("Recording."));
  };
  const begin = (): void => {
    const n = leaving(all, 0);
    if (n) setLeavers(all.slice(-n));
    else record();
  };
  const stop = (): void => void recorder.stop().then((made) => { if (made) announce(`Stopped. ${clockTime(made.ms)} are kept in this browser.`); });
  const dictate = (): void => {
    if (dictating) return dictation.stop();
    if (!agreed.get()) return setAsksConsent(true);
    dictation.start((text) => void (write(text) ?? announce("Choose a stage first: that is where the text goes.")));
  };
  useCommands([
    { title: phase === "idle" ? "Record the answer" : "Stop recording", keys: KEYS, run: phase === "idle" ? begin : stop },
    ...(phase === "recording" ? [{ title: "Pause the recording", run: () => recorder.pause() }] : phase === "paused" ? [{ title: "Go on recording", run: () => recorder.resume() }] : []),
    ...(canDictate() ? [{ title: dictating ? "Stop the browser's recogniser" : "Dictate", run: dictate }] : []),
  ]);
  return (
    <section class="voice" aria-label="Say it">
      <div class="voice-bar">
        {phase === "idle" ? <button class="btn" type="button" aria-keyshortcuts="Alt+Enter" onClick={begin}><Icon name="mic" />Record <kbd>{shownKeys(KEYS)}</kbd></button> : <Taking onStop={stop} />}
        {phase === "idle" && canDictate() && <button class="btn" type="button" aria-pressed={dictating} onClick={dictate}>{dictating ? "Stop dictating" : "Dictate"}</button>}
        {phase === "idle" && <button class="link small voice-more" type="button" aria-expanded={open} aria-controls="voice-list" onClick={() => setOpen(!open)}>{mine.length ? plural(mine.length, "recording") : "Where your voice goes"}</button>}
      </div>
      <Hears />
      <Trouble />
      {phase === "idle" && open && <VoiceList question={question} write={write} />}
      {leavers && <MakeRoom leavers={leavers} onRecord={record} onClose={() => setLeavers(null)} />}
      {asksConsent && <Consent onClose={() => setAsksConsent(false)} onAgree={() => { agree(true); setAsksConsent(false); dictate(); }} />}
    </section>
  );
}

/* While the microphone is asked for, or on. */
function Taking({ onStop }: { onStop: () => void }): JSX.Element {
  const phase = useObservable(recorder.phase);
  const elapsed = useObservable(recorder.elapsed);
  const level = useObservable(recorder.level);
  const silent = useObservable(recorder.silent);
  if (phase === "asking") {
    return <><span class="st soft" role="status"><Icon name="mic" />Waiting for the microphone: the browser asks you to allow it.</span><button class="btn" type="button" onClick={onStop}>Cancel</button></>;
  }
  const on = phase === "recording";
  return (
    <>
      <button class="btn main" type="button" aria-keyshortcuts="Alt+Enter" onClick={onStop}><Icon name="stop" />Stop <kbd>{shownKeys(KEYS)}</kbd></button>
      <button class="btn" type="button" onClick={() => (on ? recorder.pause() : recorder.resume())}><Icon name={on ? "pause" : "mic"} />{on ? "Pause" : "Go on"}</button>
      <span class={`st ${on ? "bad" : "soft"}`}><i class={`lamp${on ? " on" : ""}`} aria-hidden="true" />{on ? "Recording" : "Paused"}</span>
      <span class="num" role="timer" aria-label="Recorded">{clockTime(elapsed)}</span>
      <span class="meter" role="meter" aria-label="Loudness" aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(100 * level)}><i style={{ width: `${Math.round(100 * level)}%` }} /></span>
      {silent && <span class="warn small" role="alert">I hear nothing. Is it the right microphone, and is it on?</span>}
    </>
  );
}

/* What the browser's recogniser hears, while it may still change its mind. */
function Hears(): JSX.Element | null {
  const on = useObservable(dictation.on);
  const hears = useObservable(dictation.hears);
  if (!on) return null;
  return <p class="hears small" aria-live="off"><span class="st bad"><i class="lamp on" aria-hidden="true" />Listening</span> <span class="soft">{hears || "Speak; the text goes into your answer. Read it before you submit: recognisers mishear names of the field."}</span></p>;
}

function Trouble(): JSX.Element {
  const faults = [useObservable(recorder.fault), useObservable(dictation.fault), useObservable(trouble)].filter(Boolean);
  return <>{faults.map((fault) => <p key={fault} class="bad small" role="alert">{fault}</p>)}</>;
}

function MakeRoom({ leavers, onRecord, onClose }: { leavers: Recording[]; onRecord: () => void; onClose: () => void }): JSX.Element {
  return (
    <Dialog title="The oldest recording makes room" onClose={onClose}>
      <p>{plural(MOST, "recording")} or 100 MB are kept in this browser. When you record now, {leavers.length === 1 ? "this one goes" : "these go"}:</p>
      <ul class="plain-list">{leavers.map((each) => <li key={each.id}>{each.title}, {ago(each.created)}, <span class="num">{clockTime(each.ms)}</span></li>)}</ul>
      <div class="acts"><button class="btn main" type="button" onClick={onRecord}>Record, and let {leavers.length === 1 ? "it" : "them"} go</button><button class="btn" type="button" onClick={onClose}>Keep {leavers.length === 1 ? "it" : "them"}</button></div>
    </Dialog>
  );
}

function Consent({ onAgree, onClose }: { onAgree: () => void; onClose: () => void }): JSX.Element {
  return (
    <Dialog title="Your browser’s recogniser" onClose={onClose}>
      <p>Your browser turns speech into text itself. How it does that is up to its maker: Chrome and Edge usually send the sound to Google’s or Microsoft’s servers, Safari may send it to Apple’s. viva gets the text only, and cannot tell what becomes of the sound.</p>
      <p class="soft">Recording is different: it stays in this browser. You can take this back at any time, under “Where your voice goes”.</p>
      <div class="acts"><button class="btn main" type="button" onClick={onAgree}>Use it</button><button class="btn" type="button" onClick={onClose}>Not now</button></div>
    </Dialog>
  );
}
