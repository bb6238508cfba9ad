/* What the plan leads to: the day of the interview, the role, and the minutes of each weekday. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Plan, Role } from "../api/types";
import type { PlanChanges } from "./plan-change";

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MOST = 600;

export function Wishes({ plan, roles, changes }: { plan: Plan; roles: Role[]; changes: PlanChanges }): JSX.Element {
  const [interview, setInterview] = useState(plan.interview ?? "");
  const [role, setRole] = useState(plan.role ?? "");
  const [week, setWeek] = useState(plan.week);
  const setMinutes = (weekday: number, text: string): void => {
    const minutes = Math.max(0, Math.min(MOST, Math.round(Number(text) || 0)));
    setWeek(week.map((was, i) => (i === weekday ? minutes : was)));
  };
  return (
    <section class="sec" aria-labelledby="h-wishes">
      <header><h2 id="h-wishes">What it leads to</h2></header>
      <form class="fields" onSubmit={(event) => { event.preventDefault(); void changes.set({ interview: interview || null, role: role || null, week }); }}>
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
          {WEEKDAYS.map((name, i) => <label key={name}>{name}<input type="number" min={0} max={MOST} value={week[i]} onInput={(event) => setMinutes(i, event.currentTarget.value)} /></label>)}
        </fieldset>
        <p class="acts"><button class="btn main" type="submit">{plan.set ? "Change the plan" : "Make the plan"}</button></p>
      </form>
    </section>
  );
}
