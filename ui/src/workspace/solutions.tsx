/* Other ways to the same answer: what each does, how long it takes, and its code beside your own, which stands in the editor. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Question, Solutions as SolutionsData } from "../api/types";
import { useResource } from "../base/resource";
import { capital, duration } from "../base/words";
import { Code } from "../parts/code";
import { Fault, Skeleton } from "../parts/states";
import { Locked } from "./locked";
import { Bugs } from "./suite";

/* The first line names the approach, which stands above already. */
const withoutHead = (code: string): string => code.replace(/^(#|--) approach:.*\n(# exposes:.*\n)?/, "");

interface Props { question: Question; open: boolean; reload: () => void; onLine: (line: number) => void }

export function Solutions({ question, open, reload, onLine }: Props): JSX.Element {
  const { data, error, reload: again } = useResource<SolutionsData>(open ? `/questions/${question.slug}/solutions` : null);
  const [chosen, setChosen] = useState(0);
  if (!open) return <Locked question={question} what="The list of solutions" reload={reload} />;
  if (!data) return error ? <Fault error={error} retry={again} /> : <Skeleton lines={8} label="Loading the solutions" />;
  const { solutions, mine } = data;
  const longest = Math.max(...solutions.map((each) => each.ms ?? 0), mine?.ms ?? 0, 1e-9);
  const shown = solutions[chosen] ?? solutions[0];
  return (
    <div class="solutions">
      {data.bugs && <Bugs bugs={data.bugs} right={data.right} attempt={mine?.attempt} />}
      {data.bugs && <h2>Cases that find them all</h2>}
      <ul class="ways">
        {mine && !data.bugs && <li><div class="way"><span><strong>Yours</strong></span><Time ms={mine.ms} longest={longest} mine /></div></li>}
        {solutions.map((each, i) => (
          <li key={each.file}>
            <button class="way" type="button" aria-pressed={each === shown} onClick={() => setChosen(i)}>
              <span>{capital(each.approach || each.file)}</span>{!data.bugs && <Time ms={each.ms} longest={longest} />}
            </button>
          </li>
        ))}
      </ul>
      {shown && <div class="boxed"><p class="boxed-name"><code>{shown.file}</code></p><Code code={withoutHead(shown.code)} language={question.runnable ? question.language : "python"} label={`Solution: ${shown.approach || shown.file}`} /></div>}
      {mine && mine.notes.length > 0 && (
        <section class="reading">
          <h2>Your code, read by a colleague</h2>
          <p class="small soft">This changes no verdict.</p>
          <ul>{mine.notes.map((note) => <li key={note.line + note.says}><button class="link" type="button" onClick={() => onLine(note.line)}>Line {note.line}</button> <span>{note.says}</span></li>)}</ul>
        </section>
      )}
      {mine && !mine.notes.length && question.runnable && question.language === "python" && <p class="small soft">A colleague who reads your code would have nothing to remark.</p>}
    </div>
  );
}

function Time({ ms, longest, mine = false }: { ms: number | null; longest: number; mine?: boolean }): JSX.Element {
  return (
    <span class={`time num small ${mine ? "" : "ref"}`}>
      {ms === null ? <span class="faint">not measured yet</span> : <><i style={{ width: `${Math.max(2, (100 * ms) / longest)}%` }} aria-hidden="true" /><span>{duration(ms)}</span></>}
    </span>
  );
}
