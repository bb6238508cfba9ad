/* What stands on a day: what it is, how long it takes, and why it is there. */
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import type { PlanItem } from "../api/types";
import { metaOf, plural } from "../base/words";

const FIXED: Partial<Record<PlanItem["kind"], { title: string; href: string | null; verb: string }>> = {
  reviews: { title: "Reviews", href: "/review", verb: "Review" },
  diagnostic: { title: "Diagnostic, a part of five minutes", href: "/sittings/diagnostic", verb: "Begin" },
  likely: { title: "The fifteen likeliest probes", href: "/review?which=likely", verb: "Review" },
  projects: { title: "Your past projects, once through", href: null, verb: "" },
  stories: { title: "Your stories, aloud", href: "/stories", verb: "Open" },
  news: { title: "Latest developments, then an early stop", href: null, verb: "" },
};
const TICKED: PlanItem["kind"][] = ["projects", "stories", "news"]; /* done without viva, so it cannot know */

function whatOf(item: PlanItem): { title: string; href: string | null; verb: string } {
  if (item.question && item.again && !item.begun && item.part === 1) return { title: item.question.title, href: `/questions/${item.question.slug}?blank=1`, verb: "Solve again" };
  if (item.question) return { title: item.question.title, href: `/questions/${item.question.slug}`, verb: item.part > 1 || item.begun ? "Go on" : "Start" };
  if (item.kind === "page" && item.topic) return { title: `Read: ${item.topic.title}`, href: `/topics/${item.topic.key}`, verb: "Read" };
  return FIXED[item.kind] ?? { title: item.kind, href: null, verb: "" };
}

function lengthOf({ minutes, part, parts, question }: PlanItem): string {
  if (parts > 1 && question) return `${minutes} of ${plural(question.minutes, "minute")}, part ${part} of ${parts}`;
  return plural(minutes, "minute");
}

interface Props {
  items: PlanItem[];
  date: string;
  acts?: boolean; /* it is today's: what can be begun has a button */
  under?: (item: PlanItem) => ComponentChildren;
  itemProps?: (item: PlanItem) => JSX.HTMLAttributes<HTMLLIElement>;
}

export function PlanItems({ items, date, acts = true, under, itemProps }: Props): JSX.Element {
  return (
    <ol class="work">
      {items.map((item, i) => {
        const { title, href, verb } = whatOf(item);
        return (
          <li key={`${item.kind} ${item.question?.slug ?? i}`} {...itemProps?.(item)}>
            <div>
              <h3 class="t2">{href ? <a class="plain" href={href} draggable={itemProps ? false : undefined}>{title}</a> : title}</h3>
              <p class="meta">{lengthOf(item)}{item.question && ` · ${metaOf(item.question, false)}`}</p>
              <p class="why">{item.why}</p>
              {acts && TICKED.includes(item.kind) && <Tick date={date} kind={item.kind} title={title} />}
              {under?.(item)}
            </div>
            {acts && href && <a class={i === 0 ? "btn main" : "btn"} href={href}>{verb}<span class="vh">: {title}</span></a>}
          </li>
        );
      })}
    </ol>
  );
}

/* Crossed off for that day, in this browser: it is the learner's note to themselves, and says nothing of what they know. */
function Tick({ date, kind, title }: { date: string; kind: string; title: string }): JSX.Element {
  const key = `viva.ticked.${date}.${kind}`;
  const [done, setDone] = useState(localStorage.getItem(key) === "yes");
  const change = (now: boolean): void => {
    setDone(now);
    if (now) localStorage.setItem(key, "yes");
    else localStorage.removeItem(key);
  };
  return <label class="tick small"><input type="checkbox" checked={done} onChange={(event) => change(event.currentTarget.checked)} /> Done<span class="vh">: {title}</span></label>;
}
