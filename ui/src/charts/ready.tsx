/* Readiness as a ring: an arc for the share, a fainter one from the low to the high end of its interval, the number in the middle. */
import type { JSX } from "preact";
import type { Readiness } from "../api/types";
import { inWords } from "../base/words";
import { of100 } from "./words";

const MIDDLE = 64;
const RADIUS = 56;

export function Ready({ readiness, heading: Heading = "h3" }: { readiness: Readiness; heading?: "h2" | "h3" }): JSX.Element {
  return (
    <figure class="ready">
      <Ring {...readiness} />
      <figcaption>
        <Heading>{readiness.told ? `Readiness: ${of100(readiness.share)} of 100` : "Readiness: too early to tell"}</Heading>
        <p>{readiness.told ? rangeOf(readiness) : reasonOf(readiness)}</p>
      </figcaption>
    </figure>
  );
}

function Ring({ told, share, low, high }: Readiness): JSX.Element {
  const label = told ? `Readiness ${of100(share)} of 100, likely between ${of100(low)} and ${of100(high)}` : "Readiness: too early to tell";
  return (
    <svg width="128" height="128" viewBox="0 0 128 128" role="img" aria-label={label}>
      <circle class={told ? "track" : "track dash"} cx={MIDDLE} cy={MIDDLE} r={RADIUS} />
      {told && <path class="done" d={arc(0, share)} />}
      {told && <path class="band" d={arc(low, high)} />}
      {told && <path class="tip" d={tick(share)} />}
      {told && <text class="t-big" x={MIDDLE} y="70" text-anchor="middle" aria-hidden="true">{of100(share)}</text>}
      <text class="t-soft" x={MIDDLE} y={told ? 90 : 60} text-anchor="middle" aria-hidden="true">{told ? "of 100" : "too early"}</text>
      {!told && <text class="t-soft" x={MIDDLE} y="78" text-anchor="middle" aria-hidden="true">to tell</text>}
    </svg>
  );
}

const point = (share: number, radius: number): string => {
  const angle = 2 * Math.PI * share - Math.PI / 2;
  return `${(MIDDLE + radius * Math.cos(angle)).toFixed(1)} ${(MIDDLE + radius * Math.sin(angle)).toFixed(1)}`;
};
const tick = (share: number): string => `M${point(share, RADIUS - 7)}L${point(share, RADIUS + 7)}`;

/* A whole circle has no end to draw to: it stops just before. */
function arc(from: number, to: number): string {
  const end = Math.min(to, from + 0.9999);
  return `M${point(from, RADIUS)}A${RADIUS} ${RADIUS} 0 ${end - from > 0.5 ? 1 : 0} 1 ${point(end, RADIUS)}`;
}

function rangeOf({ low, high, rounds, rounds_told }: Readiness): string {
  const open = rounds.length - rounds_told;
  return `Of 100 unseen questions of your rounds, about so many at the bar; likely between ${of100(low)} and ${of100(high)}.${open ? ` Of ${inWords(open)} ${open === 1 ? "round" : "rounds"} it is too early to tell.` : ""}`;
}

function reasonOf({ rounds }: Readiness): string {
  const nearest = [...rounds].sort((a, b) => b.basis - a.basis)[0];
  if (!nearest) return "There is no round with questions for this role.";
  return `It takes ${inWords(nearest.needs)} answers that bear on a round, where a probe counts as a quarter. ${nearest.basis > 0 ? `${nearest.title} is nearest, with ${Number(nearest.basis.toFixed(1))}.` : "There are none yet."}`;
}
