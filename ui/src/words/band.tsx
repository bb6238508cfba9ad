/* The finding in one line, the score on its scale with its likely range, and how else it can be read. */
import type { JSX } from "preact";
import type { Assessment, Attempt, Band, Stage } from "../api/types";
import { BANDS, inWords, percent, plural, range } from "../base/words";
import { Foreseen } from "../workspace/after";
import { halves } from "./annotate";
import { SubjectOf } from "./subject";

const ORDER: Band[] = ["wrong", "weak", "partial", "strong"];

/* The bands that the likely range reaches into, worst first. */
export function bandsWithin({ low, high, bands }: Pick<Assessment, "low" | "high" | "bands">): Band[] {
  const from = (band: Band): number => (band === "wrong" ? 0 : bands[band]);
  return ORDER.filter((band, i) => {
    const next = ORDER[i + 1];
    return high >= from(band) && (!next || low < from(next));
  });
}

const CREDIT: Record<string, number> = { yes: 1, partly: 0.5 };

export function headline(assessment: Assessment): string {
  const { sense, points, band, band_sure } = assessment;
  if (sense !== "answer") return "There is nothing to judge yet";
  const made = points.reduce((sum, point) => sum + (CREDIT[point.found] ?? 0), 0);
  const count = `${halves(made, inWords)} of ${inWords(points.length)} ${points.length === 1 ? "point" : "points"}`;
  const within = bandsWithin(assessment);
  if (!band_sure && within.length > 1) return `I could not tell: ${within.map((each) => BANDS[each].toLowerCase()).join(" or ")}, ${count}`;
  return `${BANDS[band]}: ${count}`;
}

export function Finding({ attempt, assessment, stages, onChange }: { attempt: Attempt; assessment: Assessment; stages: Stage[]; onChange: (attempt: Attempt) => void }): JSX.Element {
  const { answer } = attempt;
  const { score, low, high, sense, sense_says, honest, fatal } = assessment;
  return (
    <div class="finding">
      <h2 class="t2" id="h-finding" tabIndex={-1}>{headline(assessment)}</h2>
      {sense !== "answer" && sense_says && <p class="soft">{sense_says}</p>}
      {fatal && <p class="soft">One thing in it would end this part of the interview: it stands first below. Until that is mended the rest does not count.</p>}
      <SubjectOf attempt={attempt} assessment={assessment} onChange={onChange} />
      {honest.said && <p class="soft">{honest.plan ? "You said what you do not know, and how you would find out. That is what an interviewer hopes to hear." : "You said that you do not know. That is honest; add how you would find out."}</p>}
      {sense === "answer" && (
        <>
          <Scale assessment={assessment} />
          <p class="small soft num">{percent(score)}, likely {range(low, high)}.</p>
          <Foreseen attempt={attempt} />
        </>
      )}
      {sense === "answer" && stages.length > 0 && <ByStage assessment={assessment} stages={stages} />}
      {answer?.followed && <p class="small num">With your replies to the interviewer: {BANDS[answer.followed.band].toLowerCase()}, {percent(answer.followed.score)}.</p>}
      {answer?.claimed && <p class="small num own">By your own reading: {BANDS[answer.claimed.band].toLowerCase()}, {percent(answer.claimed.score)}. The engine's reading stays beside it.</p>}
    </div>
  );
}

function Scale({ assessment: { score, low, high, bands } }: { assessment: Assessment }): JSX.Element {
  const from: Record<Band, number> = { wrong: 0, ...bands };
  const to = (i: number): number => { const next = ORDER[i + 1]; return next ? from[next] : 1; };
  return (
    <div class="scale" role="img" aria-label={`${percent(score)} on a scale where weak begins at ${percent(bands.weak)}, partial at ${percent(bands.partial)} and strong at ${percent(bands.strong)}; the likely range is ${range(low, high)}`}>
      <div class="scale-bar">
        <i class="likely" style={{ left: percent(low), width: `${Math.max(1, 100 * (high - low))}%` }} />
        {ORDER.slice(1).map((band) => <i key={band} class="border" style={{ left: percent(from[band]) }} />)}
        <i class="here" style={{ left: percent(score) }} />
      </div>
      <div class="scale-names small" aria-hidden="true">
        {ORDER.map((band, i) => <span key={band} style={{ left: percent(from[band]), width: `${100 * (to(i) - from[band])}%` }}>{band === "wrong" ? "" : BANDS[band]}</span>)}
      </div>
    </div>
  );
}

/* Of a staged answer: how much of each stage is there. */
function ByStage({ assessment, stages }: { assessment: Assessment; stages: Stage[] }): JSX.Element {
  return (
    <dl class="balance">
      {stages.map((stage) => {
        const points = assessment.points.filter((point) => point.stage === stage.id);
        const weight = points.reduce((sum, point) => sum + point.weight, 0);
        const made = points.reduce((sum, point) => sum + point.weight * point.credit, 0);
        const found = points.filter((point) => point.found === "yes").length;
        return (
          <div key={stage.id}>
            <dt>{stage.title}</dt>
            <dd><i style={{ width: percent(weight ? made / weight : 0) }} aria-hidden="true" /><span class="num">{found} of {plural(points.length, "point")}</span></dd>
          </div>
        );
      })}
    </dl>
  );
}
