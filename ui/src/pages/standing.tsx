/* Where the learner stands: what is weak and what to do about it, then what is known, remembered and foreseen. Each number has its doubt; without a basis the page says so. */
import type { ComponentChildren, JSX } from "preact";
import type { Progress } from "../api/types";
import { useResource } from "../base/resource";
import { plural } from "../base/words";
import { Brier } from "../charts/brier";
import { CalibrationCurve } from "../charts/calibration";
import { Forecast } from "../charts/forecast";
import { Mastery } from "../charts/mastery";
import { MemoryNotes } from "../charts/memory-notes";
import { Over } from "../charts/over";
import { actOf, Radar, weakestOf } from "../charts/radar";
import { Ready } from "../charts/ready";
import { Recall } from "../charts/recall";
import { Rounds } from "../charts/rounds";
import { WeekTime } from "../charts/week-time";
import { practised, Weeks } from "../charts/weeks";
import { wholeDay } from "../base/days";
import { of100 } from "../charts/words";
import { Fault, Skeleton } from "../parts/states";
import { Outcomes } from "./outcomes";

export function Standing(): JSX.Element {
  const { data, error, reload } = useResource<Progress>("/progress");
  if (!data) return error ? <Fault error={error} retry={reload} /> : <Skeleton lines={6} label="Loading where you stand" />;
  if (!begun(data)) return <NothingYet />;
  const { skills, topics, readiness, memory, calibration, days } = data;
  return (
    <>
      <Group label="Skills"><Radar skills={skills} /><WhatToDo progress={data} /></Group>
      <Group label="Readiness" shape="narrow-first"><Ready readiness={readiness} heading="h2" />{readiness.told && <Rounds rounds={readiness.rounds} />}</Group>
      <Group label="Topics" shape="whole"><Mastery topics={topics} /></Group>
      <Group label="Memory" shape="wide-first"><Forecast days={memory.days} cards={memory.cards} />{memory.cards > 0 && <div class="stacked"><Recall memory={memory} /><MemoryNotes memory={memory} /></div>}</Group>
      <Group label="Calibration"><CalibrationCurve {...calibration} /><div class="stacked"><Over skills={calibration.skills} /><Brier trend={calibration.brier_trend} /></div></Group>
      <Group label="Time"><Weeks days={days} /><WeekTime days={days} /></Group>
      <Outcomes progress={data} />
    </>
  );
}

const begun = ({ days, memory, calibration, readiness, skills }: Progress): boolean =>
  days.some(practised) || memory.cards > 0 || calibration.viva.count > 0 || readiness.told || skills.some((skill) => skill.level.told);

function NothingYet(): JSX.Element {
  return (
    <section class="sec" aria-labelledby="h-stand">
      <header><h2 id="h-stand">Where you stand</h2></header>
      <p class="soft">Nothing is known of you yet. After a few answers this page says where you are weak and what to do about it; <a href="/sittings/diagnostic">the diagnostic</a> finds out in three parts of five minutes.</p>
    </section>
  );
}

function Group({ label, shape = "even", children }: { label: string; shape?: "even" | "whole" | "wide-first" | "narrow-first"; children: ComponentChildren }): JSX.Element {
  return <section class={`figs ${shape}`} aria-label={label}>{children}</section>;
}

/* What follows from all of it, the most urgent first. */
function WhatToDo({ progress: { skills, readiness, memory, gain, today } }: { progress: Progress }): JSX.Element {
  const weakest = weakestOf(skills);
  const raise = readiness.rounds.flatMap((round) => (round.raise ? [round.raise] : [])).sort((a, b) => b.by - a.by)[0];
  const due = memory.days[0]?.probes ?? 0;
  return (
    <div class="chart">
      <h2>What to do about it</h2>
      <ol class="to-do">
        {due > 0 && <li><a href="/review">Review {plural(due, "probe")}</a><span>What you would soon forget; about {plural(Math.max(1, Math.round((memory.days[0]?.seconds ?? 0) / 60)), "minute")}.</span></li>}
        {weakest && <li><a href={actOf(weakest.key)}>Practise {weakest.key}</a><span>At {of100(weakest.level.chance)} of 100 it is lowest of your skills.</span></li>}
        {raise && <li><a href={`/topics/${raise.key}`}>{raise.title}</a><span>The topic in which being better would raise your readiness most.</span></li>}
        {!weakest && <li><a href="/sittings/diagnostic">Take the diagnostic</a><span>Three parts of five minutes, to find out where you stand.</span></li>}
        <li>{measureOf(gain, today)}</li>
      </ol>
    </div>
  );
}

/* Whether practice helps, on sealed probes that nobody practises. */
function measureOf({ change, next }: Progress["gain"], today: string): JSX.Element {
  const found = change ? `From the first measurement to the last the share right changed by ${of100(change.share)} of 100, with 95% confidence between ${of100(change.low)} and ${of100(change.high)}.` : "Twelve sealed probes, to see whether practice helps; too few so far to tell.";
  if (next && next <= today) return <><a href="/sittings/measure">Take a measurement</a><span>{found}</span></>;
  return <><strong>Does it work?</strong><span>{found}{next ? ` The next one is on ${wholeDay(next)}.` : ""}</span></>;
}
