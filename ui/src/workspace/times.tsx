/* Your time beside the reference's. */
import type { JSX } from "preact";
import type { Judgement } from "../api/types";
import { duration, inWords } from "../base/words";

export function Times({ judgement }: { judgement: Judgement }): JSX.Element | null {
  const { time_ms: mine, reference_ms: reference } = judgement;
  if (!reference || !mine) return null;
  const longest = Math.max(mine, reference);
  const width = (ms: number): { width: string } => ({ width: `${Math.max(1, (70 * ms) / longest)}%` });
  return (
    <section class="timing" aria-labelledby="h-time">
      <h3 id="h-time">{verdictOn(mine, reference, judgement.verdict === "time-limit")}</h3>
      <dl class="times num">
        <dt>You</dt><dd><i style={width(mine)} />{duration(mine)}</dd>
        <dt>Reference</dt><dd class="ref"><i style={width(reference)} />{duration(reference)}</dd>
      </dl>
      <p class="small soft">All cases together{judgement.memory_kb > 0 && `, with at most ${Math.max(1, Math.round(judgement.memory_kb / 1024))} MB of memory`}.</p>
    </section>
  );
}

function verdictOn(mine: number, reference: number, late: boolean): string {
  const ratio = mine / reference;
  if (late) return "Too slow in at least one case";
  if (ratio < 0.75) return "Faster than the reference";
  if (ratio < 1.33) return "As fast as the reference";
  const times = Math.round(ratio);
  const faster = times < 2 ? "somewhat faster" : times === 2 ? "twice as fast" : `${inWords(times)} times faster`;
  return `Fast enough; the reference is ${faster}`;
}
