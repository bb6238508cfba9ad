/* Strong answers to each audience, with the points that they make; they stand beside one's own, which is in the other half. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Attempt, Audience, ModelAnswers, WordsQuestion } from "../api/types";
import { useResource } from "../base/resource";
import { usePlace } from "../base/router";
import { AUDIENCES, plural } from "../base/words";
import { Segmented } from "../parts/segmented";
import { Fault, Skeleton } from "../parts/states";
import { Locked } from "../workspace/locked";
import type { Mark } from "./annotate";
import { jump, Marked, MarkedStages } from "./marked";
import { countWords } from "./stages";

type Model = ModelAnswers["answers"][number];

export function Models({ question, open, reload }: { question: WordsQuestion; open: boolean; reload: () => void }): JSX.Element {
  const { data, error, reload: again } = useResource<ModelAnswers>(open ? `/questions/${question.slug}/answers` : null);
  const review = usePlace().query.get("review");
  const mine = useResource<Attempt>(review ? `/attempts/${review}` : null).data?.answer?.audience;
  const [audience, setAudience] = useState<Audience | null>(null);
  if (!open) return <Locked question={question} what="The model answers" plural reload={reload} />;
  if (!data) return error ? <Fault error={error} retry={again} /> : <Skeleton lines={8} label="Loading the model answers" />;
  const chosen = audience ?? mine ?? question.audiences[0] ?? "peer";
  const shown = data.answers.filter((each) => each.audience === chosen);
  const audiences = question.audiences.filter((each) => data.answers.some((answer) => answer.audience === each));
  if (!shown.length) return <p class="soft">Nobody has written a model answer to this one yet.</p>;
  return (
    <div class="models">
      {audiences.length > 1 && <Segmented legend="Said to" hideLegend name="model-audience" value={chosen} onChange={(value) => value && setAudience(value)} options={audiences.map((value) => ({ value, label: `To ${AUDIENCES[value]}` }))} />}
      <p class="small soft">One good way to say it, not the only one. Your own stands on the right.</p>
      {shown.map((answer, i) => <ModelOf key={`${answer.audience}-${i}`} answer={answer} question={question} scope={`m${i}`} />)}
    </div>
  );
}

/* Lines that an author's editor has broken run on; lists stay. As long as before, so that positions hold. */
const flowing = (text: string): string => text.replace(/([^\n])\n(?=[^\n#*\d-])/g, "$1 ");

function ModelOf({ answer, question, scope }: { answer: Model; question: WordsQuestion; scope: string }): JSX.Element {
  const [active, point] = useState<string | null>(null);
  const points = [...answer.points].sort((a, b) => (a.len && b.len ? a.at - b.at : b.len - a.len));
  const marks = points.map((each, i): Mark => ({ id: each.id, kind: "yes", at: each.at, len: each.len, n: i + 1 }));
  const Text = question.stages.length ? MarkedStages : Marked;
  return (
    <article class="model" aria-label={`A strong answer to ${AUDIENCES[answer.audience]}`}>
      <Text text={flowing(answer.text)} marks={marks} active={active} point={point} scope={scope} stages={question.stages} />
      <p class="small faint">{plural(countWords(answer.text), "word")}, {plural(answer.points.length, "point")}</p>
      <ol class="points small">
        {points.map((each, i) => (
          <li key={each.id} id={`${scope}-at-${each.id}`} tabIndex={-1} class={active === each.id ? "on" : ""} onMouseEnter={() => point(each.id)} onMouseLeave={() => point(null)}>
            {each.len ? <a class="ref" href={`#${scope}-in-${each.id}`} onClick={(event) => jump(event, `${scope}-in-${each.id}`)}>{i + 1}<span class="vh">, see the words</span></a> : <span class="faint num">{i + 1}</span>}
            <p>{each.says}</p>
          </li>
        ))}
      </ol>
    </article>
  );
}
