/* Practise: find a question. What is asked for stands in the address, so that back, reload and bookmarks work. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { QuestionSet, Role, Topic } from "../api/types";
import { useCommands } from "../base/commands";
import { useTitle } from "../base/page";
import { useResource } from "../base/resource";
import { go, usePlace, withQuery } from "../base/router";
import { DIFFICULTIES, capital, plural, SKILLS, TYPES } from "../base/words";
import { Icon } from "../parts/icons";
import { Empty, Fault, Skeleton } from "../parts/states";
import { QuestionTable } from "./question-table";
import { useListing } from "./listing";

type Options = [value: string, label: string][];

export function Practise(): JSX.Element {
  useTitle("Practise");
  const { query } = usePlace();
  const listing = useListing(query);
  const topics = useResource<{ topics: Topic[] }>("/topics").data?.topics ?? [];
  const roles = useResource<{ roles: Role[] }>("/roles").data?.roles ?? [];
  const sets = useResource<{ sets: QuestionSet[] }>("/sets").data?.sets ?? [];
  const change = (key: string, value: string): void => go(`/practise${withQuery(query, { [key]: value })}`);
  const filters: [key: string, label: string, any: string, options: Options][] = [
    ["type", "Type", "Any type", Object.entries(TYPES)],
    ["dimension", "Skill", "Any skill", Object.entries(SKILLS)],
    ["topic", "Topic", "Any topic", topics.filter((topic) => topic.questions > 0).map((topic) => [topic.key, topic.title])],
    ["difficulty", "Difficulty", "Any difficulty", DIFFICULTIES.flatMap((name, i) => (i ? [[String(i), capital(name)] as [string, string]] : []))],
    ["role", "Role", "Any role", roles.map((role) => [role.key, role.title])],
    ["status", "Status", "Any status", [["new", "New"], ["tried", "Tried"], ["solved", "Solved"]]],
  ];
  return (
    <>
      <header class="head tight"><h1>Practise</h1><p class="small"><a href="/topics">The map of topics, with a page to study each from</a></p></header>
      <form class="finder" role="search" aria-label="Find questions" onSubmit={(event) => event.preventDefault()}>
        <SearchField query={query} total={listing.all} />
        {filters.map(([key, label, any, options]) => (
          <Filter key={key} name={key} label={label} any={any} options={options} value={query.get(key) ?? ""} onChange={(value) => change(key, value)} />
        ))}
      </form>
      <div class="split">
        <section aria-labelledby="h-list">
          <h2 class="vh" id="h-list">Questions</h2>
          <Found listing={listing} query={query} set={sets.find((each) => each.key === query.get("set"))} />
        </section>
        {sets.length > 0 && <Sets sets={sets} query={query} />}
      </div>
    </>
  );
}

function SearchField({ query, total }: { query: URLSearchParams; total: number | null }): JSX.Element {
  const [text, setText] = useState(query.get("q") ?? "");
  const inAddress = query.get("q") ?? "";
  useEffect(() => setText(inAddress), [inAddress]);
  useEffect(() => {
    if (text === inAddress) return;
    const timer = setTimeout(() => go(`/practise${withQuery(query, { q: text.trim() ? text : "" })}`, { replace: inAddress !== "" }), 180);
    return () => clearTimeout(timer);
  }, [text, query]);
  useCommands([{ title: "Search questions", keys: "/", run: () => document.getElementById("q")?.focus() }]);
  return (
    <div class="wide">
      <Icon name="search" />
      <label class="vh" for="q">Search questions</label>
      <input id="q" type="search" value={text} onInput={(event) => setText(event.currentTarget.value)} autocomplete="off" spellcheck={false}
        placeholder={`Search ${total === null ? "" : `${total} `}questions, e.g. metrics, leakage, attention`} />
    </div>
  );
}

interface FilterProps { name: string; label: string; any: string; options: Options; value: string; onChange: (value: string) => void }

function Filter({ name, label, any, options, value, onChange }: FilterProps): JSX.Element {
  return (
    <div>
      <label class="vh" for={`f-${name}`}>{label}</label>
      <select id={`f-${name}`} class={value ? "on" : ""} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{any}</option>
        {options.map(([key, title]) => <option key={key} value={key} selected={key === value}>{title}</option>)}
      </select>
    </div>
  );
}

interface FoundProps { listing: ReturnType<typeof useListing>; query: URLSearchParams; set: QuestionSet | undefined }

function Found({ listing, query, set }: FoundProps): JSX.Element {
  const { cards, total, error, more, busy, reload } = listing;
  if (error && !cards) return <Fault error={error} retry={reload} />;
  if (!cards || total === null) return <Skeleton lines={8} label="Loading questions" />;
  if (!cards.length) {
    return (
      <Empty title={query.toString() ? "Nothing fits all of that" : "The bank is empty"}>
        <p class="soft">{query.toString() ? "Take one condition away, or begin again." : "Start viva with --bank and a folder of questions."}</p>
        {query.toString() && <p><a class="btn" href="/practise">Show all questions</a></p>}
      </Empty>
    );
  }
  const left = total - cards.length;
  const order = query.get("q") ? ", best match first" : "";
  return (
    <>
      {set && <p class="set-about"><strong>{set.title}.</strong> {set.about} <a href={`/practise${withQuery(query, { set: "" })}`}>Leave this set</a></p>}
      <QuestionTable cards={cards} head={`${plural(total, "question")}${order}`} />
      {error ? <Fault error={error} retry={more} /> : left > 0 && (
        <p class="show-more"><button class="btn" type="button" aria-disabled={busy} onClick={more}>{busy ? "Loading" : `Show ${Math.min(left, 50)} more`}</button></p>
      )}
    </>
  );
}

const KINDS: [kind: QuestionSet["kind"], title: string][] = [["set", "Sets"], ["round", "Rounds"], ["path", "Paths"]];

function Sets({ sets, query }: { sets: QuestionSet[]; query: URLSearchParams }): JSX.Element {
  return (
    <aside class="sets" aria-label="Sets">
      {KINDS.map(([kind, title]) => {
        const here = sets.filter((set) => set.kind === kind && set.questions.length > 0);
        return here.length > 0 && <section key={kind} aria-labelledby={`h-${kind}`}><h2 id={`h-${kind}`}>{title}</h2><ul>{here.map((set) => <SetRow key={set.key} set={set} query={query} />)}</ul></section>;
      })}
    </aside>
  );
}

function SetRow({ set, query }: { set: QuestionSet; query: URLSearchParams }): JSX.Element {
  const on = query.get("set") === set.key;
  return (
    <li>
      <div class="row">
        <a class="plain" href={`/practise${withQuery(query, { set: on ? "" : set.key })}`} aria-current={on ? "true" : undefined}>{set.title.replace(/^Towards /, "")}</a>
        <span class="faint num"><span class="vh">solved </span>{set.solved}/{set.questions.length}</span>
      </div>
      <div class="bar" aria-hidden="true"><i style={{ width: `${(100 * set.solved) / Math.max(set.questions.length, 1)}%` }} /></div>
    </li>
  );
}
