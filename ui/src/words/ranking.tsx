/* A critique: in which order the defects were told, beside the harm that they do. */
import type { JSX } from "preact";
import type { Assessment } from "../api/types";
import { percent } from "../base/words";
import { Block } from "./points";

const HARM = ["", "bad practice", "does harm", "does the most harm"];

export function RankingOf({ assessment: { points, ranking } }: { assessment: Assessment }): JSX.Element | null {
  const told = points.filter((point) => point.credit > 0 && point.len).sort((a, b) => a.at - b.at);
  if (!ranking || told.length < 2) return null;
  const named = (id: string | undefined): (typeof points)[number] | undefined => points.find((point) => point.id === id);
  const early = named(ranking.worst?.early);
  const late = named(ranking.worst?.late);
  return (
    <Block title="In which order">
      {early && late
        ? <p>You come to this late: {late.says} {late.harm} Before it stands one that does less harm: {early.says}</p>
        : <p>{ranking.pairs ? "The more harmful always stands before the less harmful." : "What you found does about the same harm, so there is no order to judge."}</p>}
      <ol class="ranked small">
        {told.map((point) => (
          <li key={point.id}><span class={`weight w${point.weight}`} aria-hidden="true"><i /><i /><i /></span><span>{point.says} <span class="faint">{HARM[point.weight]}</span></span></li>
        ))}
      </ol>
      {ranking.factor < 1 && <p class="small soft num">The order costs {percent(1 - ranking.factor)} of what you found.</p>}
    </Block>
  );
}
