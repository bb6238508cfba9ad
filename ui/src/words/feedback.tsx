/* What was found in an answer: the finding, the learner's own text with the points marked, the points beside it, and the interviewer's next question. */
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { Assessment, Attempt, WordsQuestion } from "../api/types";
import { AUDIENCES } from "../base/words";
import { Icon } from "../parts/icons";
import type { Mark, MarkKind } from "./annotate";
import { Finding } from "./band";
import { FeltBar } from "../workspace/after";
import { Delivery } from "./delivery";
import { Interviewer } from "./interviewer";
import { jump, Marked, MarkedStages, type Pointing } from "./marked";
import { SecondOpinion } from "./opinion";
import { KeepAsStory } from "./own-stories";
import { Points } from "./points";
import { RankingOf } from "./ranking";

interface Props { attempt: Attempt; question: WordsQuestion; onRevise: () => void; onChange: (attempt: Attempt) => void }

export function Feedback({ attempt, question, onRevise, onChange }: Props): JSX.Element | null {
  const [active, point] = useState<string | null>(null);
  const { assessment } = attempt;
  const { marks, numbers } = useMemo(() => marksOf(assessment ?? null), [assessment]);
  if (!assessment) return null;
  const pointing: Pointing = { active, point };
  const Text = question.stages.length ? MarkedStages : Marked;
  const models = `/questions/${question.slug}?tab=answers&review=${attempt.id}`;
  return (
    <div class="feedback">
      <Finding attempt={attempt} assessment={assessment} stages={question.stages} onChange={onChange} />
      <div class="beside">
        <section class="own-answer" aria-labelledby="h-own">
          <h2 id="h-own" class="small">Your answer to {AUDIENCES[assessment.audience]}</h2>
          <Text text={attempt.code} marks={marks} scope="a" stages={question.stages} {...pointing} />
          {attempt.stale && <p class="small soft">The question has changed since.</p>}
          <div class="acts">
            <button class="btn" type="button" onClick={onRevise}>Revise</button>
            <a class="btn" href={models}>See a model answer</a>
            {question.story && assessment.sense === "answer" && <KeepAsStory key={attempt.id} attempt={attempt} question={question} />}
            <a class="small" href={question.next ? `/questions/${question.next}` : "/practise"}>{question.next ? "Next question" : "Choose a question"}</a>
          </div>
          {assessment.sense === "answer" && <FeltBar key={attempt.id} attempt={attempt} />}
        </section>
        <div class="findings-of">
          <Mistakes assessment={assessment} numbers={numbers} {...pointing} />
          <RankingOf assessment={assessment} />
          <Points attempt={attempt} points={assessment.points} numbers={numbers} question={question} onChange={onChange} {...pointing} />
          <Delivery assessment={assessment} story={question.story} />
          {assessment.sense === "answer" && <SecondOpinion key={attempt.id} attempt={attempt} points={assessment.points} />}
        </div>
        {(attempt.followups?.length || !NOTHING_SAID.includes(assessment.sense)) && <Interviewer attempt={attempt} onChange={onChange} />}
      </div>
    </div>
  );
}

/* The interviewer does not go on from these. */
const NOTHING_SAID = ["empty", "gibberish", "restated"];

const MARKED: Record<string, MarkKind> = { yes: "yes", partly: "partly", contradicted: "contradicted", unclear: "unclear" };

/* What lies over the text, and the number of each finding, in the order of the text. */
export function marksOf(assessment: Assessment | null): { marks: Mark[]; numbers: Map<string, number> } {
  if (!assessment) return { marks: [], numbers: new Map() };
  const found = [
    ...assessment.points.flatMap(({ id, found: how, at, len }) => { const kind = MARKED[how]; return kind && len ? [{ id, kind, at, len, n: 0 }] : []; }),
    ...assessment.misconceptions.flatMap(({ id, at, len }) => (len ? [{ id, kind: "mistake" as const, at, len, n: 0 }] : [])),
  ].sort((a, b) => a.at - b.at || a.len - b.len).map((mark, i): Mark => ({ ...mark, n: i + 1 }));
  const jargon = assessment.delivery.jargon.map(({ at, len }, i): Mark => ({ id: `jargon-${i}`, kind: "jargon", at, len, n: 0 }));
  return { marks: [...found, ...jargon], numbers: new Map(found.map((mark) => [mark.id, mark.n])) };
}

function Mistakes({ assessment, numbers, active, point }: { assessment: Assessment; numbers: Map<string, number> } & Pointing): JSX.Element | null {
  if (!assessment.misconceptions.length) return null;
  return (
    <section class="blk" aria-label="Look at this again">
      {assessment.misconceptions.map((each) => {
        const n = numbers.get(each.id);
        return (
          <div key={each.id} id={`a-at-${each.id}`} tabIndex={-1} class={`note${active === each.id ? " on" : ""}`} onMouseEnter={() => point(each.id)} onMouseLeave={() => point(null)}>
            <Icon name="warn" />
            <div><p><strong>Look at this again.</strong> {each.says} {n !== undefined && <a class="ref" href={`#a-in-${each.id}`} onClick={(event) => jump(event, `a-in-${each.id}`)}>{n}<span class="vh">, see your words</span></a>}</p></div>
          </div>
        );
      })}
    </section>
  );
}
