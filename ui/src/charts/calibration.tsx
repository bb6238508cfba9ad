/* How sure one was against what happened: dots with intervals, their area by count, against the diagonal; viva's own forecasts beside them. */
import type { JSX } from "preact";
import type { Progress } from "../api/types";
import { inWords, plural } from "../base/words";
import { Chart, Drawing, Key, NotYet } from "./chart";
import { of100 } from "./words";

type Calibration = Progress["calibration"];
type Bin = Calibration["said"]["curve"][number];

const [LEFT, TOP, RIGHT, BELOW] = [44, 28, 16, 48];

export function CalibrationCurve({ said, viva, advice }: Calibration): JSX.Element {
  if (!said.count) return <NotYet title="How well you know yourself: too early to tell">{advice}</NotYet>;
  const most = strangest(said.curve);
  const bins = [...said.curve.map((bin) => ({ bin, who: "You" })), ...viva.curve.map((bin) => ({ bin, who: "viva" }))];
  const largest = Math.max(...bins.map(({ bin }) => bin.count));
  return (
    <Chart title={titleOf(said, most)} widest={420} marks={bins.map(saysOf)} begin={most ? said.curve.indexOf(most) : 0}
      how={<>{`${plural(said.count, "forecast")}. On the dashed line you are as right as you are sure; below it, too sure.`}<span class="keys"><Key line="accent">you</Key><Key line="own">viva, before each submission</Key></span></>}
      figures={{ caption: "What was said, and what happened", head: ["Who", "Said", "Happened, of 100", "Between", "Times"], rows: bins.map(({ bin, who }) => [who, `${of100(bin.stated)}%`, of100(bin.was.share), `${of100(bin.was.low)} and ${of100(bin.was.high)}`, bin.count]) }}
      draw={(width, mark) => {
        const [wide, high] = [width - LEFT - RIGHT, Math.min(280, width - LEFT - RIGHT)];
        const x = (share: number): number => LEFT + wide * share;
        const y = (share: number): number => TOP + high * (1 - share);
        const line = (curve: Bin[]): string => `M${curve.map((bin) => `${x(bin.stated)} ${y(bin.was.share)}`).join("L")}`;
        return (
          <Drawing width={width} height={high + TOP + BELOW}>
            <g aria-hidden="true">
              {[0, 0.25, 0.5, 0.75, 1].map((share) => (
                <g key={share}>
                  <path class="soft" d={`M${LEFT} ${y(share)}H${width - RIGHT}`} />
                  <text class="t-soft" x={LEFT - 8} y={y(share) + 4} text-anchor="end">{of100(share)}{share === 1 && "%"}</text>
                  <text class="t-soft" x={x(share)} y={TOP + high + 20} text-anchor="middle">{of100(share)}</text>
                </g>
              ))}
              <text class="t-soft" x="0" y="11">happened</text>
              <text class="t-soft" x={width - RIGHT} y={TOP + high + 42} text-anchor="end">said, %</text>
              <path class="was" d={`M${x(0)} ${y(0)}L${x(1)} ${y(1)}`} />
              {viva.curve.length > 1 && <path class="own" d={line(viva.curve)} />}
              {said.curve.length > 1 && <path class="accent" d={line(said.curve)} />}
            </g>
            {[...bins.keys()].reverse().map((i) => { /* one's own on top */
              const { bin, who } = bins[i] as (typeof bins)[number];
              const size = Math.max(who === "You" ? 4 : 3, (who === "You" ? 9 : 6) * Math.sqrt(bin.count / largest));
              const [px, py] = [x(bin.stated), y(bin.was.share)];
              return (
                <g key={i} role="img" {...mark(i)}>
                  <circle class="hit" cx={px} cy={py} r={Math.max(12, size + 4)} />
                  <path class={who === "You" ? "accent thin" : "own thin"} d={`M${px} ${y(bin.was.low)}V${y(bin.was.high)}`} />
                  {who === "You" ? <circle class="dot" cx={px} cy={py} r={size} /> : <rect class="own-dot" x={px - size} y={py - size} width={2 * size} height={2 * size} />}
                </g>
              );
            })}
          </Drawing>
        );
      }}>
      {advice}
    </Chart>
  );
}

const outside = ({ stated, was }: Bin): boolean => stated < was.low || stated > was.high;

/* The answers that are furthest from what was said of them, beyond doubt if there are such; else those that are most. */
function strangest(curve: Bin[]): Bin | undefined {
  const sure = curve.filter(outside).sort((a, b) => Math.abs(b.stated - b.was.share) - Math.abs(a.stated - a.was.share));
  return sure[0] ?? [...curve].sort((a, b) => b.count - a.count)[0];
}

function titleOf(said: Calibration["said"], bin: Bin | undefined): string {
  if (!bin || !said.told) return `How well you know yourself: too early to tell from ${inWords(said.count)} ${said.count === 1 ? "forecast" : "forecasts"}`;
  const was = `${of100(bin.was.share)} of 100 times`;
  return outside(bin) ? `What you call ${of100(bin.stated)}% happens ${was}` : `What you say and what happens agree: ${of100(bin.stated)}% happens ${was}`;
}

const saysOf = ({ bin, who }: { bin: Bin; who: string }): string =>
  `${who} said ${of100(bin.stated)}%, ${plural(bin.count, "time")}: it happened ${of100(bin.was.share)} of 100 times, likely ${of100(bin.was.low)} to ${of100(bin.was.high)}.`;
