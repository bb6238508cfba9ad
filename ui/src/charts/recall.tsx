/* What is remembered today, against what would be left in thirty days without a review. */
import type { JSX } from "preact";
import type { Progress } from "../api/types";
import { plural } from "../base/words";
import { Chart, Drawing } from "./chart";
import { of100 } from "./words";

export function Recall({ memory }: { memory: Progress["memory"] }): JSX.Element {
  const [now, later] = [of100(memory.recall), of100(memory.recall_unreviewed)];
  const rows = [{ says: "today", share: now, hot: false }, { says: "in thirty days, without reviews", share: later, hot: true }];
  return (
    <Chart title={now > later ? `Without reviews, ${now - later} of 100 cards would fade in thirty days` : `About ${now} of 100 cards are there today`} how={`What you would recall of ${plural(memory.cards, "card")}, of 100.`} widest={320}
      figures={{ caption: "Cards recalled, of 100", head: ["When", "Recalled"], rows: rows.map(({ says, share }) => [says, share]) }}
      draw={(width) => (
        <Drawing width={width} height={104} label={`${now} of 100 cards recalled today, ${later} in thirty days without reviews`}>
          {rows.map(({ says, share, hot }, i) => (
            <g key={says} aria-hidden="true">
              <text x="0" y={i * 52 + 14}>{says}</text>
              <rect class="tint-soft" x="0" y={i * 52 + 22} width={width - 40} height="12" rx="2" />
              <rect class={hot ? "f-accent" : "f-quiet"} x="0" y={i * 52 + 22} width={((width - 40) * share) / 100} height="12" rx="2" />
              <text class={hot ? "t-accent t-bold" : ""} x={width} y={i * 52 + 33} text-anchor="end">{share}</text>
            </g>
          ))}
        </Drawing>
      )} />
  );
}
