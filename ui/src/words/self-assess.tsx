/* Listening to oneself: the recording, the points of a full answer beside it, and a tick for each that was made. What comes of it is told as the learner's own. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { send, wordsFor } from "../api/client";
import type { Attempt, Audience, OwnView, RubricPoints, SelfFindings, WordsQuestion } from "../api/types";
import { announce } from "../base/announce";
import { shownKeys, useCommands } from "../base/commands";
import { useObservable } from "../base/observable";
import { remember } from "../base/resource";
import { go } from "../base/router";
import { ago, AUDIENCES, clockTime, inWords, percent } from "../base/words";
import { Icon, type IconName } from "../parts/icons";
import { Segmented } from "../parts/segmented";
import { FeltBar } from "../workspace/after";
import { halves } from "./annotate";
import { Player } from "./player";
import { keep, loadShelf, type Recording, recordingNamed, shelf } from "./shelf";

type Ticks = Record<string, OwnView>;

const VIEWS: { value: OwnView; label: string }[] = [{ value: "yes", label: "I said it" }, { value: "partly", label: "Partly" }, { value: "no", label: "Not" }];

/* Reads the shelf once; undefined while it does. */
function useRecording(id: string | null): Recording | null | undefined {
  const all = useObservable(shelf);
  useEffect(() => void loadShelf(), []);
  return all ? (all.find((each) => each.id === id) ?? null) : undefined;
}

/* `spent`: ms on the clock. */
interface Asked { question: WordsQuestion; spent: () => number; reload: () => void }

/* ?said=ID */
export function Said({ id, ...rest }: { id: string } & Asked): JSX.Element {
  const { question } = rest;
  const recording = useRecording(id);
  const back = `/questions/${question.slug}`;
  if (recording === undefined) return <div class="out"><p class="soft">Looking for the recording …</p></div>;
  if (!recording || recording.slug !== question.slug) {
    return <div class="out"><p>This recording is not in this browser: it was deleted, made in another one, or made room for newer ones.</p><p><a class="btn" href={back}>Back to the answer</a></p></div>;
  }
  return <Ticking recording={recording} back={back} {...rest} />;
}

function usePoints(question: WordsQuestion, audience: Audience, reload: () => void): { points: RubricPoints["points"] | null; error: string; show: () => void } {
  const [points, setPoints] = useState<RubricPoints["points"] | null>(null);
  const [error, setError] = useState("");
  const show = (): void => {
    setError("");
    send<RubricPoints>("POST", `/questions/${question.slug}/points`, { audience }).then((found) => { setPoints(found.points); if (!question.unlocked) reload(); }, (failure: unknown) => setError(wordsFor(failure)));
  };
  useEffect(() => { if (question.unlocked) show(); }, [question.slug, audience]);
  return { points, error, show };
}

function Ticking({ recording, question, spent, reload, back }: { recording: Recording; back: string } & Asked): JSX.Element {
  const { audience, ticks = {} } = recording;
  const { points, error, show } = usePoints(question, audience, reload);
  const [fault, setFault] = useState("");
  const [busy, setBusy] = useState(false);
  const request = useRef(crypto.randomUUID());
  const play = useRef<(() => void) | null>(null);
  const tick = (point: string, found: OwnView): void => {
    request.current = crypto.randomUUID();
    const now = recordingNamed(recording.id) ?? recording; // two keys may come before the page is painted again
    void keep({ ...now, ticks: { ...now.ticks, [point]: found } });
  };
  const save = (): void => {
    if (busy || !points) return;
    setBusy(true);
    setFault("");
    const body = { points: Object.fromEntries(points.map(({ id }) => [id, ticks[id] ?? "no"])), audience, spoken_ms: recording.ms, spent_ms: Math.round(spent()), recording: recording.id, request: request.current };
    send<Attempt>("POST", `/questions/${question.slug}/self-assessments`, body).then((attempt) => {
      remember(`/attempts/${attempt.id}`, attempt);
      announce("Kept as self-assessed.");
      go(`${back}?review=${attempt.id}`);
      reload();
    }, (failure: unknown) => { setFault(wordsFor(failure)); setBusy(false); });
  };
  useCommands([{ title: "Play or pause the recording", keys: "Alt+Enter", run: () => play.current?.() }, ...(points ? [{ title: "Keep as self-assessed", keys: "Ctrl+Enter", run: save }] : [])]);
  return (
    <div class="out said">
      <header class="said-top">
        <p class="small"><a href={back}>Back to the answer</a></p>
        <h2 class="t2" id="h-finding" tabIndex={-1}>Listen, and tick what you said</h2>
        <p class="small soft">To {AUDIENCES[audience]}, {ago(recording.created)}. {shownKeys("Alt+Enter")} plays and pauses.</p>
        <Player recording={recording} label="the recording" toggle={play} keys="Alt+Enter" />
      </header>
      {!points && !question.unlocked && (
        <div class="note"><Icon name="lock" /><div>
          <p><strong>Ticking shows the points of a full answer.</strong> It opens the question, as giving up does. If you want viva to read an answer first, write it before you look.</p>
          <p><button class="btn" type="button" onClick={show}>Show the points</button></p>
        </div></div>
      )}
      {error && <p class="bad small" role="alert">{error} <button class="link" type="button" onClick={show}>Try again</button></p>}
      {points && <>
        <PointsToTick points={points} question={question} ticks={ticks} onTick={tick} />
        {fault && <p class="bad small" role="alert">{fault}</p>}
        <div class="said-end">
          <p class="small soft">{madeSays(points.map(({ id }) => ticks[id] ?? "no"))}. Only you have heard it, so it is kept as self-assessed: apart from what viva judges, and it solves nothing.</p>
          <button class="btn main" type="button" aria-disabled={busy} aria-keyshortcuts="Control+Enter" onClick={save}>Keep as self-assessed <kbd>{shownKeys("Ctrl+Enter")}</kbd></button>
        </div>
      </>}
    </div>
  );
}

