/* Probes: short items of half a minute or two, one at a time, marked at once, with a word to each option. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { send, wordsFor } from "../api/client";
import type { Probe, ProbeAnswer } from "../api/types";
import { announce } from "../base/announce";
import { useResource } from "../base/resource";
import { plural } from "../base/words";
import { Html } from "../parts/html";
import { Fault, Skeleton, State } from "../parts/states";
import { type Answer, ANSWERS, type AnswerValue } from "./probe-answers";

export function Probes({ slug }: { slug: string }): JSX.Element {
  const { data, error, reload } = useResource<{ probes: Probe[] }>(`/questions/${slug}/probes`);
  const [at, setAt] = useState(0);
  const probes = data?.probes;
  if (!probes) return error ? <Fault error={error} retry={reload} /> : <Skeleton lines={5} label="Loading the probes" />;
  const probe = probes[at];
  if (!probe) return <Finished n={probes.length} again={() => { setAt(0); reload(); }} />;
  return (
    <div class="probe">
      <p class="small faint num">{at + 1} of {probes.length} · about {probe.seconds} seconds{probe.last && (probe.last.right ? " · right last time" : " · wrong last time")}</p>
      <OneProbe key={`${probe.id} ${probe.draw}`} slug={slug} probe={probe} isLast={at === probes.length - 1} next={() => setAt(at + 1)} />
    </div>
  );
}

function Finished({ n, again }: { n: number; again: () => void }): JSX.Element {
  return (
    <div class="probe">
      <h2 class="t2">{n === 1 ? "That was it" : `Those were all ${n}`}</h2>
      <p class="soft">They come again, with other figures where there are some.</p>
      <p><button class="btn" type="button" onClick={again}>Once more</button></p>
    </div>
  );
}

interface OneProps { slug: string; probe: Probe; isLast: boolean; next: () => void }

function OneProbe({ slug, probe, isLast, next }: OneProps): JSX.Element {
  const Body: Answer = ANSWERS[probe.kind];
  const [value, setValue] = useState<AnswerValue | null>(probe.kind === "order" ? (probe.items ?? []).map((_, i) => i) : null);
  const [answer, setAnswer] = useState<ProbeAnswer | null>(null);
  const [error, setError] = useState("");
  const box = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (answer) box.current?.querySelector<HTMLElement>("[data-verdict]")?.focus();
  }, [answer]);
  const check = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (answer) return next();
    if (value === null || (Array.isArray(value) && !value.length)) return setError("Choose an answer first.");
    setError("");
    try {
      const told = await send<ProbeAnswer>("POST", `/questions/${slug}/probes/${encodeURIComponent(probe.id)}`, { draw: probe.draw, answer: value });
      setAnswer(told);
      announce(told.right ? "Right." : "Not right.");
    } catch (failure) {
      setError(wordsFor(failure));
    }
  };
  return (
    <form ref={box} onSubmit={(event) => void check(event)}>
      <div id="probe-ask" class="probe-ask"><Html html={probe.ask_html} /></div>
      <Body probe={probe} value={value} onChange={setValue} answer={answer} />
      {error && <p class="bad small" role="alert">{error}</p>}
      {answer && <Told answer={answer} probe={probe} />}
      <div class="acts">
        <button class="btn" type="submit">{answer ? (isLast ? "Finish" : "Next probe") : "Answer"} <kbd>Enter</kbd></button>
      </div>
    </form>
  );
}

function Told({ answer, probe }: { answer: ProbeAnswer; probe: Probe }): JSX.Element {
  const { expected, right } = answer;
  return (
    <div class="told" data-verdict tabIndex={-1}>
      <p><State tone={right ? "good" : "bad"}><strong>{right ? "Right" : "Not right"}</strong></State></p>
      {answer.mistake_html && <Html html={answer.mistake_html} />}
      {!right && typeof expected === "number" && <p>It is <strong class="num">{expected}{probe.unit ? ` ${probe.unit}` : ""}</strong>.</p>}
      {!right && Array.isArray(expected) && probe.kind === "line" && <p>{plural(expected.length, "line").replace(/^\d+ /, "")} <strong class="num">{expected.join(", ")}</strong>.</p>}
      <Html html={answer.says_html} />
    </div>
  );
}
