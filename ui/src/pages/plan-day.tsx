/* One day of the plan in full: its minutes, and what stands on it. A question can go to another day: dragged onto the calendar, by [ and ], or by choosing the day. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Plan, PlanDay } from "../api/types";
import { dayAfter, shortDate, wholeDay } from "../base/days";
import { plural } from "../base/words";
import { DRAGGED } from "./plan-calendar";
import type { PlanChanges } from "./plan-change";
import { PlanItems } from "./plan-items";

interface Props { plan: Plan; date: string; changes: PlanChanges; onChoose: (date: string) => void }

export function PlanDayPart({ plan, date, changes, onChoose }: Props): JSX.Element {
  const day = plan.days.find((each) => each.date === date);
  const box = useRef<HTMLElement>(null);
  const [follow, setFollow] = useState(""); /* the question that was moved keeps the focus */
  useEffect(() => {
    if (!follow || !day?.items.some((item) => item.question?.slug === follow)) return;
    box.current?.querySelector<HTMLElement>(`[data-slug="${follow}"] select`)?.focus();
    setFollow("");
  }, [follow, day]);
  if (date === plan.interview) return <section class="sec" aria-label={wholeDay(date)}><header><h2>{wholeDay(date)}</h2></header><p>The interview. Nothing is planned.</p></section>;
  if (!day) return <></>;
  const move = async (slug: string, title: string, to: string | null): Promise<void> => {
    await changes.move(slug, title, to);
    if (to) onChoose(to);
    setFollow(slug);
  };
  const days = plan.days.map((each) => each.date);
  return (
    <section class="sec" ref={box} aria-label={wholeDay(date)}>
      <header><h2>{wholeDay(date)}</h2><p>{day.planned} of {plural(day.minutes, "minute")}</p></header>
      <div class="planned">
        <Minutes day={day} changes={changes} />
        {!day.items.length && <p class="soft">{day.minutes ? "Nothing is planned." : "No minutes, so nothing is planned. A day of rest is part of it."}</p>}
        <PlanItems items={day.items} date={date} acts={date === plan.today} under={(item) => item.question && (
          <Mover slug={item.question.slug} title={item.question.title} date={date} wished={item.wished} days={days} move={move} />
        )} itemProps={(item) => (item.question ? dragged(item.question.slug) : {})} />
      </div>
    </section>
  );
}

const dragged = (slug: string): JSX.HTMLAttributes<HTMLLIElement> => ({
  draggable: true,
  "data-slug": slug,
  onDragStart: (event: DragEvent) => event.dataTransfer?.setData(DRAGGED, slug),
} as JSX.HTMLAttributes<HTMLLIElement>);

function Minutes({ day, changes }: { day: PlanDay; changes: PlanChanges }): JSX.Element {
  const [value, setValue] = useState(String(day.minutes));
  useEffect(() => setValue(String(day.minutes)), [day.date, day.minutes]);
  const set = (): void => {
    const minutes = Math.max(0, Math.min(600, Math.round(Number(value) || 0)));
    if (minutes !== day.minutes) void changes.minutes(day.date, minutes);
  };
  return (
    <form class="acts small" onSubmit={(event) => { event.preventDefault(); set(); }}>
      <label for="day-minutes">Minutes on this day</label>
      <input id="day-minutes" class="num" type="number" min={0} max={600} step={5} value={value} onInput={(event) => setValue(event.currentTarget.value)} onBlur={set} />
      {day.own !== null && <button class="link quiet" type="button" onClick={() => void changes.minutes(day.date, null)}>As usual</button>}
      {day.minutes > 0 && <button class="link quiet" type="button" onClick={() => void changes.minutes(day.date, 0)}>No time that day</button>}
    </form>
  );
}

interface MoverProps { slug: string; title: string; date: string; wished: boolean; days: string[]; move: (slug: string, title: string, to: string | null) => Promise<void> }

function Mover({ slug, title, date, wished, days, move }: MoverProps): JSX.Element {
  const by = (step: number): void => {
    const to = dayAfter(date, step);
    if (days.includes(to)) void move(slug, title, to);
  };
  const onKeyDown = (event: JSX.TargetedKeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || (event.key !== "[" && event.key !== "]")) return;
    event.preventDefault();
    by(event.key === "[" ? -1 : 1);
  };
  return (
    <p class="acts small soft" onKeyDown={onKeyDown}>
      <label>On <select aria-label={`Day of ${title}`} title="[ a day earlier, ] a day later" value={date} onChange={(event) => void move(slug, title, event.currentTarget.value)}>
        {days.map((each) => <option key={each} value={each} selected={each === date}>{shortDate(each)}</option>)}
      </select></label>
      <button class="link quiet" type="button" disabled={date === days[0]} onClick={() => by(-1)}>A day earlier <kbd>[</kbd></button>
      <button class="link quiet" type="button" disabled={date === days.at(-1)} onClick={() => by(1)}>A day later <kbd>]</kbd></button>
      {wished && <button class="link quiet" type="button" onClick={() => void move(slug, title, null)}>Let viva decide</button>}
    </p>
  );
}
