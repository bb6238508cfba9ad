/* Today: what to go on with, what comes next and why, and what was done last. */
import type { JSX } from "preact";
import type { AttemptSummary, Card, Today as TodayData } from "../api/types";
import { useCommands } from "../base/commands";
import { useTitle } from "../base/page";
import { useResource } from "../base/resource";
import { go } from "../base/router";
import { serverNow } from "../base/session";
import { ago, attemptResult, capital, inWords, longDay, metaOf, minutesSpent, plural } from "../base/words";
import { PlanItems } from "./plan-items";
import { Fault, Skeleton, State } from "../parts/states";
import { SoFar } from "./so-far";

export function Today(): JSX.Element {
  useTitle("Today");
  const { data, error, reload } = useResource<TodayData>("/today");
  const first = data?.resume?.question ?? data?.next?.question;
  useCommands(first ? [{ title: data?.resume ? "Go on where you left" : "Start the next question", keys: "Enter", run: () => go(`/questions/${first.slug}`) }] : []);
  if (!data) return error ? <><Head title="Today" /><Fault error={error} retry={reload} /></> : <><Head title="Today" /><Skeleton lines={6} label="Loading your day" /></>;
  return (
    <>
      <Head title={titleOf(data)} lede={ledeOf(data)} />
      {data.plan.set ? <Planned plan={data.plan} day={data.days.at(-1)?.date ?? ""} /> : <><ForToday data={data} /><Reviews {...data.reviews} /><NoPlan /></>}
      <SoFar readiness={data.readiness} days={data.days} />
      <Recent attempts={data.recent} />
    </>
  );
}

function Head({ title, lede }: { title: string; lede?: string }): JSX.Element {
  return (
    <header class="head">
      <p class="when">{longDay(serverNow())}</p>
      <h1>{title}</h1>
      {lede && <p class="lede">{lede}</p>}
    </header>
  );
}

function titleOf({ solved, total, recent, resume, plan }: TodayData): string {
  if (plan.days_left !== null) return plan.days_left === 0 ? "Today is the day" : `${capital(plural(plan.days_left, "day"))} to the interview`;
  if (total > 0 && solved === total) return `All ${total} questions solved`;
  if (solved > 0) return `${capital(inWords(solved))} of ${total} questions solved`;
  return recent.length || resume ? "Your first solution is close" : "Begin with one question";
}

function ledeOf({ resume, next, total, plan }: TodayData): string {
  if (plan.set && total) return plan.mode === "short" ? "Nothing long-term any more: only what helps on the day." : `${plural(Math.max(0, plan.minutes - plan.used), "minute")} left for today.`;
  if (!total) return "The bank is empty. Point viva to a folder of questions with --bank.";
  if (resume && next) return "One question is open. Finish it, then take the next.";
  if (resume) return "One question is open. Your work is as you left it.";
  if (next) return `${plural(next.question.minutes, "minute")} for the next one.`;
  return "Nothing is left that you have not solved. Come back to one that was hard and begin from a blank page.";
}

function ForToday({ data: { resume, next } }: { data: TodayData }): JSX.Element | null {
  if (!resume && !next) {
    return (
      <section class="sec" aria-labelledby="h-now">
        <header><h2 id="h-now">For today</h2></header>
        <p><a class="btn main" href="/practise">Choose a question</a></p>
      </section>
    );
  }
  const minutes = (resume ? 0 : (next?.question.minutes ?? 0));
  return (
    <section class="sec" aria-labelledby="h-now">
      <header><h2 id="h-now">For today</h2>{minutes > 0 && <p>{plural(minutes, "minute")}</p>}</header>
      <ol class="work">
        {resume && <Work card={resume.question} verb="Go on" main why={`Left ${ago(resume.saved)}, after ${minutesSpent(resume.spent_ms)} of work.`} />}
        {next && <Work card={next.question} verb="Start" main={!resume} why={next.why} />}
      </ol>
    </section>
  );
}

function Reviews({ due, new: fresh, seconds }: TodayData["reviews"]): JSX.Element | null {
  if (!due && !fresh) return null;
  return (
    <section class="sec" aria-labelledby="h-reviews">
      <header><h2 id="h-reviews">Reviews</h2><p>{plural(Math.max(1, Math.round(seconds / 60)), "minute")}</p></header>
      <ol class="work">
        <li>
          <div>
            <h3 class="t2"><a class="plain" href="/review">{due ? `${capital(plural(due, "probe"))} due` : `${capital(plural(fresh, "probe"))} of what you tried`}</a></h3>
            <p class="why">{due ? `What you would soon forget${fresh ? `, and ${fresh} new` : ""}.` : "Half a minute each, so that it stays."}</p>
          </div>
          <a class="btn" href="/review">Review</a>
        </li>
      </ol>
    </section>
  );
}

function Work({ card, verb, why, main = false }: { card: Card; verb: string; why: string; main?: boolean }): JSX.Element {
  const href = `/questions/${card.slug}`;
  return (
    <li>
      <div>
        <h3 class="t2"><a class="plain" href={href}>{card.title}</a></h3>
        <p class="meta">{metaOf(card)}</p>
        <p class="why">{why}</p>
      </div>
      <a class={main ? "btn main" : "btn"} href={href}>{verb}<span class="vh">: {card.title}</span>{main && <kbd aria-hidden="true">Enter</kbd>}</a>
    </li>
  );
}

/* What the plan has for today; the day's minutes and what is left of them. */
function Planned({ plan, day }: { plan: TodayData["plan"]; day: string }): JSX.Element {
  return (
    <section class="sec" aria-labelledby="h-plan">
      <header><h2 id="h-plan">For today</h2><p>{plan.used} of {plural(plan.minutes, "minute")} done</p></header>
      <div class="planned">
        {plan.items.length ? <PlanItems items={plan.items} date={day} /> : <p class="soft">{plan.used ? "That was today's plan. Stop here with a good conscience." : "Nothing is planned for today."}</p>}
        {plan.measure_due && <p class="small"><a href="/sittings/measure">A measurement is due</a>: twelve sealed probes, without hints, to see whether practice helps.</p>}
        <p class="small"><a href="/plan">The whole plan</a></p>
      </div>
    </section>
  );
}

function NoPlan(): JSX.Element {
  return (
    <section class="sec" aria-labelledby="h-noplan">
      <header><h2 id="h-noplan">A plan</h2></header>
      <p class="soft"><a href="/plan">Say when the interview is</a> and how many minutes a day you have, and viva says what to do on each.</p>
    </section>
  );
}

function Recent({ attempts }: { attempts: AttemptSummary[] }): JSX.Element {
  return (
    <section class="sec" aria-labelledby="h-recent">
      <header><h2 id="h-recent">Last attempts</h2></header>
      {attempts.length ? (
        <div>
          <ul class="recent">
            {attempts.map((attempt) => {
              const { tone, says } = attemptResult(attempt);
              return (
                <li key={attempt.id}>
                  <a class="plain" href={`/attempts/${attempt.id}`}>{attempt.title}</a>
                  <span class="small"><State tone={tone}>{says}</State></span>
                  <span class="small faint num">{ago(attempt.created)}</span>
                </li>
              );
            })}
          </ul>
          <p class="small recent-all"><a href="/progress">All attempts</a></p>
        </div>
      ) : <p class="soft">Nothing yet. What you submit will stand here, with what became of it.</p>}
    </section>
  );
}
