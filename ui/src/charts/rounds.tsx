/* Readiness by round: a line at the share and the interval as a band; every figure stands beside its bar, so this drawing is its own table. */
import type { JSX } from "preact";
import type { Readiness } from "../api/types";
import { Chart } from "./chart";
import { inText, of100 } from "./words";

type Round = Readiness["rounds"][number];

export function Rounds({ rounds }: { rounds: Round[] }): JSX.Element {
  return (
    <Chart title={titleOf(rounds)} how="Of 100 unseen questions of a round, so many at the bar. The band is an 80% interval." widest={720}
      draw={() => (
        <table class="bars">
          <caption class="vh">Readiness by round</caption>
          <thead class="vh"><tr><th scope="col">Round</th><th scope="col">Drawn</th><th scope="col">Of 100, with the interval</th></tr></thead>
          <tbody>
            {rounds.map((round) => (
              <tr key={round.key}>
                <th scope="row"><a href={`/practise?set=${round.key}`}>{round.title}</a>{round.raise && <small>Most to gain: <a href={`/topics/${round.raise.key}`}>{inText(round.raise.title)}</a></small>}</th>
                <td class="bar-cell">{round.told && <Bar {...round} />}</td>
                <td class="num">{round.told ? <>{of100(round.share)} <span class="soft">({of100(round.low)} to {of100(round.high)})</span></> : <span class="soft">too early to tell</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )} />
  );
}

function Bar({ share, low, high }: Round): JSX.Element {
  return (
    <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect class="tint-soft" width="100" height="8" />
      <rect class="tint-accent" x={100 * low} width={100 * (high - low)} height="8" />
      <rect class="f-accent" x={Math.min(99, Math.max(0, 100 * share - 0.5))} width="1" height="8" />
    </svg>
  );
}

function titleOf(rounds: Round[]): string {
  const told = rounds.filter((round) => round.told).sort((a, b) => a.share - b.share);
  const [last, first] = [told[0], told.at(-1)];
  if (!last || !first || last === first) return last ? `${last.title} stands at ${of100(last.share)} of 100` : "Readiness by round";
  if (of100(last.share) === of100(first.share)) return `All rounds stand at about ${of100(last.share)} of 100`;
  return `${last.title} is furthest from the bar, ${inText(first.title)} nearest`;
}
