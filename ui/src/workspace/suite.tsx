/* Where the learner writes the cases: how many bugs they expose, what is wrong with a case, and afterwards the bugs themselves, each beside
   the case that found it. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Attempt, Judgement, Solutions } from "../api/types";
import { useResource } from "../base/resource";
import { capital, plural } from "../base/words";
import { Code } from "../parts/code";
import { Icon } from "../parts/icons";
import { Cases } from "./findings";

type Bug = NonNullable<Solutions["bugs"]>[number];

const exposed = (judgement: Judgement): number => (judgement.bugs ?? []).filter((each) => each.exposed_by !== null).length;
const unsound = (judgement: Judgement): number => judgement.cases.filter((each) => each.verdict !== "accepted").length;

/* The finding in one line; "" where the cases could not be looked at. */
export function suiteLine(judgement: Judgement): string {
  if (!judgement.bugs || judgement.cases.some((each) => !each.finding)) return "";
  const alarms = unsound(judgement);
  const wrong = alarms ? `, ${plural(alarms, "case")} of yours ${alarms === 1 ? "is" : "are"} wrong` : "";
  return judgement.cases.length ? `${exposed(judgement)} of ${judgement.bugs.length} bugs exposed${wrong}` : "cases() yields no case";
}

interface Props { judgement: Judgement; onLine?: ((line: number) => void) | undefined }

/* The meter, what to do next, and the cases. */
export function SuiteFindings({ judgement, onLine }: Props): JSX.Element {
  const readable = suiteLine(judgement) !== "";
  return (
    <>
      {readable && <Meter judgement={judgement} />}
      {readable && <p class="next-step soft">{nextStep(judgement)}</p>}
      {judgement.cases.length > 0 && <Cases cases={judgement.cases} coming={0} onLine={onLine} />}
    </>
  );
}

function Meter({ judgement }: { judgement: Judgement }): JSX.Element {
  return (
    <ol class="bugs" aria-label="Bugs">
      {(judgement.bugs ?? []).map(({ n, exposed_by }) => (
        <li key={n} class={exposed_by === null ? "" : "found"} title={exposed_by === null ? `Bug ${n}: not exposed` : `Bug ${n}: exposed by ${exposed_by}`}>
          <Icon name={exposed_by === null ? "new" : "check"} />{n}<span class="vh">{exposed_by === null ? ", not exposed" : `, exposed by ${exposed_by}`}</span>
        </li>
      ))}
    </ol>
  );
}

function nextStep(judgement: Judgement): string {
  const missing = (judgement.to_expose ?? 0) - exposed(judgement);
  const idle = judgement.cases.filter((each) => each.finding === "right" && !each.exposes?.length).length;
  if (unsound(judgement)) return "Mend the cases marked below first: they fail for programs that are right.";
  if (missing > 0) return `${plural(missing, "bug")} to go${idle ? `; ${plural(idle, "case")} of yours ${idle === 1 ? "exposes" : "expose"} none` : ""}. Which claim of the contract does no case touch yet?`;
  return `${plural(judgement.cases.length, "case")} did it${idle ? `, and ${idle === 1 ? "one of them exposes" : `${idle} of them expose`} nothing` : ""}. Can you do it with fewer?`;
}

/* The bugs with their code, once they may be seen. `attempt`: whose cases they are held against. */
export function Bugs({ bugs, right, attempt }: { bugs: Bug[]; right: string | undefined; attempt: string | undefined }): JSX.Element {
  const { data } = useResource<Attempt>(attempt ? `/attempts/${attempt}` : null);
  const [chosen, setChosen] = useState(0);
  const cases = data?.judgement?.cases ?? [];
  const shown = bugs[chosen] ?? bugs[0];
  const by = (n: number): string[] => cases.filter((each) => each.exposes?.includes(n)).map((each) => each.name);
  return (
    <section class="bug-list" aria-labelledby="h-bugs">
      <h2 id="h-bugs">The bugs</h2>
      <ul class="ways">
        {bugs.map((bug, i) => (
          <li key={bug.n}>
            <button class="way" type="button" aria-pressed={bug === shown} onClick={() => setChosen(i)}>
              <span>{bug.n}. {capital(bug.mistake)}</span><span class="small soft">{by(bug.n)[0] ?? "not exposed"}</span>
            </button>
          </li>
        ))}
      </ul>
      {shown && <BugCode key={shown.n} bug={shown} names={by(shown.n)} right={right} />}
    </section>
  );
}

/* The lines that a right implementation does not have are marked. */
function BugCode({ bug, names, right }: { bug: Bug; names: string[]; right: string | undefined }): JSX.Element {
  const body = (code: string): string[] => code.replace(/^(#.*\n)*/, "").replace(/\n$/, "").split("\n");
  const known = new Set(body(right ?? ""));
  const lines = body(bug.code);
  const marks = right ? lines.flatMap((line, i) => (line.trim() && !known.has(line) ? [i + 1] : [])) : [];
  return (
    <>
      <p>{bug.says}</p>
      <p class="small soft">{names.length ? `Exposed by: ${names.join("; ")}.` : "None of your cases exposes it."}</p>
      <div class="boxed"><p class="boxed-name small">Bug {bug.n}{marks.length > 0 && "; marked is what a right implementation does not have"}</p><Code code={lines.join("\n")} marks={marks} label={`Code of bug ${bug.n}`} /></div>
    </>
  );
}
