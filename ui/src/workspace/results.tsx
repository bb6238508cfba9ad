/* The lower right: what to do first, how far the judging is, and what came of it. */
import type { JSX } from "preact";
import type { Question, Stack } from "../api/types";
import { shownKeys, spokenKeys } from "../base/commands";
import { duration, plural, STACKS, VERDICTS } from "../base/words";
import { Icon } from "../parts/icons";
import { Fault } from "../parts/states";
import { After, Foreseen } from "./after";
import { Cases, Findings } from "./findings";
import type { Judging } from "./judging";
import { placeWords } from "./place";
import { SuiteFindings, suiteLine } from "./suite";

interface Props {
  judging: Judging | null; question: Question; guided: boolean; stack: Stack | null; edited: boolean;
  onLine: (line: number) => void; retry: () => void;
}

export function Results({ judging, question, guided, stack, edited, onLine, retry }: Props): JSX.Element {
  if (!judging) return <div class="out"><Before guided={guided} writes={question.mode === "tests"} stack={stack} stackName={question.runnable ? question.stack : ""} /></div>;
  if (judging.error !== null) return <div class="out"><Fault error={judging.error} retry={retry} /></div>;
  return (
    <div class="out">
      {judging.judgement ? <Over judging={judging} question={question} guided={guided} edited={edited} onLine={onLine} /> : <Underway judging={judging} onLine={onLine} />}
    </div>
  );
}

/* A stack that starts is no obstacle: the server lets a run wait for it. */
const isReady = (stack: Stack | null): boolean => !stack || stack.state === "ready" || stack.state === "loading";

function Before({ guided, writes, stack, stackName }: { guided: boolean; writes: boolean; stack: Stack | null; stackName: string }): JSX.Element {
  if (stack && !isReady(stack)) return <StackNote stack={stack} name={STACKS[stackName] ?? stackName} />;
  if (guided) {
    return (
      <div class="guide">
        <h2 class="t2">This k-NN is nearly right. Press {spokenKeys("Ctrl+Enter")}.</h2>
        <p class="soft">It runs the visible cases. One of them will show you where it goes wrong.</p>
      </div>
    );
  }
  if (writes) {
    return (
      <p class="soft guide">
        <kbd>{shownKeys("Ctrl+Enter")}</kbd> holds your cases against right and broken versions, as often as you like. <kbd>{shownKeys("Ctrl+Shift+Enter")}</kbd> submits them.
      </p>
    );
  }
  return (
    <p class="soft guide">
      <kbd>{shownKeys("Ctrl+Enter")}</kbd> runs the visible cases, as often as you like. <kbd>{shownKeys("Ctrl+Shift+Enter")}</kbd> submits: the hidden cases decide.
    </p>
  );
}

export function StackNote({ stack, name }: { stack: Stack; name: string }): JSX.Element {
  const says = {
    missing: `The ${name} stack is still being installed; this question runs once it is there.`,
    loading: "",
    failed: `The ${name} stack could not be started, so this question cannot run.`,
    ready: "",
  }[stack.state];
  return (
    <section class={stack.state === "failed" ? "note bad-note" : "note"} role="status" aria-label="Not ready yet">
      <Icon name="warn" />
      <div><p><strong>{says}</strong> You can write your code already.</p>{stack.says && <p class="small soft">{stack.says}</p>}</div>
    </section>
  );
}

function Underway({ judging, onLine }: { judging: Judging; onLine: (line: number) => void }): JSX.Element {
  const { done, total, cases, kind, place } = judging;
  return (
    <section aria-labelledby="h-res" aria-busy="true">
      <div class="top">
        <h2 id="h-res" class="st"><span class="spin" aria-hidden="true" />{placeWords(place) || (total ? `${done} of ${total} cases` : kind === "run" ? "Running" : "Judging")}</h2>
      </div>
      {cases.length > 0 && <Cases cases={cases} coming={total - done} onLine={onLine} />}
    </section>
  );
}

function Over({ judging, question, guided, edited, onLine }: { judging: Judging; question: Question; guided: boolean; edited: boolean; onLine: (line: number) => void }): JSX.Element | null {
  const { judgement, kind, attempt } = judging;
  if (!judgement) return null;
  if (kind === "attempt" && judgement.verdict === "accepted" && attempt) {
    return (
      <>
        <After attempt={attempt} question={question} guided={guided} />
        <div class="findings">{judgement.bugs ? <SuiteFindings judgement={judgement} onLine={onLine} /> : <Findings kind={kind} judgement={judgement} onLine={onLine} />}</div>
      </>
    );
  }
  const fine = judgement.verdict === "accepted";
  return (
    <section class="findings" aria-labelledby="h-res">
      <div class="top">
        <h2 id="h-res" class={`${fine ? "good" : "bad"} st`}><Icon name={fine ? "check" : "cross"} />{headline(judging)}</h2>
        <span class="small faint num">{edited ? "changed since" : `ran in ${duration(judgement.time_ms)}`}</span>
      </div>
      {kind === "attempt" && attempt && <Foreseen attempt={attempt} />}
      {fine && <p class="next-step">{guided ? <>Now submit it with {spokenKeys("Ctrl+Shift+Enter")}. The hidden cases decide.</> : <span class="soft">{judgement.bugs ? "Submit them for the record." : "Submit when you are sure; the hidden cases decide."}</span>}</p>}
      {judgement.bugs ? <SuiteFindings judgement={judgement} onLine={onLine} /> : <Findings kind={kind} judgement={judgement} onLine={onLine} />}
    </section>
  );
}

/* The finding in one line. */
export function headline({ kind, judgement }: Judging): string {
  if (!judgement) return "";
  const suite = suiteLine(judgement);
  if (suite) return suite;
  const { cases, verdict } = judgement;
  const failing = cases.filter((each) => each.verdict !== "accepted");
  const what = kind === "run" ? "visible case" : "case";
  if (!failing.length) return cases.length === 1 ? `The ${what} passes` : `All ${cases.length} ${what}s pass`;
  const first = failing[0];
  const same = failing.every((each) => each.verdict === first?.verdict && each.exception === first?.exception);
  if (failing.length === cases.length && same && first?.exception) return `It stops with ${first.exception}${first.line ? ` in line ${first.line}` : ""}`;
  if (failing.length === cases.length && same && verdict !== "wrong-answer") return `${VERDICTS[verdict]} in ${cases.length === 1 ? "the case" : `all ${cases.length} cases`}`;
  return `${failing.length} of ${plural(cases.length, what)} ${failing.length === 1 ? "fails" : "fail"}`;
}
