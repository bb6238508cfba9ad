/* After acceptance: how hard was it (one key), what to read, and what comes next. */
import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { send, wordsFor } from "../api/client";
import type { Attempt, Felt, Question } from "../api/types";
import { useCommands } from "../base/commands";
import { go } from "../base/router";
import { Icon } from "../parts/icons";
import { suiteLine } from "./suite";

const FELT: { value: Felt; label: string; says: string }[] = [
  { value: "again", label: "Again", says: "It comes back soon." },
  { value: "hard", label: "Hard", says: "It comes back a little sooner." },
  { value: "good", label: "Good", says: "Noted." },
  { value: "easy", label: "Easy", says: "It can wait longer." },
];

interface Props { attempt: Attempt; question: Question; guided: boolean }

export function After({ attempt, question, guided }: Props): JSX.Element {
  const box = useRef<HTMLElement>(null);
  useLayoutEffect(() => box.current?.focus({ preventScroll: true }), [attempt.id]);
  const { felt, error, say, onKeyDown } = useFelt(attempt);
  const next = question.next ? `/questions/${question.next}` : "/practise";
  useCommands([
    ...FELT.map(({ label }, i) => ({ title: `It was: ${label.toLowerCase()}`, keys: String(i + 1), hidden: true })),
    { title: question.next ? "Next question" : "Choose a question", run: () => go(next) },
  ]);
  return (
    <section class="after" ref={box} tabIndex={-1} aria-labelledby="h-accepted" onKeyDown={onKeyDown}>
      <h2 id="h-accepted" class="good st t2"><Icon name="check" />{acceptedWords(attempt)}</h2>
      {guided && <p class="soft">That is how it goes here: run, see which case fails and why, mend, submit.</p>}
      <Foreseen attempt={attempt} />
      <Grades attempt={attempt} felt={felt} error={error} say={say} />
      <div class="acts">
        <a class="btn main" href={next}>{question.next ? "Next question" : "Choose a question"}</a>
        <a class="btn" href={`/questions/${question.slug}?tab=explanation`}>Read the explanation</a>
        <a class="btn" href={`/questions/${question.slug}?tab=solutions`}>{question.mode === "tests" ? "See the bugs" : "Compare solutions"}</a>
        {guided && <a class="small" href="/">Today</a>}
      </div>
    </section>
  );
}

interface Felts { felt: Felt | null; error: string; say: (value: Felt) => void }

function useFelt(attempt: Attempt): Felts & { onKeyDown: (event: KeyboardEvent) => void } {
  const [felt, setFelt] = useState<Felt | null>(attempt.felt);
  const [error, setError] = useState("");
  const say = (value: Felt): void => {
    const before = felt;
    setFelt(value);
    setError("");
    send("PUT", `/attempts/${attempt.id}/felt`, { felt: value }).catch((failure: unknown) => { setFelt(before); setError(wordsFor(failure)); });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const choice = FELT[Number(event.key) - 1];
    if (!choice || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    say(choice.value);
  };
  return { felt, error, say, onKeyDown };
}

function Grades({ attempt, felt, error, say }: Felts & { attempt: Attempt }): JSX.Element {
  const suggested = FELT.find((each) => each.value === attempt.forecast?.suggested);
  return (
    <div class="after-felt">
      <p id="felt">How hard was it?</p>
      <div class="grades" role="group" aria-labelledby="felt">
        {FELT.map(({ value, label }, i) => (
          <button key={value} class="btn" type="button" aria-pressed={felt === value} onClick={() => say(value)}>{label} <kbd>{i + 1}</kbd></button>
        ))}
      </div>
      <p class="small soft" role="status">{error ? <span class="bad">{error}</span> : (FELT.find((each) => each.value === felt)?.says ?? (suggested ? `Counted as ${suggested.label.toLowerCase()}, by how it went, until you say otherwise.` : ""))}</p>
    </div>
  );
}

/* How hard an answer in words was: the same one key, beside what was found. */
export function FeltBar({ attempt }: { attempt: Attempt }): JSX.Element {
  const { felt, error, say, onKeyDown } = useFelt(attempt);
  return <section class="felt" aria-label="How hard was it?" onKeyDown={onKeyDown}><Grades attempt={attempt} felt={felt} error={error} say={say} /></section>;
}

/* What was said and what viva expected, held against what happened. It is told only now, so that nobody says what viva said. */
export function Foreseen({ attempt: { sure, forecast } }: { attempt: Attempt }): JSX.Element | null {
  if (!forecast) return null;
  const own = `viva had given it ${Math.round(100 * forecast.chance)} of 100`;
  return <p class="small soft num">{sure === null ? `${own}.` : `You were ${sure}% sure; ${own}.`} <a href="/progress#calibration">How such forecasts fare</a></p>;
}

function acceptedWords(attempt: Attempt): string {
  if (attempt.judgement?.bugs) return `Accepted: ${suiteLine(attempt.judgement)}`;
  const n = attempt.judgement?.cases.length ?? attempt.cases_total;
  return `Accepted: all ${n} cases pass`;
}
