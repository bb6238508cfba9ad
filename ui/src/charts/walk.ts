/* The marks of a chart are one stop of the Tab key; arrows, Home and End walk from mark to mark. The focus itself moves, so that what has it is spoken. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";

/* Which mark an arrow leads to from this one. */
export type Step = (key: string, at: number) => number;

export interface MarkProps {
  "data-mark": number; tabindex: number; "aria-label": string;
  onFocus: () => void; onPointerEnter: () => void;
}
export interface Walk { at: number; mark: (i: number) => MarkProps; onKeyDown: (event: JSX.TargetedKeyboardEvent<HTMLElement>) => void }

const along: Step = (key, at) => at + (key === "ArrowRight" || key === "ArrowDown" ? 1 : -1);

export function useWalk(marks: string[], begin = 0, step: Step = along): Walk {
  const [chosen, choose] = useState(begin);
  const last = marks.length - 1;
  const at = Math.min(chosen, last);
  const mark = (i: number): MarkProps => ({
    "data-mark": i, tabindex: i === at ? 0 : -1, "aria-label": marks[i] ?? "",
    onFocus: () => choose(i), onPointerEnter: () => choose(i),
  });
  const onKeyDown = (event: JSX.TargetedKeyboardEvent<HTMLElement>): void => {
    const from = (event.target as Element).closest("[data-mark]")?.getAttribute("data-mark"); /* not what the pointer is on */
    if (!from || event.ctrlKey || event.metaKey || event.altKey || !/^(Arrow|Home$|End$)/.test(event.key)) return;
    event.preventDefault();
    const to = event.key === "Home" ? 0 : event.key === "End" ? last : step(event.key, Number(from));
    if (to >= 0 && to <= last) event.currentTarget.querySelector<SVGElement>(`[data-mark="${to}"]`)?.focus();
  };
  return { at, mark, onKeyDown };
}
