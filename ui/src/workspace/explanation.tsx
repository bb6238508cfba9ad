/* The answer as a strong candidate would give it, and what to read next. */
import type { JSX } from "preact";
import type { Question } from "../api/types";
import { useResource } from "../base/resource";
import { Html } from "../parts/html";
import { Fault, Skeleton } from "../parts/states";
import { Locked } from "./locked";

export function Explanation({ question, open, reload }: { question: Question; open: boolean; reload: () => void }): JSX.Element {
  const { data, error, reload: again } = useResource<{ html: string }>(open ? `/questions/${question.slug}/explanation` : null);
  if (!open) return <Locked question={question} what="The explanation" reload={reload} />;
  if (!data) return error ? <Fault error={error} retry={again} /> : <Skeleton lines={8} label="Loading the explanation" />;
  return (
    <div class="long">
      <Html html={data.html} terms />
      {question.sources.length > 0 && (
        <section class="sources">
          <h2>Read on</h2>
          <ul>
            {question.sources.map((source) => (
              <li key={source.title}>
                {source.url ? <a href={source.url} target="_blank" rel="noreferrer noopener">{source.title}</a> : source.title}
                <span class="small soft">{[source.by, source.year].filter(Boolean).join(", ")}{source.read_for && <span>{(source.by || source.year) && ". "}For {source.read_for}.</span>}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
