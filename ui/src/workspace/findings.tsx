/* What became of the cases: a row of them to choose from, the chosen one, a mistake that was recognised, and the time. */
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import type { CaseResult, Judgement, Misconception, Speed } from "../api/types";
import { duration, plural } from "../base/words";
import { Icon } from "../parts/icons";
import { Case } from "./case";
import type { Kind } from "./judging";
import { Times } from "./times";

interface Props { kind: Kind; judgement: Judgement; onLine?: (line: number) => void }

export function Findings({ kind, judgement, onLine }: Props): JSX.Element {
  return (
    <>
      <Cases cases={judgement.cases} coming={0} onLine={onLine}>
        {judgement.misconceptions.map((mistake) => <MistakeNote key={mistake.file} mistake={mistake} />)}
      </Cases>
      {judgement.speed && <SpeedLine speed={judgement.speed} />}
      {(kind === "attempt" || judgement.verdict === "accepted" || judgement.verdict === "time-limit") && <Times judgement={judgement} />}
    </>
  );
}

const passes = (result: CaseResult): boolean => result.verdict === "accepted";
const SHOWN_FRESH = 3;

/* Fresh cases that pass are one entry; of those that fail, the first few are. */
function entriesOf(cases: CaseResult[]): { key: string; label: string; tone: "good" | "bad"; result: CaseResult }[] {
  const fixed = cases.filter((each) => !each.fresh);
  const fresh = cases.filter((each) => each.fresh);
  const failing = fresh.filter((each) => !passes(each));
  const passing = fresh.filter(passes);
  const entry = (result: CaseResult, key: string, label: string) => ({ key, label, tone: passes(result) ? ("good" as const) : ("bad" as const), result });
  return [
    ...fixed.map((each) => entry(each, each.name, each.name)),
    ...failing.slice(0, SHOWN_FRESH).map((each, i) => entry(each, `fresh ${i}`, `fresh case ${fresh.indexOf(each) + 1}`)),
    ...(failing.length > SHOWN_FRESH && failing[SHOWN_FRESH] ? [entry(failing[SHOWN_FRESH], "more", `${plural(failing.length - SHOWN_FRESH, "fresh case")} more`)] : []),
    ...(passing[0] ? [entry(passing[0], "fresh", plural(passing.length, "fresh case"))] : []),
  ];
}

interface CasesProps { cases: CaseResult[]; coming: number; onLine?: ((line: number) => void) | undefined; children?: ComponentChildren }

export function Cases({ cases, coming, onLine, children }: CasesProps): JSX.Element {
  const entries = entriesOf(cases);
  const [picked, setPicked] = useState<string | null>(null);
  const failing = entries.find((each) => each.tone === "bad" && each.result.visible) ?? entries.find((each) => each.tone === "bad");
  const chosen = entries.find((each) => each.key === picked) ?? failing ?? entries[0];
  return (
    <>
      <div class="cases" role="group" aria-label="Cases">
        {entries.map((each) => (
          <button key={each.key} type="button" aria-pressed={each === chosen} onClick={() => setPicked(each.key)}>
            <span class={each.tone}><Icon name={each.tone === "good" ? "check" : "cross"} /></span>{each.label}<span class="vh">, {each.tone === "good" ? "passes" : "fails"}</span>
          </button>
        ))}
        {coming > 0 && <span class="faint coming"><Icon name="new" />{coming} to come</span>}
      </div>
      {chosen && <Case key={chosen.key} result={chosen.result} onLine={onLine}>{children}</Case>}
    </>
  );
}

/* What the question asks for, and what was measured. */
function SpeedLine({ speed }: { speed: Speed }): JSX.Element {
  const times = (ratio: number): string => (ratio < 10 ? ratio.toFixed(1) : String(Math.round(ratio)));
  return (
    <p class="small num">
      <span class={speed.passed ? "good" : "bad"}><Icon name={speed.passed ? "check" : "cross"} /></span>{" "}
      {times(speed.ratio)} times as fast as a plain solution ({duration(speed.ms)} against {duration(speed.against_ms)}); {speed.asked} times is asked for.
    </p>
  );
}

/* The first sentence says what it is; the rest explains. */
function MistakeNote({ mistake }: { mistake: Misconception }): JSX.Element {
  const [, first = "", rest = ""] = /^(.*?[.?!])(?:\s+(.*))?$/s.exec(mistake.says) ?? [null, mistake.says, ""];
  return (
    <section class="note" aria-label={mistake.resembles ? "A mistake that this resembles" : "A mistake we recognise"}>
      <Icon name="warn" />
      <div>
        {mistake.resembles && <p class="small soft">This resembles a known mistake; look whether it is yours.</p>}
        <p><strong>{first}</strong> {rest}</p>
      </div>
    </section>
  );
}
