/* The workspace for answers in words: the question on the left; on the right the answer as it is written, or (?review=ID) what was found in it. */
import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { send, wordsFor } from "../api/client";
import type { Attempt, Audience, Sure, WordsQuestion } from "../api/types";
import { announce } from "../base/announce";
import { useCommands } from "../base/commands";
import { useObservable } from "../base/observable";
import { forget, remember, useResource } from "../base/resource";
import { go, usePlace, withQuery } from "../base/router";
import { AUDIENCES, plural } from "../base/words";
import { Segmented } from "../parts/segmented";
import { Fault, Skeleton } from "../parts/states";
import { Ask, useTab } from "../workspace/ask";
import { BarTop } from "../workspace/bar-top";
import { useBlankPage } from "../workspace/blank";
import { useClock, type WorkClock } from "../workspace/clock";
import { Conflict } from "../workspace/conflict";
import { Divider } from "../workspace/divider";
import { DraftKeeper, type Saving } from "../workspace/draft";
import { SureBar } from "../workspace/sure-bar";
import { headline } from "./band";
import { Canvas } from "./canvas";
import { Feedback } from "./feedback";
import { Findings } from "./findings-list";
import { Said, SelfReview } from "./self-assess";
import { BeginWith } from "./own-stories";
import { countWords, joinStages, splitStages } from "./stages";
import { Voice } from "./voice";

type Texts = Record<string, string>; /* by stage; "" where the answer is one text */

export function WordsWork({ question, reload }: { question: WordsQuestion; reload: () => void }): JSX.Element {
  const { path, query } = usePlace();
  const review = query.get("review");
  const said = query.get("said");
  const clock = useClock(Math.max(0, ...Object.values(question.drafts).map((draft) => draft?.spent_ms ?? 0)));
  const work = useAnswer(question, clock, reload);
  const [tab] = useTab();
  const wide = tab === "answers" && question.unlocked;
  return (
    <>
      <BarTop question={question} clock={clock} budget={question.minutes} />
      <div class={`halves words-halves${question.artefact ? " critique" : ""}${review ? " review" : ""}${wide ? " wide-ask" : ""}`}>
        <Ask question={question} reload={reload} onLine={() => undefined} onReopen={() => undefined} solved={false} />
        <Divider name={question.artefact ? "artefact" : "asked"} label="Width of the question" upright start={question.artefact ? 52 : review ? 27 : 37} min={20} max={65} at={wide ? 44 : undefined} />
        <div class="do">
          {review
            ? <Review key={review} id={review} question={question} onRevise={() => go(path + withQuery(query, { review: "", tab: "" }))} />
            : said ? <Said key={said} id={said} question={question} spent={clock.spent} reload={reload} />
            : <Writing question={question} work={work} />}
        </div>
      </div>
    </>
  );
}

/* --- reading what was found -------------------------------------------------------------------------------------------------- */

function Review({ id, question, onRevise }: { id: string; question: WordsQuestion; onRevise: () => void }): JSX.Element {
  const { data, error, reload, put } = useResource<Attempt>(`/attempts/${id}`);
  const arrived = data !== null;
  useEffect(() => {
    const finding = document.getElementById("h-finding");
    finding?.focus({ preventScroll: true });
    finding?.closest(".do")?.scrollIntoView({ block: "start" }); /* one column: past the question */
  }, [arrived]);
  useCommands([{ title: "Revise the answer", run: onRevise }]);
  return (
    <div class="out">
      {!data ? (error ? <Fault error={error} retry={reload}><button class="btn" type="button" onClick={onRevise}>Back to the answer</button></Fault> : <Skeleton lines={8} label="Loading what was found" />)
        : data.question !== question.slug ? <Fault error={new Error("This attempt is one at another question.")}><a class="btn" href={`/attempts/${data.id}`}>Look at it there</a></Fault>
        : data.self ? <SelfReview attempt={data} self={data.self} question={question} onRevise={onRevise} />
        : data.assessment ? <Feedback attempt={data} question={question} onRevise={onRevise} onChange={put} />
          : <Fault error={new Error(data.error?.message ?? "This answer is still to be judged. Your text is kept; look again in a moment.")} retry={reload}><button class="btn" type="button" onClick={onRevise}>Back to the answer</button></Fault>}
    </div>
  );
}

/* --- writing ---------------------------------------------------------------------------------------------------------------- */