function PointsToTick({ points, question, ticks, onTick }: { points: RubricPoints["points"]; question: WordsQuestion; ticks: Ticks; onTick: (point: string, found: OwnView) => void }): JSX.Element {
  return (
    <ol class="ticks">
      {points.map((point, i) => {
        const stage = point.stage !== points[i - 1]?.stage ? question.stages.find((each) => each.id === point.stage) : undefined;
        return (
          <li key={point.id}>
            {stage && <h3 class="small soft">{stage.title}</h3>}
            <Segmented legend={point.says} name={`tick-${point.id}`} options={VIEWS} value={ticks[point.id] ?? null} onChange={(found) => found && onTick(point.id, found)} />
          </li>
        );
      })}
    </ol>
  );
}

/* "Four and a half of eight points" */
function madeSays(found: OwnView[]): string {
  const made = found.reduce((sum, each) => sum + (each === "yes" ? 1 : each === "partly" ? 0.5 : 0), 0);
  const count = halves(made, inWords);
  return `${count.charAt(0).toUpperCase()}${count.slice(1)} of ${inWords(found.length)} ${found.length === 1 ? "point" : "points"}`;
}

const HEARD: Record<OwnView, { icon: IconName; tone: string; word: string }> = {
  yes: { icon: "person", tone: "soft", word: "you said it" }, partly: { icon: "half", tone: "soft", word: "partly" }, no: { icon: "new", tone: "faint", word: "not said" },
};

/* What was ticked, after the fact. */
export function SelfReview({ attempt, self, question, onRevise }: { attempt: Attempt; self: SelfFindings; question: WordsQuestion; onRevise: () => void }): JSX.Element {
  const recording = useRecording(self.recording);
  const groups: [string, OwnView][] = [["You said", "yes"], ["Partly", "partly"], ["Not said", "no"]];
  const claimed = attempt.answer?.claimed;
  return (
    <div class="feedback">
      <div class="finding">
        <h2 class="t2" id="h-finding" tabIndex={-1}>Self-assessed: {madeSays(self.points.map((each) => each.found)).toLowerCase()}</h2>
        <p class="small own">You ticked these yourself after listening{claimed && <>, <span class="num">{percent(claimed.score)} by weight</span></>}. viva has not heard it and has judged nothing.</p>
        {recording ? <Player recording={recording} label="the recording" /> : recording === null && <p class="small soft">{self.recording ? `The recording (${clockTime(self.spoken_ms)}) is not in this browser any more.` : ""}</p>}
      </div>
      <div class="self-groups">
        {groups.map(([title, found]) => {
          const those = self.points.filter((each) => each.found === found);
          return those.length > 0 && (
            <section key={title} class={found === "no" ? "blk missing" : "blk"} aria-label={title}>
              <h3>{title}</h3>
              <ul class="points">{those.map((each) => <li key={each.id}><span class={HEARD[each.found].tone}><Icon name={HEARD[each.found].icon} /><span class="vh">{HEARD[each.found].word}</span></span><p>{each.says}</p></li>)}</ul>
            </section>
          );
        })}
      </div>
      <div>
        {attempt.stale && <p class="small soft">The question has changed since.</p>}
        <div class="acts">
          <button class="btn main" type="button" onClick={onRevise}>Write it, and have it read</button>
          <a class="btn" href={`/questions/${question.slug}?tab=answers&review=${attempt.id}`}>See a model answer</a>
          <a class="small" href={question.next ? `/questions/${question.next}` : "/practise"}>{question.next ? "Next question" : "Choose a question"}</a>
        </div>
        <FeltBar key={attempt.id} attempt={attempt} />
      </div>
    </div>
  );
}
