/* The answer as a strong candidate would give it, and what to read next. */
import type { JSX } from "preact";
import type { Question } from "../api/types";
import { useResource } from "../base/resource";
import { Html } from "../parts/html";
import { Fault, Skeleton } from "../parts/states";
import { Sources } from "../parts/sources";
import { Locked } from "./locked";

export function Explanation({ question, open, reload }: { question: Question; open: boolean; reload: () => void }): JSX.Element {
  const { data, error, reload: again } = useResource<{ html: string }>(open ? `/questions/${question.slug}/explanation` : null);
  if (!open) return <Locked question={question} what="The explanation" reload={reload} />;
  if (!data) return error ? <Fault error={error} retry={again} /> : <Skeleton lines={8} label="Loading the explanation" />;
  return (
    <div class="long">
      <Html html={data.html} terms />
      <Sources sources={question.sources}><li><a href={`/topics/${question.topic}`}>{question.topic_title}</a><span class="small soft">The page on this topic: the ideas, the formulas, the usual traps.</span></li></Sources>
    </div>
  );
}
