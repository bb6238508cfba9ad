/* The place of a run or a submission among those that wait to be judged, in words. Pure: it imports nothing. */

/* "1st", "22nd", "113th". */
export function ordinal(n: number): string {
  const teen = n % 100 >= 11 && n % 100 <= 13;
  return `${n}${teen ? "th" : (["th", "st", "nd", "rd"][n % 10] ?? "th")}`;
}

/* "Next in the queue", "2nd in the queue"; "" for what does not wait. */
export function placeWords(place: number | null): string {
  if (place === null || place < 1) return "";
  return `${place === 1 ? "Next" : ordinal(place)} in the queue`;
}

/* Whether to say a place aloud, after `said` (null: none yet): the first one, then each time it has halved, so that a long queue is not read out step by step. */
export function worthSaying(place: number, said: number | null): boolean {
  return said === null || place <= said / 2;
}
