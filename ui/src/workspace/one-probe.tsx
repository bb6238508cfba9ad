/* One probe: answered, marked at once, with a word to each option. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { send, wordsFor } from "../api/client";
import type { Probe, ProbeAnswer } from "../api/types";
import { announce } from "../base/announce";
import { useCommands } from "../base/commands";
import { plural } from "../base/words";
import { Html } from "../parts/html";
import { State } from "../parts/states";
import { type Answer, ANSWERS, type AnswerValue } from "./probe-answers";

interface OneProps {
  slug: string;
  probe: Probe;
  focus?: boolean; /* begin among the answers */
  after: (answer: ProbeAnswer) => JSX.Element; /* what stands in place of "Answer" once it is answered */
}

export function OneProbe({ slug, probe, focus = false, after }: OneProps): JSX.Element {
  const Body: Answer = ANSWERS[probe.kind];
  const [value, setValue] = useState<AnswerValue | null>(probe.kind === "order" ? (probe.items ?? []).map((_, i) => i) : null);
  const [answer, setAnswer] = useState<ProbeAnswer | null>(null);
  const [error, setError] = useState("");
  const box = useRef<HTMLFormElement>(null);
  const shown = useRef(performance.now());
  useEffect(() => {
    if (answer) box.current?.querySelector<HTMLElement>("[data-verdict]")?.focus();
  }, [answer]);
  useEffect(() => {
    if (focus) box.current?.querySelector<HTMLElement>("input, .order li")?.focus();
  }, []);
  useCommands(answer ? [] : [{ title: "Answer the probe", keys: "Enter", run: () => box.current?.requestSubmit() }]);
  const check = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (answer) return;
    if (value === null || (Array.isArray(value) && !value.length)) return setError("Choose an answer first.");
    setError("");
    try {
      const told = await send<ProbeAnswer>("POST", `/questions/${slug}/probes/${encodeURIComponent(probe.id)}`, { draw: probe.draw, answer: value, spent_ms: spentSince(shown.current) });
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
        {answer ? after(answer) : <button class="btn" type="submit">Answer <kbd>Enter</kbd></button>}
      </div>
    </form>
  );
}

/* Whoever was away for ten minutes was not thinking: then it is not known how long it took. */
function spentSince(start: number): number {
  const spent = Math.round(performance.now() - start);
  return spent < 600_000 ? spent : 0;
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