interface Answer {
  audience: Audience; setAudience: (audience: Audience) => void; keeper: DraftKeeper; texts: Texts; whole: string; write: (stage: string, text: string) => void;
  resolve: (mine: boolean) => void; sure: Sure | null; setSure: (sure: Sure | null) => void; busy: boolean; error: string; submit: () => void;
  bringBack: (() => void) | null; /* what stood there before a blank page; null: nothing did */
}

/* The audience of the draft that was saved last; without one, the first. */
function lastAudience({ audiences, drafts }: WordsQuestion): Audience {
  const saved = audiences.filter((each) => drafts[each]).sort((a, b) => (drafts[b]?.saved ?? "").localeCompare(drafts[a]?.saved ?? ""));
  return saved[0] ?? audiences[0] ?? "peer";
}

function useAnswer(question: WordsQuestion, clock: WorkClock, reload: () => void): Answer {
  const { path, query } = usePlace();
  const ids = question.stages.map((stage) => stage.id);
  const split = (text: string): Texts => (ids.length ? splitStages(text, ids) : { "": text });
  const join = (texts: Texts): string => (ids.length ? joinStages(texts, ids) : (texts[""] ?? ""));
  const keepers = useKeepers(question, clock);
  const [audience, setAudience] = useState(() => lastAudience(question));
  const [texts, setTexts] = useState<Record<string, Texts>>(() => Object.fromEntries(question.audiences.map((each) => [each, split(keepers.get(each)?.text ?? "")])));
  const [sure, setSure] = useState<Sure | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState("");
  const request = useRef("");
  const [before, setBefore] = useState<Record<string, Texts> | null>(null);
  useBlankPage(() => {
    if (!Object.values(texts).some((each) => countWords(join(each)))) return;
    setBefore(texts);
    setTexts({});
    announce("A blank page. What stood here can be brought back.");
  });
  const keeper = keepers.get(audience) as DraftKeeper;
  const mine = texts[audience] ?? {};
  const whole = join(mine);
  const write = (stage: string, text: string): void => {
    const next = { ...mine, [stage]: text };
    setTexts((was) => ({ ...was, [audience]: next }));
    request.current = "";
    keeper.changed(join(next));
  };
  const resolve = (keep: boolean): void => {
    const text = keeper.resolve(keep);
    setTexts((was) => ({ ...was, [audience]: split(text) }));
  };
  const submit = (): void => {
    if (busy) return;
    if (!countWords(whole)) return announce("Write an answer first.");
    if (!request.current) request.current = crypto.randomUUID();
    setBusy(true);
    setError("");
    keeper.flush();
    const body = { text: whole, audience, spent_ms: Math.round(clock.spent()), request: request.current, ...(sure === null ? {} : { sure }) };
    send<Attempt>("POST", `/questions/${question.slug}/attempts`, body).then((attempt) => {
      request.current = "";
      setSure(null);
      remember(`/attempts/${attempt.id}`, attempt);
      if (attempt.assessment) announce(`${headline(attempt.assessment)}.`);
      go(path + withQuery(query, { review: attempt.id, tab: "" }));
      reload();
    }, (failure: unknown) => { setError(wordsFor(failure)); announce(wordsFor(failure)); }).finally(() => setBusy(false));
  };
  return { audience, setAudience, keeper, texts: mine, whole, write, resolve, sure, setSure, busy, error, submit, bringBack: before && (() => { setTexts(before); setBefore(null); }) };
}

function useKeepers(question: WordsQuestion, clock: WorkClock): Map<Audience, DraftKeeper> {
  const keepers = useMemo(() => new Map(question.audiences.map((each) => [each, new DraftKeeper(question.slug, question.drafts[each] ?? null, clock.spent, each)])), [question.slug]);
  useEffect(() => {
    const hide = (): void => void (document.hidden && keepers.forEach((keeper) => keeper.flush()));
    document.addEventListener("visibilitychange", hide);
    return () => {
      document.removeEventListener("visibilitychange", hide);
      keepers.forEach((keeper) => keeper.close());
      forget(`/questions/${question.slug}`);
    };
  }, [keepers]);
  return keepers;
}

const SAYS: Record<Saving, string> = { saved: "saved", saving: "saving", here: "kept in this browser", refused: "not saved" };

