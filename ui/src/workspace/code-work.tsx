/* The workspace for code: the question on the left, the editor and what became of the code on the right. */
import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { get } from "../api/client";
import type { Attempt, CodeQuestion, Sure } from "../api/types";
import { announce } from "../base/announce";
import { type Command, useCommands } from "../base/commands";
import { useObservable } from "../base/observable";
import { forget } from "../base/resource";
import { usePlace } from "../base/router";
import { changeSettings, settings, useStack } from "../base/session";
import { LANGUAGES, ago, STACKS } from "../base/words";
import type { EditorHandle } from "../editor/editor";
import { Ask, useTab } from "./ask";
import { BarTop } from "./bar-top";
import { useBlankPage } from "./blank";
import { type WorkClock, useClock } from "./clock";
import { Conflict } from "./conflict";
import { Divider } from "./divider";
import { DraftKeeper, type Saving } from "./draft";
import { EditorPane } from "./editor-pane";
import { type Judging, runCode, submitCode } from "./judging";
import { placeWords, worthSaying } from "./place";
import { headline, Results } from "./results";
import { SureBar } from "./sure-bar";

interface Props { question: CodeQuestion; guided: boolean; reload: () => void }

export function CodeWork({ question, guided, reload }: Props): JSX.Element {
  const clock = useClock(question.draft?.spent_ms ?? 0);
  const keeper = useKeeper(question, clock);
  const begin = keeper.text ?? (guided && question.nearly !== null ? question.nearly : question.starter);
  const code = useRef(begin);
  const editor = useRef<EditorHandle | null>(null);
  const [note, setNote] = useState("");
  const conflict = useObservable(keeper.conflict);
  const stack = useStack(question.stack);
  const ready = !stack || stack.state === "ready" || stack.state === "loading"; /* the server lets a run wait for a stack that starts */
  const work = useWork(question, code, clock, ready, reload);
  const [tab] = useTab();

  const onLine = (line: number): void => editor.current?.goTo(line);
  const open = (text: string, says: string): void => {
    if (editor.current) editor.current.replace(text);
    else code.current = text;
    setNote(says);
    announce(`${says}. Undo brings back what was there.`);
  };
  const onReopen = (text: string, when: string): void => open(text, `Code of ${when}`);
  useReopened(question.slug, editor, onReopen);
  useMarkedLine(editor, work.judging);
  const reset = (): void => open(question.starter, "Back to the start");
  useBlankPage(reset);
  const commands: Command[] = [
    { title: "Run the visible cases", keys: "Ctrl+Enter", run: work.run },
    { title: "Submit", keys: "Ctrl+Shift+Enter", run: work.submit },
    { title: "Start again from the given code", run: reset },
    { title: "Leave the editor", keys: "Escape+Tab" },
    { title: "Search in the code", keys: "Ctrl+F" },
  ];
  useCommands(commands);
  return (
    <>
      <BarTop question={question} clock={clock} />
      <div class={`halves${tab === "solutions" && (question.unlocked || work.accepted) ? " wide-ask" : ""}`}>
        <Ask question={question} reload={reload} onLine={onLine} onReopen={onReopen} solved={work.accepted} />
        <Divider name="ask" label="Width of the question" upright start={37} min={20} max={65} at={tab === "solutions" && (question.unlocked || work.accepted) ? 46 : undefined} />
        <div class="do">
          <FileBar question={question} keeper={keeper} note={note} onReset={reset} onUndo={() => { editor.current?.undo(); setNote(""); }} changed={code.current !== question.starter} />
          <EditorPane code={begin} language={question.language} onReady={(handle) => { editor.current = handle; if (code.current !== begin) handle.replace(code.current); if (focusIsFree()) handle.focus(); }}
            onChange={(text) => { code.current = text; keeper.changed(text); work.touched(); }} />
          <Divider name="code" label="Height of the editor" upright={false} start={55} min={15} max={80} />
          <SureBar sure={work.sure} onSure={work.setSure} asks={!work.accepted} busy={work.busy} ready={ready} onRun={work.run} onSubmit={work.submit} />
          <Results judging={work.judging} question={question} guided={guided} stack={stack} edited={work.edited} onLine={onLine} retry={work.again} />
        </div>
      </div>
      {conflict && <Conflict mine={code.current} theirs={conflict} onChoose={(mine) => { const text = keeper.resolve(mine); if (!mine) editor.current?.replace(text); editor.current?.focus(); }} />}
    </>
  );
}

/* The editor comes after the page; by then somebody may have gone to another part of it. */
const focusIsFree = (): boolean => !document.activeElement || document.activeElement.matches("body, main");

function useKeeper(question: CodeQuestion, clock: WorkClock): DraftKeeper {
  const keeper = useMemo(() => new DraftKeeper(question.slug, question.draft, clock.spent), [question.slug]);
  useEffect(() => {
    const hide = (): void => void (document.hidden && keeper.flush());
    document.addEventListener("visibilitychange", hide);
    return () => {
      document.removeEventListener("visibilitychange", hide);
      keeper.close();
      forget(`/questions/${question.slug}`);
    };
  }, [keeper]);
  return keeper;
}

