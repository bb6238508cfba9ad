/* Where the learner stands: skills, rounds, topics, memory, calibration, gain. Each number has its doubt; without a basis the page says so. */
import type { JSX } from "preact";
import type { Progress } from "../api/types";
import { useResource } from "../base/resource";
import { capital, plural } from "../base/words";
import { Fault, Skeleton } from "../parts/states";

const of100 = (share: number): number => Math.round(100 * share);

interface Row { key: string; title: string; href?: string; told: boolean; share: number; low: number; high: number; more?: string }

export function Standing(): JSX.Element {
  const { data, error, reload } = useResource<Progress>("/progress");
  if (!data) return error ? <Fault error={error} retry={reload} /> : <Skeleton lines={6} label="Loading where you stand" />;
  const { readiness, memory, calibration, gain } = data;
  return (
    <>
      <Part id="ready" title="Readiness" note="Of 100 unseen questions of a round, so many at the bar">
        <Bars rows={readiness.rounds.map((row) => ({ ...row, href: `/practise?set=${row.key}`, more: row.raise ? `Most to gain: ${row.raise.title.toLowerCase()}` : "" }))} />
      </Part>
      <Part id="skills" title="Skills" note="Of 100 questions of middle difficulty, so many right">
        <Bars rows={data.skills.map(({ key, level, before }) => ({ key, title: capital(key), told: level.told, share: level.chance, low: level.low, high: level.high, more: before ? `${of100(before.chance)} a month ago` : "" }))} />
      </Part>
      <Part id="topics" title="Topics" note="The same, by topic">
        <Bars rows={data.topics.map(({ key, title, level, solved, questions }) => ({ key, title, href: `/topics/${key}`, told: level.told, share: level.chance, low: level.low, high: level.high, more: `${solved} of ${questions} solved` }))} />
      </Part>
      <Part id="memory" title="Memory" note={plural(memory.cards, "card")}>
        <p class="soft">{memory.cards ? `Of what you have reviewed, some ${of100(memory.recall)} of 100 are there today; without a review it would be ${of100(memory.recall_unreviewed)} in thirty days.` : "Nothing yet. What you answer in probes is remembered here, and comes back before you forget it."}</p>
      </Part>
      <Part id="sure" title="Calibration" note={calibration.said.count ? `Brier score ${calibration.said.brier.toFixed(2)} of ${plural(calibration.said.count, "forecast")}` : "How sure you were, and how it was"}>
        <div>
          <p class="soft">{calibration.advice}</p>
          {calibration.said.curve.length > 0 && (
            <table class="list">
              <caption class="vh">What you said, and what happened</caption>
              <thead><tr><th scope="col">You said</th><th scope="col" class="r">It was so in</th><th scope="col" class="r">Likely between</th><th scope="col" class="r">Times</th></tr></thead>
              <tbody>{calibration.said.curve.map((bin) => <tr key={bin.stated}><td>{of100(bin.stated)}%</td><td class="r num">{of100(bin.was.share)} of 100</td><td class="r num soft">{of100(bin.was.low)} and {of100(bin.was.high)}</td><td class="r num soft">{bin.count}</td></tr>)}</tbody>
            </table>
          )}
        </div>
      </Part>
      <Part id="gain" title="Does it work?" note="On sealed probes that nobody practises">
        <p class="soft">{gain.change ? `From the first measurement to the last the share right changed by ${of100(gain.change.share)} of 100, with 95% confidence between ${of100(gain.change.low)} and ${of100(gain.change.high)}.` : "Too few measurements to tell."} {gain.next && gain.next <= data.today ? <a href="/sittings/measure">One can be taken now.</a> : gain.next ? `The next one is on ${gain.next}.` : ""}</p>
      </Part>
    </>
  );
}

function Part({ id, title, note, children }: { id: string; title: string; note: string; children: JSX.Element }): JSX.Element {
  return <section class="sec" aria-labelledby={`h-${id}`}><header><h2 id={`h-${id}`}>{title}</h2><p>{note}</p></header>{children}</section>;
}

/* A bar to the share, with the interval as a band behind its end; the figures stand beside it, so that nothing is in the picture alone. */
function Bars({ rows }: { rows: Row[] }): JSX.Element {
  return (
    <table class="list bars">
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <th scope="row">{row.href ? <a href={row.href}>{row.title}</a> : row.title}{row.more && <small>{row.more}</small>}</th>
            <td class="bar-cell">{row.told && <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="tint-soft" x="0" y="0" width="100" height="8" /><rect class="tint-accent" x={100 * row.low} y="0" width={100 * (row.high - row.low)} height="8" /><rect class="f-accent" x={100 * row.share - 0.6} y="0" width="1.2" height="8" /></svg>}</td>
            <td class="r num">{row.told ? <>{of100(row.share)} <span class="soft">({of100(row.low)} to {of100(row.high)})</span></> : <span class="soft">too early to tell</span>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