function Writing({ question, work }: { question: WordsQuestion; work: Answer }): JSX.Element {
  const conflict = useObservable(work.keeper.conflict);
  const { audiences, stages } = question;
  const [stage, setStage] = useState("");
  const speak = useSpoken(question, work, stage);
  useCommands([
    { title: "Submit the answer", keys: "Ctrl+Enter", run: work.submit },
    { title: "Submit", keys: "Ctrl+Shift+Enter", run: work.submit },
    ...(audiences.length > 1 ? [{ title: "Speak to the other audience", run: () => work.setAudience(work.audience === "peer" ? "stakeholder" : "peer") }] : []),
  ]);
  return (
    <>
      <div class="file listener">
        {audiences.length > 1
          ? <Segmented legend="Who is listening?" hideLegend name="audience" value={work.audience} onChange={(value) => value && work.setAudience(value)} options={audiences.map((value) => ({ value, label: `To ${AUDIENCES[value]}` }))} />
          : <span>To {AUDIENCES[work.audience]}</span>}
        <Count question={question} text={work.whole} keeper={work.keeper} />
      </div>
      {work.bringBack && <p class="small soft words-error">A blank page. <button class="link" type="button" onClick={work.bringBack}>Bring back what stood here</button></p>}
      <Voice question={question} audience={work.audience} write={speak} />
      {question.story && <BeginWith text={work.whole} write={(text) => work.write("", text)} />}
      {stages.length ? <Canvas question={question} texts={work.texts} write={work.write} onStage={setStage} />
        : question.artefact ? <Findings key={work.audience} text={work.whole} write={(text) => work.write("", text)} />
        : <One question={question} work={work} />}
      {work.error && <p class="bad small words-error" role="alert">{work.error}</p>}
      <SureBar legend="Sure that it is strong?" sure={work.sure} onSure={work.setSure} asks busy={work.busy} ready={countWords(work.whole) > 0} onSubmit={work.submit} />
      {conflict && <Conflict what="answer" mine={work.whole} theirs={conflict} onChoose={work.resolve} />}
    </>
  );
}

/* What was spoken goes behind what is written: into the answer, or its stage that is open. A recogniser holds on to this for minutes, so it looks at what is there then. */
function useSpoken(question: WordsQuestion, work: Answer, stage: string): (text: string) => string | null {
  const now = useRef({ work, stage });
  now.current = { work, stage };
  return (text) => {
    const { work: { texts, write }, stage: id } = now.current;
    if (question.stages.length && !id) return null;
    const written = (texts[id] ?? "").trimEnd();
    const longer = written ? `${written} ${text}` : text;
    write(id, longer);
    now.current.work = { ...now.current.work, texts: { ...texts, [id]: longer } }; /* two may come before the page is drawn again */
    return question.stages.find((each) => each.id === id)?.title ?? "your answer";
  };
}

const LISTENER: Record<Audience, string> = {
  peer: "Say it as you would to a colleague across the table: the answer first, then why.",
  stakeholder: "Say it to somebody who decides, and does not know the field: the answer first, in their words, with what it costs or saves.",
};

function One({ question, work }: { question: WordsQuestion; work: Answer }): JSX.Element {
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (!document.activeElement || document.activeElement.matches("body, main")) box.current?.focus({ preventScroll: true });
  }, []);
  const guide = question.story ? "Tell it as it happened: where and when, what you had to do, what you did yourself, and what came of it." : LISTENER[work.audience];
  return (
    <div class="page-of">
      <label class="vh" for="answer">Your answer to {AUDIENCES[work.audience]}</label>
      <textarea id="answer" ref={box} class="answer-in" maxLength={20000} aria-describedby="length" value={work.texts[""] ?? ""} placeholder={guide} onInput={(event) => work.write("", event.currentTarget.value)} />
    </div>
  );
}

/* Words so far, how many a good answer has, and whether it is saved. */
function Count({ question, text, keeper }: { question: WordsQuestion; text: string; keeper: DraftKeeper }): JSX.Element {
  const saving = useObservable(keeper.saving);
  const refusal = useObservable(keeper.refusal);
  const { min, max } = question.words;
  const n = countWords(text);
  const asked = max ? `, asked for ${min} to ${max}` : min ? `, asked for at least ${min}` : "";
  return (
    <span class="file-says num" id="length">
      <span class={max && n > max ? "warn" : ""}>{plural(n, "word")}{max && n > max ? `: ${n - max} over ${max}` : asked}</span>
      <span class={refusal ? "bad" : ""} role={refusal ? "alert" : undefined}>{refusal || (text ? SAYS[saving] : "")}</span>
    </span>
  );
}
