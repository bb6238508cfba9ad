/* The glossary: opens on the term in the address (/glossary#auc), with a filter above. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { QuestionList, Term } from "../api/types";
import { useTitle } from "../base/page";
import { useResource } from "../base/resource";
import { usePlace } from "../base/router";
import { plural } from "../base/words";
import { Html } from "../parts/html";
import { Icon } from "../parts/icons";
import { Empty, Fault, Skeleton } from "../parts/states";
import { termKey } from "../parts/terms";

export function Glossary(): JSX.Element {
  useTitle("Glossary");
  const { hash } = usePlace();
  const { data, error, reload } = useResource<{ terms: Term[] }>("/glossary");
  const questions = useResource<QuestionList>("/questions?limit=1000").data?.questions ?? [];
  const titles = new Map(questions.map((card) => [card.slug, card.title]));
  const [text, setText] = useState("");
  useEffect(() => {
    if (!data || !hash) return;
    setText("");
    const term = document.getElementById(hash);
    term?.scrollIntoView({ block: "center" });
    term?.focus({ preventScroll: true });
  }, [data, hash]);
  const terms = (data?.terms ?? []).filter((term) => matches(term, text)).sort((a, b) => a.term.localeCompare(b.term, "en", { sensitivity: "base" }));
  return (
    <>
      <header class="head tight"><h1>Glossary</h1></header>
      <form class="finder" role="search" aria-label="Find a term" onSubmit={(event) => event.preventDefault()}>
        <div class="wide">
          <Icon name="search" /><label class="vh" for="term">Find a term</label>
          <input id="term" type="search" value={text} autocomplete="off" spellcheck={false} onInput={(event) => setText(event.currentTarget.value)}
            placeholder={data ? `Find one of ${plural(data.terms.length, "term")}` : "Find a term"} />
        </div>
      </form>
      <p class="vh" role="status">{text && plural(terms.length, "term")}</p>
      {error && !data ? <Fault error={error} retry={reload} /> : !data ? <Skeleton lines={8} label="Loading the glossary" />
        : !terms.length ? <Nothing text={text} /> : <dl class="terms">{terms.map((term) => <Entry key={term.term} term={term} at={hash} titles={titles} />)}</dl>}
    </>
  );
}

function Nothing({ text }: { text: string }): JSX.Element {
  return (
    <Empty title={text ? `No term like “${text}”` : "No terms yet"}>
      <p class="soft">{text ? "Try a shorter word." : "The bank has no glossary."}</p>
    </Empty>
  );
}

function Entry({ term, at, titles }: { term: Term; at: string; titles: Map<string, string> }): JSX.Element {
  const key = termKey(term.term);
  return (
    <div class={key === at ? "entry on" : "entry"}>
      <dt id={key} tabIndex={-1}>{term.term}{term.aliases.length > 0 && <span class="small faint">{term.aliases.join(", ")}</span>}</dt>
      <dd>
        <Html html={term.html} />
        {term.see.length > 0 && <p class="small soft">See {term.see.map((other, i) => <span key={other}>{i > 0 && ", "}<a href={hrefOf(other)}>{titles.get(slugOf(other)) ?? slugOf(other).replaceAll("-", " ")}</a></span>)}.</p>}
      </dd>
    </div>
  );
}

/* What to see is another term, or a question as "topic/slug". */
const slugOf = (see: string): string => see.split("/").at(-1) ?? "";
const hrefOf = (see: string): string => (see.includes("/") ? `/questions/${slugOf(see)}` : `/glossary#${termKey(see)}`);

const matches = (term: Term, text: string): boolean =>
  [term.term, ...term.aliases].some((name) => name.toLowerCase().includes(text.trim().toLowerCase()));
