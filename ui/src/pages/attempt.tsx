/* One attempt: its verdict, its cases or points, and the code or the answer as it was submitted. */
import type { JSX } from "preact";
import type { Attempt as AttemptData } from "../api/types";
import { useTitle } from "../base/page";
import { useResource } from "../base/resource";
import { attemptResult, AUDIENCES, BANDS, counted, minutesSpent, percent, range, wholeTime } from "../base/words";
import { Code } from "../parts/code";
import { Fault, Skeleton, State } from "../parts/states";
import { Findings } from "../workspace/findings";
import { SuiteFindings } from "../workspace/suite";

const FELT = { again: "I would fail again", hard: "hard", good: "about right", easy: "easy" };

export function AttemptPage({ id }: { id: string }): JSX.Element {
  const { data, error, reload } = useResource<AttemptData>(`/attempts/${id}`);
  useTitle(data ? `Attempt: ${data.title}` : null);
  if (!data) return error ? <><h1>Attempt</h1><Fault error={error} retry={reload}><a class="btn" href="/progress">All attempts</a></Fault></> : <Skeleton lines={6} label="Loading the attempt" />;
  const { tone, says } = attemptResult(data);
  const line = data.judgement?.cases.find((each) => each.line)?.line;
  return (
    <>
      <header class="head">
        <p class="when"><a href={`/progress?question=${data.question}`}>Attempts</a></p>
        <h1>{data.title}</h1>
        <p class="lede">{wholeTime(data.created)} · <State tone={tone}>{says}</State></p>
        <div class="acts head-acts">
          {data.answer ? <a class="btn main" href={`/questions/${data.question}?review=${data.id}`}>{data.answer.self_assessed ? "See what you ticked" : "See what was found"}</a>
            : <a class="btn main" href={`/questions/${data.question}?attempt=${data.id}`}>Open this code in the editor</a>}
          <a class="btn" href={`/questions/${data.question}`}>Open the question</a>
        </div>
      </header>
      <section class="sec" aria-labelledby="h-facts">
        <header><h2 id="h-facts">In short</h2></header>
        <dl class="facts">
          {data.answer ? <AnswerFacts attempt={data} answer={data.answer} /> : <><dt>{data.bugs ? "Bugs" : "Cases"}</dt><dd>{data.bugs ? `${counted(data)} exposed` : counted(data) ? `${counted(data)} pass` : "not judged yet"}</dd></>}
          <dt>Time spent</dt><dd>{minutesSpent(data.spent_ms)}</dd>
          {!data.answer?.self_assessed && <><dt>You were sure</dt><dd>{data.sure === null ? "not said" : `${data.sure}%`}</dd></>}
          {data.felt && <><dt>It felt</dt><dd>{FELT[data.felt]}</dd></>}
          {data.stale && <><dt>Note</dt><dd>The question has changed since; the verdict is that of its earlier form.</dd></>}
        </dl>
      </section>
      {data.judgement && (
        <section class="sec" aria-labelledby="h-cases">
          <header><h2 id="h-cases">Cases</h2></header>
          <div class="plain-out">{data.judgement.bugs ? <SuiteFindings judgement={data.judgement} /> : <Findings kind="attempt" judgement={data.judgement} />}</div>
        </section>
      )}
      {data.error && <section class="sec"><header><h2>Why not</h2></header><p>{data.error.message}</p></section>}
      {data.answer?.self_assessed ? null : data.answer ? (
        <section class="sec" aria-labelledby="h-own">
          <header><h2 id="h-own">Your answer</h2><p>As submitted</p></header>
          <div class="answer">{data.code}</div>
        </section>
      ) : <section class="sec" aria-labelledby="h-code">
        <header><h2 id="h-code">Your code</h2><p>As submitted</p></header>
        <div class="boxed"><Code code={data.code} label="The code of this attempt" marks={line ? [line] : []} /></div>
      </section>}
    </>
  );
}

function AnswerFacts({ attempt, answer }: { attempt: AttemptData; answer: NonNullable<AttemptData["answer"]> }): JSX.Element {
  const judged = attempt.status === "judged";
  if (answer.self_assessed) return <><dt>Said to</dt><dd>{AUDIENCES[answer.audience]}</dd><dt>Points</dt><dd>{counted(attempt)} ticked by yourself; nobody else has judged it</dd></>;
  return (
    <>
      <dt>Said to</dt><dd>{AUDIENCES[answer.audience]}</dd>
      <dt>Points</dt><dd>{judged ? `${counted(attempt)} found` : "not judged yet"}</dd>
      {judged && <><dt>Score</dt><dd class="num">{percent(attempt.score)}, likely {range(answer.low, answer.high)}{!answer.band_sure && "; the band is not certain"}</dd></>}
      {answer.followed && <><dt>With replies</dt><dd class="num">{BANDS[answer.followed.band]}, {percent(answer.followed.score)}</dd></>}
      {answer.claimed && <><dt>By your reading</dt><dd class="num">{BANDS[answer.claimed.band]}, {percent(answer.claimed.score)}</dd></>}
    </>
  );
}
