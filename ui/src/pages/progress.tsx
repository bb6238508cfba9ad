/* Progress: what was submitted, newest first; all of it, or one question's (?question=slug). */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { get } from "../api/client";
import type { AttemptList, AttemptSummary, Today } from "../api/types";
import { useTitle } from "../base/page";
import { useResource } from "../base/resource";
import { usePlace } from "../base/router";
import { ago, attemptResult, capital, counted, inWords, minutesSpent, plural, wholeTime } from "../base/words";
import { spell } from "../charts/words";
import { Empty, Fault, Skeleton, State } from "../parts/states";
import { Standing } from "./standing";

export function Progress(): JSX.Element {
  useTitle("Progress");
  const slug = usePlace().query.get("question");
  const today = useResource<Today>("/today").data;
  const { attempts, error, cursor, more, reload } = useAttempts(slug);
  const title = slug ? (attempts?.[0]?.title ?? "Attempts") : titleOf(today);
  return (
    <>
      <header class="head">
        <p class="when">{slug ? <a href="/progress">All attempts</a> : workOf(today)}</p>
        <h1>{title}</h1>
      </header>
      {!slug && <Standing />}
      <section class="sec" aria-labelledby="h-attempts">
        <header><h2 id="h-attempts">Attempts</h2><p>Newest first</p></header>
        <div>
          {error && !attempts ? <Fault error={error} retry={reload} /> : !attempts ? <Skeleton lines={6} label="Loading attempts" />
            : !attempts.length ? <NoAttempts /> : <AttemptTable attempts={attempts} title={!slug} />}
          {cursor && <p class="show-more"><button class="btn" type="button" onClick={more}>Show more</button></p>}
        </div>
      </section>
    </>
  );
}

function titleOf(today: Today | null): string {
  if (!today) return "Progress";
  return today.solved ? `${capital(inWords(today.solved))} of ${today.total} questions solved` : "Nothing solved yet";
}

/* The work of the last twelve weeks in a line. */
function workOf(today: Today | null): string {
  const sum = (what: "minutes" | "attempts"): number => (today?.days ?? []).reduce((total, day) => total + day[what], 0);
  return sum("minutes") ? `Twelve weeks, ${spell(sum("minutes"))}, ${plural(sum("attempts"), "attempt")}` : "Progress";
}

function NoAttempts(): JSX.Element {
  return (
    <Empty title="No attempts yet">
      <p class="soft">What you submit stands here with what became of it, for good.</p>
      <p><a class="btn main" href="/practise">Choose a question</a></p>
    </Empty>
  );
}

export function AttemptTable({ attempts, title }: { attempts: AttemptSummary[]; title: boolean }): JSX.Element {
  return (
    <table class="list attempts">
      <caption class="vh">Attempts, newest first</caption>
      <thead><tr><th scope="col">{plural(attempts.length, "attempt")}</th><th scope="col">Verdict</th><th scope="col" class="r">Score</th><th scope="col" class="r">Sure</th><th scope="col" class="r">Took</th></tr></thead>
      <tbody>
        {attempts.map((attempt) => {
          const { tone, says } = attemptResult(attempt);
          return (
            <tr key={attempt.id}>
              <td>
                <a href={`/attempts/${attempt.id}`}>{title ? attempt.title : capital(ago(attempt.created))}</a>
                <small title={wholeTime(attempt.created)}>{title ? ago(attempt.created) : wholeTime(attempt.created)}</small>
              </td>
              <td class="re"><State tone={tone}>{says}</State></td>
              <td class="r num soft">{counted(attempt) || "–"}</td>
              <td class="r num soft">{attempt.sure === null ? <span aria-label="not said">–</span> : `${attempt.sure}%`}</td>
              <td class="r num soft">{minutesSpent(attempt.spent_ms)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

interface Attempts { attempts: AttemptSummary[] | null; cursor: string | null; error: unknown; more: () => void; reload: () => void }

export function useAttempts(slug: string | null): Attempts {
  const path = `/attempts?limit=50${slug ? `&question=${encodeURIComponent(slug)}` : ""}`;
  const first = useResource<AttemptList>(path);
  const [later, setLater] = useState<AttemptList | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => setLater(null), [first.data]);
  const cursor = (later ?? first.data)?.next_cursor ?? null;
  const more = (): void => {
    if (!cursor) return;
    get<AttemptList>(`${path}&cursor=${encodeURIComponent(cursor)}`)
      .then((next) => setLater((was) => ({ ...next, attempts: [...(was?.attempts ?? []), ...next.attempts] })), setError);
  };
  const attempts = first.data ? [...first.data.attempts, ...(later?.attempts ?? [])] : null;
  return { attempts, cursor, error: first.error ?? error, more, reload: first.reload };
}
