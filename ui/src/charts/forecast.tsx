/* Memory ahead: the minutes of reviews that will be due on each of the next thirty days. */
import type { JSX } from "preact";
import type { Progress } from "../api/types";
import { plural } from "../base/words";
import { Chart, NotYet } from "./chart";
import { Columns } from "./columns";
import { isMonday, shortDay, weekday, wholeDay } from "../base/days";

type Day = Progress["memory"]["days"][number];

const minutesOf = (day: Day): number => Math.ceil(day.seconds / 60);

export function Forecast({ days, cards }: { days: Day[]; cards: number }): JSX.Element {
  if (!cards) return <NotYet title="Nothing is remembered for you yet">Each probe that you answer becomes a card, which comes back just before you would forget it. Here you will see on which days.</NotYet>;
  const most = days.reduce((found, day) => (minutesOf(day) > minutesOf(found) ? day : found), days[0] as Day);
  const due = days[0]?.probes ?? 0;
  return (
    <Chart title={titleOf(days, most)} how={`Minutes of reviews due on each of thirty days, of ${plural(cards, "card")}. What is left undone moves to the next day.`} widest={640} marks={days.map(saysOf)} begin={days.indexOf(most)}
      figures={{ caption: "Reviews due, days with any", head: ["Day", "Probes", "Minutes"], rows: days.filter((day) => day.probes).map((day) => [wholeDay(day.date), day.probes, minutesOf(day)]) }}
      draw={(width, mark) => (
        <Columns width={width} unit="minutes" mark={mark}
          columns={days.map((day, i) => ({ value: minutesOf(day), hot: day === most && day.probes > 0, letter: weekday(day.date).charAt(0), below: i === 0 ? "today" : isMonday(day.date) && i > 3 && i < days.length - 2 ? shortDay(day.date) : undefined }))} />
      )}>
      {due > 0 && <a href="/review">Review {plural(due, "probe")} now</a>}
    </Chart>
  );
}

function titleOf(days: Day[], most: Day): string {
  if (!most.probes) return "No reviews are due within thirty days";
  const when = most === days[0] ? "today" : days.indexOf(most) < 7 ? `on ${weekday(most.date)}` : `on ${wholeDay(most.date)}`;
  return `Reviews: most ${when}, ${plural(minutesOf(most), "minute")}`;
}

const saysOf = (day: Day): string => `${wholeDay(day.date)}: ${day.probes ? `${plural(day.probes, "probe")}, ${plural(minutesOf(day), "minute")}` : "nothing due"}.`;
