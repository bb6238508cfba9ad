/* The plan as a calendar, a row a week. One stop of the Tab key: arrows walk the days, Home and End the week, Page Up and Page Down four weeks. A question is dropped on the day on
   which it shall be done; on a narrow screen the days stand below each other. */
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Plan, PlanDay, PlanItem } from "../api/types";
import { dayAfter, dayOf, shortMonth, placeInWeek, shortWeekday, wholeDay } from "../base/days";

export const DRAGGED = "application/x-viva-question";

interface Props { plan: Plan; chosen: string; onChoose: (date: string) => void; onDrop: (slug: string, date: string) => void }

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7, PageUp: -28, PageDown: 28 };

export function PlanCalendar({ plan, chosen, onChoose, onDrop }: Props): JSX.Element {
  const box = useRef<HTMLTableElement>(null);
  const days = new Map(plan.days.map((day) => [day.date, day]));
  const ends = plan.interview ?? plan.days.at(-1)?.date ?? plan.today;
  const weeks = weeksOf(plan.today, ends);
  const go = (date: string): void => {
    const to = date < plan.today ? plan.today : date > ends ? ends : date;
    onChoose(to);
    box.current?.querySelector<HTMLElement>(`[data-date="${to}"]`)?.focus();
  };
  const onKeyDown = (event: JSX.TargetedKeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.key === "Home" ? -placeInWeek(chosen) : event.key === "End" ? 6 - placeInWeek(chosen) : STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    go(dayAfter(chosen, step));
  };
  return (
    <table class="calendar" role="grid" aria-label="The plan by days" ref={box} onKeyDown={onKeyDown}>
      <thead><tr>{weeks[0]?.map((date) => <th key={date} scope="col">{shortWeekday(date)}</th>)}</tr></thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((date) => (date < plan.today || date > ends
              ? <td key={date} class="beyond"><span class="date faint">{dateWords(date, week[0] === date)}</span></td>
              : <Cell key={date} date={date} day={days.get(date)} plan={plan} chosen={date === chosen} first={week[0] === date} onChoose={onChoose} onDrop={onDrop} />))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function weeksOf(today: string, ends: string): string[][] {
  const weeks: string[][] = [];
  for (let monday = dayAfter(today, -placeInWeek(today)); monday <= ends; monday = dayAfter(monday, 7)) weeks.push([0, 1, 2, 3, 4, 5, 6].map((i) => dayAfter(monday, i)));
  return weeks;
}

const dateWords = (date: string, first: boolean): string => (dayOf(date) === 1 || first ? `${dayOf(date)} ${shortMonth(date)}` : String(dayOf(date)));

interface CellProps { date: string; day: PlanDay | undefined; plan: Plan; chosen: boolean; first: boolean; onChoose: (date: string) => void; onDrop: (slug: string, date: string) => void }

function Cell({ date, day, plan, chosen, first, onChoose, onDrop }: CellProps): JSX.Element {
  const [over, setOver] = useState(false);
  const interview = date === plan.interview;
  const what = interview ? ["Interview"] : day ? inShort(day) : [];
  const takes = (event: DragEvent): boolean => !interview && (event.dataTransfer?.types.includes(DRAGGED) ?? false);
  return (
    <td role="gridcell" tabIndex={chosen ? 0 : -1} aria-selected={chosen} data-date={date}
      class={[over && "over", chosen && "chosen", interview && "interview", date === plan.today && "today", !what.length && "free"].filter(Boolean).join(" ")}
      onClick={() => onChoose(date)} onFocus={() => onChoose(date)}
      onDragOver={(event) => { if (takes(event)) { event.preventDefault(); setOver(true); } }} onDragLeave={() => setOver(false)}
      onDrop={(event) => { setOver(false); const slug = event.dataTransfer?.getData(DRAGGED); if (takes(event) && slug) { event.preventDefault(); onDrop(slug, date); } }}>
      <span class="date"><span class="weekday">{shortWeekday(date)} </span>{dateWords(date, first)}{date === plan.today && " · today"}<span class="vh">, {wholeDay(date)}</span></span>{" "}
      {day && day.planned > 0 && <span class="mins num">{day.planned} min</span>}{" "}
      <span class="what">{what.length ? what.map((each, i) => <span key={each}>{each}{i < what.length - 1 && <span class="vh">, </span>}</span>) : <span class="vh">{day?.minutes ? "nothing planned" : "no minutes"}</span>}</span>
    </td>
  );
}

const SHORT: Partial<Record<PlanItem["kind"], string>> = { reviews: "Reviews", diagnostic: "Diagnostic", likely: "Likeliest probes", projects: "Past projects", stories: "Stories", news: "Latest news" };

/* A day in few words: its topics, then what else it holds. */
function inShort(day: PlanDay): string[] {
  const topics = day.items.flatMap((item) => (item.topic ? [item.topic.title] : []));
  const others = day.items.flatMap((item) => (item.topic ? [] : [SHORT[item.kind] ?? item.kind]));
  return [...new Set([...topics, ...others])];
}
