/* Time and attempts by week: how this week compares with a usual one. */
import type { JSX } from "preact";
import type { DayDone } from "../api/types";
import { plural } from "../base/words";
import { Chart } from "./chart";
import { Columns } from "./columns";
import { shortDay } from "../base/days";
import { spell } from "./words";

interface Week { from: string; minutes: number; attempts: number; probes: number }

export function WeekTime({ days }: { days: DayDone[] }): JSX.Element {
  const weeks = weeksOf(days);
  return (
    <Chart title={titleOf(weeks)} how="Minutes of practice in each week, from Monday; a usual week is the middle one of those with practice before this." widest={420} marks={weeks.map(saysOf)} begin={weeks.length - 1}
      figures={{ caption: "Practice by week", head: ["Week from", "Minutes", "Attempts", "Probes"], rows: weeks.map((week) => [shortDay(week.from), week.minutes, week.attempts, week.probes]) }}
      draw={(width, mark) => (
        <Columns width={width} unit="minutes" mark={mark}
          columns={weeks.map((week, i) => ({ value: week.minutes, hot: i === weeks.length - 1, above: week.minutes ? String(week.minutes) : undefined, below: i % 3 === 0 ? shortDay(week.from) : undefined }))} />
      )} />
  );
}

function weeksOf(days: DayDone[]): Week[] {
  const sum = (of: DayDone[], what: "minutes" | "attempts" | "probes"): number => of.reduce((total, day) => total + day[what], 0);
  return Array.from({ length: Math.ceil(days.length / 7) }, (_, i) => days.slice(7 * i, 7 * i + 7))
    .map((week) => ({ from: week[0]?.date ?? "", minutes: sum(week, "minutes"), attempts: sum(week, "attempts"), probes: sum(week, "probes") }));
}

function titleOf(weeks: Week[]): string {
  const now = weeks.at(-1)?.minutes ?? 0;
  const before = weeks.slice(0, -1).map((week) => week.minutes).filter((minutes) => minutes > 0).sort((a, b) => a - b);
  const usual = before[Math.floor(before.length / 2)];
  const begun = now ? `${spell(now)} this week` : "Nothing yet this week";
  return usual === undefined ? begun : `${begun}; a usual week of yours has ${spell(usual)}`;
}

const saysOf = (week: Week): string => `Week from ${shortDay(week.from)}: ${plural(week.minutes, "minute")}, ${plural(week.attempts, "attempt")}, ${plural(week.probes, "probe")}.`;
