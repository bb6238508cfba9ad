/* The last twelve weeks as a calendar: a column a week, Monday first, a day in one of five steps of minutes; today is outlined. */
import type { JSX } from "preact";
import type { DayDone } from "../api/types";
import { plural } from "../base/words";
import { Chart, Drawing } from "./chart";
import type { Step } from "./walk";
import { shortMonth, weekday, wholeDay } from "../base/days";

const [LEFT, TOP, GAP, STEPS] = [36, 24, 4, [1, 15, 30, 60]];

export const practised = ({ minutes, attempts, probes }: DayDone): boolean => minutes + attempts + probes > 0;

/* Up and down are days, left and right weeks. */
const step: Step = (key, at) => at + ({ ArrowUp: -1, ArrowDown: 1, ArrowLeft: -7, ArrowRight: 7 }[key] ?? 0);

export function Weeks({ days, heading }: { days: DayDone[]; heading?: "h2" | "h3" }): JSX.Element {
  const weeks = Math.ceil(days.length / 7);
  return (
    <Chart title={titleOf(days)} heading={heading} how="Minutes a day, a column a week; the outlined day is today." widest={346} marks={days.map(saysOf)} begin={days.length - 1} step={step}
      figures={{ caption: "Days with practice, the newest first", head: ["Day", "Minutes", "Attempts", "Probes", "Solved"], rows: days.filter(practised).reverse().map((day) => [wholeDay(day.date), day.minutes, day.attempts, day.probes, day.solved]) }}
      draw={(width, mark) => {
        const size = Math.min(22, (width - LEFT) / weeks - GAP);
        const x = (i: number): number => LEFT + Math.floor(i / 7) * (size + GAP);
        const y = (i: number): number => TOP + (i % 7) * (size + GAP);
        const below = TOP + 7 * (size + GAP) + 18;
        return (
          <Drawing width={width} height={below + 6}>
            <g aria-hidden="true">
              {["Mon", "Wed", "Fri", "Sun"].map((name, k) => <text key={name} class="t-soft" x="0" y={y(2 * k) + size / 2 + 4}>{name}</text>)}
              {days.map((day, i) => (i % 7 === 0 && startsMonth(days, i) ? <text key={day.date} class="t-soft" x={x(i)} y="12">{shortMonth(day.date)}</text> : null))}
              <text class="t-soft" x={LEFT} y={below}>none</text>
              {[0, 1, 2, 3, 4].map((level) => <rect key={level} class={`c${level}`} x={LEFT + 36 + level * 16} y={below - 10} width="12" height="12" rx="2" />)}
              <text class="t-soft" x={LEFT + 122} y={below}>an hour</text>
            </g>
            {days.map((day, i) => (
              <g key={day.date} role="img" {...mark(i)}>
                <rect class={`c${levelOf(day)}`} x={x(i)} y={y(i)} width={size} height={size} rx="3" />
                <rect class={i === days.length - 1 ? "hit this-day" : "hit"} x={x(i)} y={y(i)} width={size} height={size} rx="3" />
              </g>
            ))}
          </Drawing>
        );
      }} />
  );
}

/* A month is named over its first whole week, unless the next one follows too closely. */
function startsMonth(days: DayDone[], i: number): boolean {
  const [here, before, after] = [days[i], days[i - 7], days[i + 7]].map((day) => (day ? shortMonth(day.date) : null));
  return before === null ? here === after : here !== before;
}

const levelOf = (day: DayDone): number => (practised(day) ? Math.max(1, STEPS.filter((from) => day.minutes >= from).length) : 0);

function titleOf(days: DayDone[]): string {
  const since = days.slice(Math.max(0, days.findIndex(practised)));
  const done = since.filter(practised);
  if (done.length === 0) return "No practice in the last twelve weeks";
  const begun = done.length === since.length ? `Practice on every one of ${plural(since.length, "day")}` : `Practice on ${done.length} of ${plural(since.length, "day")}`;
  const free = since.length >= 28 ? ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"].filter((name) => !done.some((day) => weekday(day.date) === name)) : [];
  return free.length === 1 ? `${begun}, never on a ${free[0]}` : begun;
}

const saysOf = (day: DayDone): string =>
  `${wholeDay(day.date)}: ${practised(day) ? [plural(day.minutes, "minute"), day.attempts ? plural(day.attempts, "attempt") : "", day.probes ? plural(day.probes, "probe") : "", day.solved ? `${day.solved} solved` : ""].filter(Boolean).join(", ") : "no practice"}.`;
