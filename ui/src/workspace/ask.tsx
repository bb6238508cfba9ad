/* The left half: everything about the question, behind tabs. The chosen tab stands in the address (?tab=hints). */
import type { JSX } from "preact";
import type { Question } from "../api/types";
import { go, usePlace, withQuery } from "../base/router";
import { type Tab, Tabs } from "../parts/tabs";
import { Models } from "../words/models";
import { Explanation } from "./explanation";
import { Hints } from "./hints";
import { Probes } from "./probes";
import { Solutions } from "./solutions";
import { Statement } from "./statement";
import { Tries } from "./tries";

export interface AskProps {
  question: Question; reload: () => void; onLine: (line: number) => void; onReopen: (code: string, from: string) => void; solved: boolean;
}

export function useTab(): [string, (key: string) => void] {
  const { path, query } = usePlace();
  const tab = query.get("tab") ?? "statement";
  return [tab, (key) => go(path + withQuery(query, { tab: key === "statement" ? "" : key, attempt: "" }), { replace: true })];
}

function tabsOf({ question, solved }: AskProps): Tab[] {
  const open = question.unlocked || solved;
  const words = !question.runnable && question.answerable;
  const hint = open ? {} : { hint: words ? "Opens once you have answered it" : "Opens once you have solved it" };
  const { opened, total } = question.hints;
  return [
    { key: "statement", label: "Statement" },
    { key: "hints", label: `Hints ${opened.length}/${total}` },
    { key: "explanation", label: "Explanation", ...hint },
    ...(question.runnable ? [{ key: "solutions", label: "Solutions", ...hint }] : []),
    ...(words ? [{ key: "answers", label: "Answers", ...hint }] : []),
    ...(question.runnable || words ? [{ key: "attempts", label: question.attempts ? `Attempts ${question.attempts}` : "Attempts" }] : []),
    ...(question.probe_count ? [{ key: "probes", label: "Probes" }] : []),
  ];
}

export function Ask(props: AskProps): JSX.Element {
  const [asked, choose] = useTab();
  const tabs = tabsOf(props);
  const tab = tabs.some((each) => each.key === asked) ? asked : "statement";
  const open = props.question.unlocked || props.solved;
  return (
    <section class="ask" aria-label="The question">
      <Tabs label="About this question" tabs={tabs} chosen={tab} onChoose={choose} panel="panel" />
      {tab !== "statement" && <h1 class="vh">{props.question.title}</h1>}
      <div id="panel" role="tabpanel" aria-labelledby={`tab-${tab}`} tabIndex={0} class="panel">
        {tab === "statement" && <Statement question={props.question} />}
        {tab === "hints" && <Hints question={props.question} reload={props.reload} />}
        {tab === "explanation" && <Explanation question={props.question} open={open} reload={props.reload} />}
        {tab === "solutions" && <Solutions question={props.question} open={open} reload={props.reload} onLine={props.onLine} />}
        {tab === "answers" && !props.question.runnable && props.question.answerable && <Models question={props.question} open={open} reload={props.reload} />}
        {tab === "attempts" && <Tries question={props.question} onReopen={props.onReopen} />}
        {tab === "probes" && <Probes slug={props.question.slug} />}
      </div>
    </section>
  );
}
