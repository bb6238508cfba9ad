/* A second opinion by a language model, where the operator named one: asked for by the learner, beside viva's own reading, and never mixed with it. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { send, wordsFor } from "../api/client";
import type { Attempt, Opinion, PointFinding } from "../api/types";
import { announce } from "../base/announce";
import { useObservable } from "../base/observable";
import { session } from "../base/session";
import { plural } from "../base/words";
import { Icon, type IconName } from "../parts/icons";

type State = { busy: boolean; opinion: Opinion | null; error: string };

const FOUND: Record<string, { icon: IconName; tone: string; word: string }> = {
  yes: { icon: "check", tone: "good", word: "found" },
  partly: { icon: "half", tone: "warn", word: "partly" },
  no: { icon: "new", tone: "faint", word: "not found" },
};

export function SecondOpinion({ attempt, points }: { attempt: Attempt; points: PointFinding[] }): JSX.Element | null {
  const host = useObservable(session)?.opinion_host;
  const [state, setState] = useState<State>({ busy: false, opinion: null, error: "" });
  if (!host) return null;
  const ask = (): void => {
    if (state.busy) return;
    setState({ busy: true, opinion: null, error: "" });
    announce("Asking the model.");
    send<Opinion>("POST", `/attempts/${attempt.id}/opinion`).then(
      (opinion) => { setState({ busy: false, opinion, error: "" }); announce(`The model made ${plural(opinion.findings.length, "remark")}.`); },
      (failure: unknown) => { setState({ busy: false, opinion: null, error: wordsFor(failure) }); announce(wordsFor(failure)); });
  };
  return (
    <section class="blk second-opinion" aria-labelledby="h-second">
      <h3 id="h-second">A second opinion</h3>
      {state.opinion ? <Remarks opinion={state.opinion} points={points} /> : (
        <>
          <p class="small soft">A language model can read your answer, too. It is sent to {host} then. What the model says changes no mark.</p>
          {state.error && <p class="bad small" role="alert">{state.error}</p>}
          <button class="btn" type="button" onClick={ask} disabled={state.busy} aria-busy={state.busy}>{state.busy ? "Asking…" : state.error ? "Ask again" : `Ask ${host}`}</button>
        </>
      )}
    </section>
  );
}

function Remarks({ opinion, points }: { opinion: Opinion; points: PointFinding[] }): JSX.Element {
  const says = new Map(points.map((point) => [point.id, point.says]));
  return (
    <>
      <p class="small soft">By {opinion.model || "a model without a name"}; it changes no mark.</p>
      {!opinion.findings.length && <p>It said nothing that could be checked against your words.</p>}
      <ul class="points">
        {opinion.findings.map(({ point, found, quote, says: remark }) => {
          const how = FOUND[found] ?? FOUND.no;
          return (
            <li key={point}>
              <span class={how?.tone}><Icon name={how?.icon ?? "new"} /></span>
              <div>
                <p>{says.get(point) ?? point}<span class="vh">, {how?.word}</span></p>
                {quote && <small>“{quote}”</small>}
                {remark && <small>{remark}</small>}
              </div>
            </li>
          );
        })}
      </ul>
      {opinion.dropped > 0 && <p class="small faint">{plural(opinion.dropped, "remark")} quoted nothing that you wrote, and {opinion.dropped === 1 ? "is" : "are"} left out.</p>}
      {opinion.followup && <p class="small">It would ask: {opinion.followup}</p>}
    </>
  );
}
