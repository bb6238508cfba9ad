/* Over- and under-confidence by dimension: what was said minus what happened, with its interval, left and right of zero. */
import type { JSX } from "preact";
import type { Progress } from "../api/types";
import { capital, plural } from "../base/words";
import { Chart, Drawing } from "./chart";
import { of100, signed } from "./words";

type Skill = Progress["calibration"]["skills"][number];

const [LEFT, ROW, TOP] = [108, 36, 24];

export function Over({ skills }: { skills: Skill[] }): JSX.Element | null {
  const most = [...skills].sort((a, b) => Math.abs(b.over.share) - Math.abs(a.over.share))[0];
  if (!most) return null;
  const reach = Math.max(0.2, ...skills.flatMap(({ over }) => [Math.abs(over.low), Math.abs(over.high)]));
  return (
    <Chart title={titleOf(skills)} how="What you said minus what happened, of 100, with a 95% interval; where it holds zero, it may be chance." widest={420} marks={skills.map(saysOf)} begin={skills.indexOf(most)}
      figures={{ caption: "Said minus happened, of 100", head: ["Dimension", "Difference", "Between", "Brier score", "Forecasts"], rows: skills.map(({ key, over, brier, count }) => [capital(key), signed(of100(over.share)), `${signed(of100(over.low))} and ${signed(of100(over.high))}`, brier.toFixed(2), count]) }}
      draw={(width, mark) => {
        const [half, height] = [(width - LEFT - 12) / 2, skills.length * ROW];
        const x = (share: number): number => LEFT + half + (half * share) / reach;
        return (
          <Drawing width={width} height={height + TOP}>
            <g aria-hidden="true">
              <text class="t-soft" x={x(0) - 10} y="11" text-anchor="end">too careful</text>
              <text class="t-soft" x={x(0) + 10} y="11">too sure</text>
              <path class="was" d={`M${x(0)} 0V${height + TOP}`} />
            </g>
            {skills.map((skill, i) => {
              const y = TOP + i * ROW + ROW / 2;
              return (
                <g key={skill.key} role="img" {...mark(i)}>
                  <rect class="hit" x="0" y={y - ROW / 2 + 2} width={width} height={ROW - 4} rx="4" />
                  <text class={skill === most ? "t-accent t-bold" : ""} x="6" y={y + 4}>{capital(skill.key)}</text>
                  <path class="accent thin" d={`M${x(skill.over.low)} ${y}H${x(skill.over.high)}`} />
                  <circle class="dot" cx={x(skill.over.share)} cy={y} r="5" />
                </g>
              );
            })}
          </Drawing>
        );
      }} />
  );
}

const certain = ({ over }: Skill): boolean => over.low > 0 || over.high < 0;

function titleOf(skills: Skill[]): string {
  const most = skills.filter(certain).sort((a, b) => Math.abs(b.over.share) - Math.abs(a.over.share))[0];
  if (!most) return "In no dimension are you too sure or too careful beyond doubt";
  return `You are ${most.over.share > 0 ? "too sure" : "too careful"} in ${most.key}, by ${Math.abs(of100(most.over.share))} of 100`;
}

const saysOf = ({ key, over, count }: Skill): string =>
  `${capital(key)}: ${Math.abs(of100(over.share))} of 100 too ${over.share < 0 ? "careful" : "sure"}, likely ${signed(of100(over.low))} to ${signed(of100(over.high))}, of ${plural(count, "forecast")}.`;
