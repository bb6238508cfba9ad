/* The Brier score of what was said, over time: groups of submissions in their order, against what always saying 50% would get. */
import type { JSX } from "preact";
import { inWords } from "../base/words";
import { Chart, Drawing } from "./chart";

const [LEFT, TOP, HIGH, PLAIN] = [44, 16, 112, 0.25];

export function Brier({ trend }: { trend: number[] }): JSX.Element | null {
  if (trend.length < 2) return null;
  const top = Math.max(0.3, ...trend) + 0.05;
  const says = trend.map((score, i) => `Group ${i + 1} of ${trend.length}: Brier score ${score.toFixed(2)}.`);
  return (
    <Chart title={titleOf(trend)} how="Brier score of your forecasts, in groups in their order: the mean squared distance to what happened. Lower is better." widest={420} marks={says} begin={trend.length - 1}
      figures={{ caption: "Brier score, the oldest group first", head: ["Group", "Brier score"], rows: trend.map((score, i) => [i + 1, score.toFixed(2)]) }}
      draw={(width, mark) => {
        const x = (i: number): number => LEFT + 12 + ((width - LEFT - 28) * i) / (trend.length - 1);
        const y = (score: number): number => TOP + HIGH * (1 - score / top);
        return (
          <Drawing width={width} height={TOP + HIGH + 24}>
            <g aria-hidden="true">
              <path class="soft" d={`M${LEFT} ${y(0)}H${width}`} />
              <path class="was" d={`M${LEFT} ${y(PLAIN)}H${width}`} />
              <text class="t-soft" x={LEFT - 8} y={y(0) + 4} text-anchor="end">0</text>
              <text class="t-soft" x={LEFT - 8} y={y(PLAIN) + 4} text-anchor="end">0.25</text>
              <text class="t-soft" x={width} y={y(PLAIN) + ((trend.at(-1) ?? 0) > PLAIN ? 18 : -8)} text-anchor="end">always saying 50%</text>
              <text class="t-soft" x={LEFT} y={TOP + HIGH + 20}>first</text>
              <text class="t-soft" x={width} y={TOP + HIGH + 20} text-anchor="end">last</text>
              <path class="accent" d={`M${trend.map((score, i) => `${x(i)} ${y(score)}`).join("L")}`} />
            </g>
            {trend.map((score, i) => <g key={i} role="img" {...mark(i)}><circle class="hit" cx={x(i)} cy={y(score)} r="12" /><circle class="dot" cx={x(i)} cy={y(score)} r="5" /></g>)}
          </Drawing>
        );
      }} />
  );
}

function titleOf(trend: number[]): string {
  const [first, last] = [trend[0] ?? 0, trend.at(-1) ?? 0];
  if (first - last > 0.02) return `Your forecasts got better: from ${first.toFixed(2)} to ${last.toFixed(2)}`;
  if (last - first > 0.02) return `Your forecasts got worse: from ${first.toFixed(2)} to ${last.toFixed(2)}`;
  return `Your forecasts stay at about ${last.toFixed(2)} over ${inWords(trend.length)} groups`;
}
