/* What stands on a day: what it is, how long it takes, and why it is there. */
import type { JSX } from "preact";
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

function whatOf(item: PlanItem): { title: string; href: string | null; verb: string } {
  if (item.question && item.again) return { title: item.question.title, href: `/questions/${item.question.slug}?blank=1`, verb: "Solve again" };
  if (item.question) return { title: item.question.title, href: `/questions/${item.question.slug}`, verb: item.part > 1 ? "Go on" : "Start" };
  if (item.kind === "page" && item.topic) return { title: `Read: ${item.topic.title}`, href: `/topics/${item.topic.key}`, verb: "Read" };
  return FIXED[item.kind] ?? { title: item.kind, href: null, verb: "" };
}

export function PlanItems({ items, acts = true }: { items: PlanItem[]; acts?: boolean }): JSX.Element {
  return (
    <ol class="work">
      {items.map((item, i) => {
        const { title, href, verb } = whatOf(item);
        return (
          <li key={`${item.kind} ${item.question?.slug ?? i}`}>
            <div>
              <h3 class="t2">{href ? <a class="plain" href={href}>{title}</a> : title}</h3>
              <p class="meta">{plural(item.minutes, "minute")}{item.parts > 1 && `, part ${item.part} of ${item.parts}`}{item.question && ` · ${metaOf(item.question)}`}</p>
              <p class="why">{item.why}</p>
            </div>
            {acts && href && <a class={i === 0 ? "btn main" : "btn"} href={href}>{verb}<span class="vh">: {title}</span></a>}
          </li>
        );
      })}
    </ol>
  );
}
