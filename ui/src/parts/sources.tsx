/* What to read on, and what for. */
import type { ComponentChildren, JSX } from "preact";
import type { Question } from "../api/types";

export function Sources({ sources, children }: { sources: Question["sources"]; children?: ComponentChildren }): JSX.Element {
  return (
    <section class="sources">
      <h2>Read on</h2>
      <ul>
        {children}
        {sources.map((source) => (
          <li key={source.title}>
            {source.url ? <a href={source.url} target="_blank" rel="noreferrer noopener">{source.title}</a> : source.title}
            <span class="small soft">{[source.by, source.year].filter(Boolean).join(", ")}{source.read_for && <span>{(source.by || source.year) && ". "}For {source.read_for}.</span>}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