interface Work {
  judging: Judging | null; busy: boolean; accepted: boolean; edited: boolean; sure: Sure | null;
  setSure: (sure: Sure | null) => void; run: () => void; submit: () => void; again: () => void; touched: () => void;
}

/* Running and submitting, and what follows from it. */
function useWork(question: CodeQuestion, code: { current: string }, clock: WorkClock, ready: boolean, reload: () => void): Work {
  const [judging, setJudging] = useState<Judging | null>(null);
  const [sure, setSure] = useState<Sure | null>(null);
  const [edited, setEdited] = useState(false);
  const [accepted, setAccepted] = useState(false);
  const request = useRef("");
  const saidPlace = useRef<number | null>(null);
  const alive = useRef(true);
  useEffect(() => () => void (alive.current = false), []);
  const busy = judging?.busy ?? false;
  const told = (now: Judging): void => {
    if (!alive.current) return;
    setJudging(now);
    speak(now, saidPlace);
  };
  const blocked = (): boolean => {
    if (!ready) announce("This question cannot run yet.");
    return busy || !ready;
  };
  const run = (): void => {
    if (blocked()) return;
    setEdited(false);
    announce("Running.");
    void runCode(question.slug, code.current, told);
  };
  const submit = (): void => {
    if (blocked()) return;
    setEdited(false);
    announce("Submitted.");
    if (!request.current) request.current = crypto.randomUUID();
    void submitCode(question.slug, { code: code.current, sure, spent_ms: clock.spent(), request: request.current }, told).then((end) => {
      if (!end.judgement) return;
      request.current = "";
      if (!alive.current) return;
      setSure(null);
      if (end.judgement.verdict === "accepted") {
        setAccepted(true);
        clock.stop();
        if (!settings.get().welcomed) void changeSettings({ welcomed: true }).catch(() => undefined);
      }
      reload();
    });
  };
  const touched = (): void => {
    setEdited(true);
    request.current = "";
  };
  return { judging, busy, accepted, edited, sure, setSure, run, submit, again: judging?.kind === "attempt" ? submit : run, touched };
}

/* Aloud: the place in the queue, each case that fails as it comes, and the finding at the end. `said` is the place that was told last. */
function speak(now: Judging, said: { current: number | null }): void {
  if (now.place === null) said.current = null;
  else if (worthSaying(now.place, said.current)) {
    said.current = now.place;
    announce(`${placeWords(now.place)}.`);
  }
  if (now.judgement) {
    const accepted = now.kind === "attempt" && now.judgement.verdict === "accepted";
    announce(`${accepted ? "Accepted. " : ""}${headline(now)}.${now.judgement.misconceptions[0] ? ` ${now.judgement.misconceptions[0].says}` : ""}`);
    return;
  }
  const last = now.cases.at(-1);
  if (last && last.verdict !== "accepted") announce(`${last.name} fails.`);
}

/* The line where the first failing case stopped is marked, until the code changes. */
function useMarkedLine(editor: { current: EditorHandle | null }, judging: Judging | null): void {
  const line = judging?.judgement?.cases.find((each) => each.verdict !== "accepted" && each.line)?.line ?? null;
  useEffect(() => editor.current?.mark(line), [judging?.judgement ?? null, line]);
}

/* ?attempt=ID: the code of that attempt comes into the editor, as a change that can be undone. */
function useReopened(slug: string, editor: { current: EditorHandle | null }, onReopen: (code: string, when: string) => void): void {
  const id = usePlace().query.get("attempt");
  useEffect(() => {
    if (!id) return;
    let wanted = true;
    void get<Attempt>(`/attempts/${id}`).then(async (attempt) => {
      while (wanted && !editor.current) await new Promise((resolve) => setTimeout(resolve, 30));
      if (wanted && attempt.question === slug) onReopen(attempt.code, ago(attempt.created));
    }, () => announce("That attempt could not be opened."));
    return () => void (wanted = false);
  }, [id]);
}

const SAYS: Record<Saving, string> = { saved: "saved", saving: "saving", here: "kept in this browser", refused: "not saved" };

interface FileBarProps { question: CodeQuestion; keeper: DraftKeeper; note: string; onReset: () => void; onUndo: () => void; changed: boolean }

function FileBar({ question, keeper, note, onReset, onUndo }: FileBarProps): JSX.Element {
  const saving = useObservable(keeper.saving);
  const refusal = useObservable(keeper.refusal);
  return (
    <div class="file">
      <code>{question.file}</code>
      <span class="file-says">
        {note && <span class="soft">{note} <button class="link" type="button" onClick={onUndo}>Undo</button></span>}
        <span class={refusal ? "bad" : ""} role={refusal ? "alert" : undefined}>{refusal || `${LANGUAGES[question.language]}, ${STACKS[question.stack]} · ${SAYS[saving]}`}</span>
        <button class="link quiet" type="button" onClick={onReset} title="Start again from the given code">Reset</button>
      </span>
    </div>
  );
}

