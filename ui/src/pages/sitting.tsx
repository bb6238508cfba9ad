/* A sitting: probes in a row to find out where you stand. Nothing is told of an answer until the end; it can be left at any time and goes on where it was. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { get, send, wordsFor } from "../api/client";
import type { Sitting } from "../api/types";
import { useCommands } from "../base/commands";
import { useTitle } from "../base/page";
import { forget } from "../base/resource";
import { capital, plural } from "../base/words";
import { Html } from "../parts/html";
import { Fault, Skeleton } from "../parts/states";
import { ANSWERS, type AnswerValue } from "../workspace/probe-answers";

const TITLES: Record<string, string> = { diagnostic: "Diagnostic", measure: "Measurement" };

export function SittingPage({ which }: { which: string }): JSX.Element {
  const title = TITLES[which] ?? "Sitting";
  useTitle(title);
  const [sitting, setSitting] = useState<Sitting | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    setError(null);
    get<Sitting>(`/sittings/${which}`).then(setSitting, setError);
  }, [which, round]);
  return (
    <>
      <header class="head"><p class="when"><a href="/">Today</a></p><h1>{title}</h1><p class="lede">{which === "diagnostic" ? "Three parts of five minutes. Each answer decides what is asked next; leave whenever you like." : "Twelve probes that you have never practised. The same is done two weeks later, with others."}</p></header>
      {!sitting ? (error ? <Fault error={error} retry={() => setRound(round + 1)} /> : <Skeleton lines={6} label="Loading what is asked" />) : <Body sitting={sitting} took={(next) => { setSitting(next); forget("/today"); forget("/progress"); }} />}
    </>
  );
}

function Body({ sitting, took }: { sitting: Sitting; took: (sitting: Sitting) => void }): JSX.Element {
  if (sitting.probe && sitting.question) return <Ask key={`${sitting.question} ${sitting.probe.id}`} sitting={sitting} took={took} />;
  if (sitting.due) return <section class="sec" aria-label="Not yet"><header><h2>Not yet</h2></header><p class="soft">The next measurement is on {sitting.due}. Until then, practise.</p></section>;
  return <section class="sec" aria-label="What came out"><header><h2>What came out</h2></header><div><Levels sitting={sitting} /><p><a class="btn main" href="/">Today</a> <a class="btn" href="/progress">Progress</a></p></div></section>;
}

function Ask({ sitting, took }: { sitting: Sitting; took: (sitting: Sitting) => void }): JSX.Element {
  const probe = sitting.probe as NonNullable<Sitting["probe"]>;
  const Answer = ANSWERS[probe.kind];
  const [value, setValue] = useState<AnswerValue | null>(probe.kind === "order" ? (probe.items ?? []).map((_, i) => i) : null);
  const [fault, setFault] = useState("");
  const box = useRef<HTMLFormElement>(null);
  const shown = useRef(performance.now());
  useEffect(() => box.current?.querySelector<HTMLElement>("input, .order li")?.focus(), []);
  const give = async (answer: AnswerValue | null): Promise<void> => {
    setFault("");
    try {
      took(await send<Sitting>("POST", `/sittings/${sitting.which}`, { question: sitting.question, probe: probe.id, draw: probe.draw, answer, spent_ms: Math.min(600_000, Math.round(performance.now() - shown.current)) }));
    } catch (failure) {
      setFault(wordsFor(failure));
    }
  };
  const check = (event: Event): void => {
    event.preventDefault();
    if (value === null || (Array.isArray(value) && !value.length)) return setFault("Choose an answer, or say that you don't know.");
    void give(value);
  };
  useCommands([{ title: "Answer", keys: "Enter", run: () => box.current?.requestSubmit() }]);
  return (
    <section class="sec" aria-label="Probe">
      <header><h2 class="num">{sitting.which === "diagnostic" ? `Part ${sitting.part} of ${sitting.parts}` : `${sitting.answered + 1} of ${sitting.of}`}</h2><p>about {plural(probe.seconds, "second")}</p></header>
      <form class="probe" ref={box} onSubmit={check}>
        {sitting.pause && <p class="small soft">A part is done. The rest can wait until tomorrow; <a href="/">leave it here</a>, or go on.</p>}
        <div id="probe-ask" class="probe-ask"><Html html={probe.ask_html} /></div>
        <Answer probe={probe} value={value} onChange={setValue} answer={null} />
        {fault && <p class="bad small" role="alert">{fault}</p>}
        <div class="acts"><button class="btn main" type="submit">Answer <kbd>Enter</kbd></button> <button class="btn" type="button" onClick={() => void give(null)}>I don't know</button></div>
      </form>
    </section>
  );
}

const of100 = (share: number): number => Math.round(100 * share);

function Levels({ sitting }: { sitting: Sitting }): JSX.Element {
  const { levels, gain } = sitting;
  return (
    <>
      {gain && <p class="soft">{gain.measures.map((each) => `${each.date}: ${each.right} of ${each.count} right.`).join(" ")} {gain.change ? `The change is ${of100(gain.change.share)} of 100, between ${of100(gain.change.low)} and ${of100(gain.change.high)}.` : "Too few to tell a change."}</p>}
      {levels && (
        <table class="list">
          <caption>Of 100 questions of middle difficulty, so many right</caption>
          <thead><tr><th scope="col">Where</th><th scope="col" class="r">About</th><th scope="col" class="r">Between</th></tr></thead>
          <tbody>{[...levels.dimensions, ...levels.topics].map((level) => <tr key={level.key}><td>{capital(level.title)}</td><td class="r num">{of100(level.share)}</td><td class="r num soft">{of100(level.low)} and {of100(level.high)}</td></tr>)}</tbody>
        </table>
      )}
    </>
  );
}
