/* Pace and fillers, from speech whose times are known. Never part of a score. Pure: it imports nothing. */

/* Sounds and phrases that carry nothing, whatever stands around them; "like" and "so" do only where commas fence them in. The one list of them. */
const FILLERS: [string, RegExp][] = [
  ["um", /\bu[hm]*m+\b/gi],
  ["uh", /\b(?:u+h+|er+m?|eh)\b/gi],
  ["hmm", /\bh+m+\b/gi],
  ["you know", /(?:^|[,.;] ?)you know\b(?=,|\.|$)|\byou know,/gi],
  ["I mean", /\bi mean\b,?/gi],
  ["like", /, like,/gi],
];

const LEAST_SECONDS = 15;
const LEAST_WORDS = 20;
const SLOW = 120;
const FAST = 180;
const MANY_FILLERS = 5;

export interface Timed { start: number; end: number; text: string }
export interface Pace { words: number; seconds: number; perMinute: number; fillers: [string, number][]; fillersPerMinute: number }

/* null: too little was said to tell. */
export function paceOf(segments: Timed[]): Pace | null {
  const seconds = (segments.at(-1)?.end ?? 0) - (segments[0]?.start ?? 0);
  const text = segments.map((each) => each.text).join(" ");
  const words = text.match(/[\p{L}\p{N}]+(?:[.,'’%-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
  if (seconds < LEAST_SECONDS || words < LEAST_WORDS) return null;
  const fillers = FILLERS.map(([name, pattern]): [string, number] => [name, text.match(pattern)?.length ?? 0]).filter(([, n]) => n > 0);
  const said = fillers.reduce((sum, [, n]) => sum + n, 0);
  return { words, seconds, perMinute: (60 * words) / seconds, fillers, fillersPerMinute: (60 * said) / seconds };
}

export function paceSays({ perMinute, fillers, fillersPerMinute }: Pace): string[] {
  const n = Math.round(perMinute);
  const rate = Math.round(10 * fillersPerMinute) / 10;
  const which = fillers.map(([name, count]) => `“${name}” ${count}`).join(", ");
  return [
    `${n} words a minute. ${n < SLOW ? "That is slow; between 120 and 180 is easy to follow." : n > FAST ? "That is fast; between 120 and 180 is easy to follow. Slow down where it matters." : "That is easy to follow."}`,
    `${rate ? `${rate} ${rate === 1 ? "filler" : "fillers"} a minute (${which})` : "No fillers were written down"}. ${rate > MANY_FILLERS ? "More than five or so distract; a short silence does the same work." : "Nobody minds that."} Recognisers leave many out, so there may have been more.`,
  ];
}
