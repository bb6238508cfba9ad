/* Plan: the day of the interview, the role, the minutes; and what stands on which day until then. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { send } from "../api/client";
import type { Plan, Role } from "../api/types";
import { announce } from "../base/announce";
import { useTitle } from "../base/page";
import { forget, useResource } from "../base/resource";
import { plural } from "../base/words";
import { Fault, Skeleton } from "../parts/states";
import { PlanItems } from "./plan-items";

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

export function PlanPage(): JSX.Element {
  useTitle("Plan");
  const { data, error, reload, put } = useResource<Plan>("/plan");
  const roles = useResource<{ roles: Role[] }>("/roles").data?.roles ?? [];
  return (
    <>
      <header class="head"><p class="when"><a href="/">Today</a></p><h1>{titleOf(data)}</h1><p class="lede">Made anew each time you look, from what is known of you now. A day that you miss is not piled onto the next.</p></header>
      {!data ? (error ? <Fault error={error} retry={reload} /> : <Skeleton lines={8} label="Loading the plan" />) : (
        <>
          <Wishes key={data.interview ?? ""} plan={data} roles={roles} took={(plan) => { put(plan); forget("/today"); }} />
          {data.days.filter((day) => day.items.length > 0).map((day) => (
            <section key={day.date} class="sec" aria-label={longDate(day.date)}>
              <header><h2>{longDate(day.date)}</h2><p>{day.planned} of {plural(day.minutes, "minute")}</p></header>
              <PlanItems items={day.items} acts={day.date === data.today} />
            </section>
          ))}
        </>
      )}
    </>
  );
}

function titleOf(plan: Plan | null): string {
  if (!plan || plan.days_left === null) return "Plan";
  return plan.days_left === 0 ? "Today is the day" : `${plural(plan.days_left, "day")} to the interview`;
}

function longDate(date: string): string {
  return new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" }).format(new Date(`${date}T12:00:00Z`));
}

function Wishes({ plan, roles, took }: { plan: Plan; roles: Role[]; took: (plan: Plan) => void }): JSX.Element {
  const [interview, setInterview] = useState(plan.interview ?? "");
  const [role, setRole] = useState(plan.role ?? "");
  const [week, setWeek] = useState(plan.week);
  const [error, setError] = useState<unknown>(null);
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    setError(null);
    try {
      took(await send<Plan>("PUT", "/plan", { interview: interview || null, role: role || null, week }));
      announce("The plan is made anew.");
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <section class="sec" aria-labelledby="h-wishes">
      <header><h2 id="h-wishes">What it leads to</h2></header>
      <form class="fields" onSubmit={(event) => void save(event)}>
        <div class="field"><label for="interview">Interview</label><input id="interview" type="date" min={plan.today} value={interview} onInput={(event) => setInterview(event.currentTarget.value)} /><span class="small soft">Empty: no date yet.</span></div>
        <div class="field">
          <label for="role">Role</label>
          <select id="role" value={role} onChange={(event) => setRole(event.currentTarget.value)}>
            <option value="" selected={!role}>Any</option>
            {roles.map((each) => <option key={each.key} value={each.key} selected={each.key === role}>{each.title}</option>)}
          </select>
        </div>
        <fieldset class="week">
          <legend>Minutes a day</legend>
          {WEEKDAYS.map((name, i) => (
            <label key={name}>{name}<input type="number" min={0} max={600} value={week[i]} onInput={(event) => setWeek(week.map((was, k) => (k === i ? Math.max(0, Math.min(600, Math.round(Number(event.currentTarget.value) || 0))) : was)))} /></label>
          ))}
        </fieldset>
        {error !== null && <Fault error={error} />}
        <p class="acts"><button class="btn main" type="submit">{plan.set ? "Change the plan" : "Make the plan"}</button></p>
      </form>
    </section>
  );
}
