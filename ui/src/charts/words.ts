/* Words for what charts tell: shares as so many of 100, minutes, titles within a sentence. */
import { plural } from "../base/words";

export const of100 = (share: number): number => Math.round(100 * share);

/* "45 minutes", "2 hours", "2 hours 10 minutes". */
export function spell(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  if (!hours) return plural(minutes, "minute");
  return [plural(hours, "hour"), minutes % 60 ? plural(minutes % 60, "minute") : ""].filter(Boolean).join(" ");
}

/* "+4", "−4", "0": with a minus that is as wide as the plus. */
export const signed = (n: number): string => (n > 0 ? `+${n}` : n < 0 ? `−${-n}` : "0");

/* A title within a sentence: "Linear models" is "linear models", "SQL" stays. */
export const inText = (title: string): string => title.replace(/^\p{Lu}(?=\p{Ll})/u, (first) => first.toLowerCase());
