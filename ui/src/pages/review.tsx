/* Review: what is due today, a probe at a time. Enter answers and goes on, 1 to 4 give a grade, U takes the last one back: no mouse is needed. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { get, remove, send, wordsFor } from "../api/client";
import type { Grade, ProbeAnswer, ReviewQueue } from "../api/types";
import { announce } from "../base/announce";
import { useCommands } from "../base/commands";
import { useTitle } from "../base/page";
import { usePlace } from "../base/router";
import { plural } from "../base/words";
import { Empty, Fault, Skeleton } from "../parts/states";
import { OneProbe } from "../workspace/one-probe";

const GRADES: { grade: Grade; title: string; means: string }[] = [
  { grade: "again", title: "Again", means: "not known" },
  { grade: "hard", title: "Hard", means: "with effort" },
  { grade: "good", title: "Good", means: "known" },
  { grade: "easy", title: "Easy", means: "at once" },
];

export function ReviewPage(): JSX.Element {
  useTitle("Review");
  const likely = usePlace().query.get("which") === "likely"; /* the last days before an interview */
  const [round, setRound] = useState(0);
  const [queue, setQueue] = useState<ReviewQueue | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => { /* not from memory: a queue that was shown before has been answered since */
    get<ReviewQueue>(likely ? "/reviews?which=likely" : "/reviews").then(setQueue, setError);
  }, [round, likely]);
  const reload = (): void => {
    setQueue(null);
    setError(null);
    setRound(round + 1);
  };
  if (!queue) return <><Head likely={likely} />{error ? <Fault error={error} retry={reload} /> : <Skeleton lines={6} label="Loading your reviews" />}</>;
  return <Session queue={queue} likely={likely} reload={reload} />;
}

function Head({ likely, says }: { likely: boolean; says?: string }): JSX.Element {
  return <header class="head"><p class="when"><a href="/">Today</a></p><h1>{likely ? "The likeliest probes" : "Review"}</h1>{says && <p class="lede">{says}</p>}</header>;
}

const waiting = ({ due, new: fresh, seconds }: ReviewQueue, likely: boolean): string =>
  [due ? `${plural(due, "probe")} ${likely ? "to see once more" : "due"}` : "", fresh ? `${fresh} new` : ""].filter(Boolean).join(", ") + `, about ${plural(Math.max(1, Math.round(seconds / 60)), "minute")}.`;

function Session({ queue, likely, reload }: { queue: ReviewQueue; likely: boolean; reload: () => void }): JSX.Element {
  const { items } = queue;
  const [at, setAt] = useState(0);
  const [turn, setTurn] = useState(0); /* a probe that was taken back is asked anew */
  const [last, setLast] = useState(queue.undo); /* the review that U would take back */
  const [fault, setFault] = useState<unknown>(null);
  const item = items[at];
  const undo = async (): Promise<void> => {
    if (!last) return;
    try {
      const back = await remove<{ question: string | null; probe: string }>(`/reviews/${last}`);
      announce("Taken back.");
      setLast(null);
      setFault(null);
      const place = items.findIndex((each) => each.question === back.question && each.probe.id === back.probe);
      if (place < 0) return reload(); /* it was asked before this page was opened */
      setAt(place);
      setTurn(turn + 1);
    } catch (failure) {
      setFault(failure);
    }
  };
  useCommands([{ title: "Take the last review back", keys: "u", run: () => void undo() }]);
  if (!item) return <Finished likely={likely} queue={queue} seen={items.length} last={last} undo={undo} fault={fault} more={reload} />;
  return (
    <>
      <Head likely={likely} says={waiting(queue, likely)} />
      <section class="sec" aria-label="Probe">
        <header><h2 class="num">{at + 1} of {items.length}</h2><p>about {item.probe.seconds} seconds</p></header>
        <div class="probe">
          <p class="small soft"><a href={`/${item.page ? "topics" : "questions"}/${item.question}`}>{item.title}</a> · {item.topic}. {item.why}</p>
          <OneProbe key={`${at} ${turn}`} slug={item.question} probe={item.probe} focus
            after={(answer) => <Grades answer={answer} shown={setLast} done={() => setAt(at + 1)} />} />
          {fault !== null && <Fault error={fault} />}
          {last && <p class="small"><button class="link quiet" type="button" onClick={() => void undo()}>Take the last one back <kbd>U</kbd></button></p>}
        </div>
      </section>
    </>
  );
}

function Grades({ answer, shown, done }: { answer: ProbeAnswer; shown: (review: string) => void; done: () => void }): JSX.Element {
  const { review } = answer;
  const [error, setError] = useState("");
  useEffect(() => shown(review.id), []);
  const give = async (grade: Grade): Promise<void> => {
    try {
      if (grade !== review.suggested) await send("PUT", `/reviews/${review.id}`, { grade });
      announce(`${grade}: ${inDays(review.days[grade])}.`);
      done();
    } catch (failure) {
      setError(wordsFor(failure));
    }
  };
  useCommands([
    ...GRADES.map(({ grade, title }, i) => ({ title: `Grade: ${title}`, keys: String(i + 1), run: () => void give(grade) })),
    { title: "Take the suggested grade", keys: "Enter", run: () => void give(review.suggested) },
  ]);
  return (
    <>
      <fieldset class="grades">
        <legend class="small soft">How well did you know it?</legend>
        {GRADES.map(({ grade, title, means }, i) => (
          <button key={grade} type="button" class={grade === review.suggested ? "btn main" : "btn"} onClick={() => void give(grade)} title={means}>
            {title} <span class="small num">{inDays(review.days[grade])}</span> <kbd>{grade === review.suggested ? "Enter" : i + 1}</kbd>
          </button>
        ))}
      </fieldset>
      {error && <p class="bad small" role="alert">{error}</p>}
    </>
  );
}

function inDays(days: number): string {
  if (days === 0) return "today";
  if (days === 1) return "tomorrow";
  return days < 60 ? `in ${days} days` : `in ${Math.round(days / 30.4)} months`;
}

interface FinishedProps { likely: boolean; queue: ReviewQueue; seen: number; last: string | null; undo: () => Promise<void>; fault: unknown; more: () => void }

function Finished({ likely, queue, seen, last, undo, fault, more }: FinishedProps): JSX.Element {
  const tomorrow = queue.tomorrow && !likely ? `${plural(queue.tomorrow, "probe")} ${queue.tomorrow === 1 ? "was" : "were"} due tomorrow already.` : "";
  if (!seen && !queue.done) {
    return (
      <>
        <Head likely={likely} />
        <Empty title="Nothing to review yet">
          <p class="soft">Probes of questions that you have tried come here, and come back just before you would forget them.</p>
          <p><a class="btn main" href="/practise">Choose a question</a></p>
        </Empty>
      </>
    );
  }
  return (
    <>
      <Head likely={likely} says={`${plural(queue.done + seen, "review")} today. ${tomorrow}`} />
      <Empty title={seen ? "That was this round" : likely ? "The fifteen of today are done" : "Nothing more is due today"}>
        <p class="soft">{likely ? "Tomorrow brings fifteen others, by what you know then. Stop early on the eve." : "What you did not know comes once more; the rest returns on its day."}</p>
        {fault !== null && <Fault error={fault} />}
        <p>
          {seen > 0 && <button class="btn main" type="button" onClick={more}>See what is left</button>}{" "}
          {last && <button class="btn" type="button" onClick={() => void undo()}>Take the last one back <kbd>U</kbd></button>}{" "}
          <a class="btn" href="/">Today</a>
        </p>
      </Empty>
    </>
  );
}
