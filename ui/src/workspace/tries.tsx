/* Your attempts at this question, each with a way back to its code. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { get, wordsFor } from "../api/client";
import type { Attempt, Question } from "../api/types";
import { ago, attemptResult, counted, minutesSpent } from "../base/words";
import { Fault, Skeleton, State } from "../parts/states";
import { useAttempts } from "../pages/progress";

interface Props { question: Question; onReopen: (code: string, from: string) => void }

export function Tries({ question, onReopen }: Props): JSX.Element {
  const { attempts, error, cursor, more, reload } = useAttempts(question.slug);
  const [fault, setFault] = useState("");
  if (!attempts) return error ? <Fault error={error} retry={reload} /> : <Skeleton lines={4} label="Loading your attempts" />;
  if (!attempts.length) return <p class="soft">Nothing yet. What you submit stands here, with what became of it.</p>;
  const reopen = (id: string, when: string): void => {
    setFault("");
    get<Attempt>(`/attempts/${id}`).then((attempt) => onReopen(attempt.code, when), (failure: unknown) => setFault(wordsFor(failure)));
  };
  return (
    <div class="tries">
      <ul>
        {attempts.map((attempt) => {
          const { tone, says } = attemptResult(attempt);
          return (
            <li key={attempt.id}>
              <div>
                <p><State tone={tone}>{says}</State></p>
                <p class="small faint num">{ago(attempt.created)}{counted(attempt) && ` · ${counted(attempt)}`} · {minutesSpent(attempt.spent_ms)}</p>
              </div>
              <p class="small pair-links">{attempt.answer ? <a href={`/questions/${question.slug}?tab=attempts&review=${attempt.id}`}>Look</a> : <><a href={`/attempts/${attempt.id}`}>Look</a><button class="link" type="button" onClick={() => reopen(attempt.id, ago(attempt.created))}>Open in the editor</button></>}</p>
            </li>
          );
        })}
      </ul>
      {cursor && <p><button class="btn" type="button" onClick={more}>Show more</button></p>}
      {fault && <p class="bad small" role="alert">{fault}</p>}
    </div>
  );
}
