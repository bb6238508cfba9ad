/* Plan: what stands on which day until the interview, as a calendar; the chosen day in full; and what it all leads to. Each change can be undone. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Plan, Role } from "../api/types";
import { useTitle } from "../base/page";
import { forget, useResource } from "../base/resource";
import { plural } from "../base/words";
import { Fault, Skeleton } from "../parts/states";
import { PlanCalendar } from "./plan-calendar";
import { usePlanChanges } from "./plan-change";
import { PlanDayPart } from "./plan-day";
import { Wishes } from "./plan-wishes";

export function PlanPage(): JSX.Element {
  useTitle("Plan");
  const { data, error, reload, put } = useResource<Plan>("/plan");
  const roles = useResource<{ roles: Role[] }>("/roles").data?.roles ?? [];
  const [wanted, setWanted] = useState("");
  const changes = usePlanChanges(data, (plan) => { put(plan); forget("/today"); });
  const wishes = data && <Wishes key={`${data.interview} ${data.role} ${data.week.join()}`} plan={data} roles={roles} changes={changes} />;
  const chosen = data && (wanted >= data.today && wanted <= (data.interview ?? data.days.at(-1)?.date ?? "") ? wanted : data.today);
  const title = (slug: string): string => data?.days.flatMap((day) => day.items).find((item) => item.question?.slug === slug)?.question?.title ?? slug;
  return (
    <>
      <header class="head"><p class="when"><a href="/">Today</a></p><h1>{titleOf(data)}</h1><p class="lede">Made anew each time you look, from what is known of you now. A day that you miss is not piled onto the next.</p></header>
      {changes.last && <p class="undo" role="status">{changes.last} <button class="link" type="button" onClick={() => void changes.undo()}>Undo</button></p>}
      {changes.error !== null && <Fault error={changes.error} />}
      {!data || !chosen ? (error ? <Fault error={error} retry={reload} /> : <Skeleton lines={8} label="Loading the plan" />) : (
        <>
          {!data.set && wishes}
          <PlanCalendar plan={data} chosen={chosen} onChoose={setWanted} onDrop={(slug, date) => void changes.move(slug, title(slug), date).then(() => setWanted(date))} />
          <PlanDayPart plan={data} date={chosen} changes={changes} onChoose={setWanted} />
          {data.set && wishes}
        </>
      )}
    </>
  );
}

function titleOf(plan: Plan | null): string {
  if (!plan || plan.days_left === null) return "Plan";
  return plan.days_left === 0 ? "Today is the day" : `${plural(plan.days_left, "day")} to the interview`;
}
