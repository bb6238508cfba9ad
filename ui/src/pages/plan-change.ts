/* Changes of the plan, each with its way back. The server answers every one with the whole plan. */
import { useState } from "preact/hooks";
import { send } from "../api/client";
import type { Plan } from "../api/types";
import { announce } from "../base/announce";
import { useCommands } from "../base/commands";
import { shortDate } from "../base/days";
import { plural } from "../base/words";

export interface PlanWishes { interview: string | null; role: string | null; week: number[] }

interface Step { says: string; back: () => Promise<Plan> }

export interface PlanChanges {
  last: string; /* what was changed last, in words; "": nothing that could be undone */
  error: unknown;
  set: (wishes: PlanWishes) => Promise<void>;
  minutes: (date: string, minutes: number | null) => Promise<void>;
  move: (slug: string, title: string, day: string | null) => Promise<void>;
  undo: () => Promise<void>;
}

const putWishes = (wishes: PlanWishes): Promise<Plan> => send<Plan>("PUT", "/plan", wishes);
const putMinutes = (date: string, minutes: number | null): Promise<Plan> => send<Plan>("PUT", `/plan/days/${date}`, { minutes });
const putWish = (slug: string, day: string | null): Promise<Plan> => send<Plan>("PUT", `/plan/questions/${slug}`, { day });

const wishedDay = (plan: Plan, slug: string): string | null =>
  plan.days.find((day) => day.items.some((item) => item.wished && item.question?.slug === slug))?.date ?? null;

export function usePlanChanges(plan: Plan | null, took: (plan: Plan) => void): PlanChanges {
  const [steps, setSteps] = useState<Step[]>([]);
  const [error, setError] = useState<unknown>(null);
  const act = async (what: () => Promise<Plan>): Promise<boolean> => {
    setError(null);
    try {
      took(await what());
      return true;
    } catch (failure) {
      setError(failure);
      return false;
    }
  };
  const change = async (says: string, forth: () => Promise<Plan>, back: () => Promise<Plan>): Promise<void> => {
    if (!(await act(forth))) return;
    setSteps((all) => [...all, { says, back }]);
    announce(`${says} Undo takes it back.`);
  };
  const undo = async (): Promise<void> => {
    const step = steps.at(-1);
    if (!step || !(await act(step.back))) return;
    setSteps((all) => all.slice(0, -1));
    announce(`Undone: ${step.says}`);
  };
  useCommands(steps.length ? [{ title: "Undo the last change of the plan", keys: "Ctrl+z", run: () => void undo() }] : []);
  const before: PlanWishes | null = plan && { interview: plan.interview, role: plan.role, week: plan.week };
  return {
    last: steps.at(-1)?.says ?? "",
    error,
    undo,
    set: (wishes) => change("The plan was made anew.", () => putWishes(wishes), () => putWishes(before ?? wishes)),
    minutes: (date, minutes) => {
      const was = plan?.days.find((day) => day.date === date)?.own ?? null;
      return change(`${shortDate(date)} has ${minutes === null ? "its usual minutes" : plural(minutes, "minute")}.`, () => putMinutes(date, minutes), () => putMinutes(date, was));
    },
    move: (slug, title, day) => {
      const was = plan && wishedDay(plan, slug);
      return change(day ? `${title} was put on ${shortDate(day)}.` : `viva decides again when ${title} is done.`, () => putWish(slug, day), () => putWish(slug, was));
    },
  };
}
