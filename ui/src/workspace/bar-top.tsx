/* Above the workspace: the way back, and the clock. */
import type { JSX } from "preact";
import type { Question } from "../api/types";
import { cameFrom } from "../base/router";
import { changeSettings, useSettings } from "../base/session";
import { clockTime } from "../base/words";
import { Icon } from "../parts/icons";
import type { WorkClock } from "./clock";

const BACK: [RegExp, string][] = [[/^\/practise/, "Practise"], [/^\/(progress|attempts)/, "Progress"], [/^\/glossary/, "Glossary"]];

/* `budget`: the minutes that are asked for; with it the clock can be hidden here too. */
export function BarTop({ question, clock, budget }: { question: Question; clock: WorkClock | null; budget?: number }): JSX.Element {
  const settings = useSettings();
  const from = cameFrom();
  const title = BACK.find(([pattern]) => pattern.test(from))?.[1] ?? "Today";
  return (
    <div class="bar-top">
      <a class="plain st" href={title === "Today" ? "/" : from}><Icon name="back" />{title}</a>
      <span class="bar-title">{question.status === "solved" && <span class="st good"><Icon name="check" />Solved</span>}</span>
      <span class="grow" />
      {clock && settings.clock && <span class="clock num" role="timer" aria-label="Time spent">{clockTime(clock.shown)}</span>}
      {clock && budget && <span class="budget">{settings.clock && <span class="only-wide">of {budget} minutes</span>}<button class="link quiet" type="button" onClick={() => void changeSettings({ clock: !settings.clock })}>{settings.clock ? "Hide the clock" : "Show the clock"}</button></span>}
    </div>
  );
}
