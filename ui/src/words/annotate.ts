/* Findings laid over a text: it is cut where any of them begins or ends, so that they may overlap. Pure: it imports nothing. */

export type MarkKind = "yes" | "partly" | "contradicted" | "unclear" | "mistake" | "jargon";

/* `n`: the number that stands behind it in the text and before it in the list; 0: none. */
export interface Mark { id: string; kind: MarkKind; at: number; len: number; n: number }

/* A piece of text, what lies over it, and what ends with it. */
export interface Piece { text: string; over: Mark[]; ends: Mark[] }

const inside = (mark: Mark, from: number, to: number): boolean => mark.len > 0 && mark.at < to && mark.at + mark.len > from;

export function annotate(text: string, marks: Mark[], from = 0, to = text.length): Piece[] {
  const here = marks.filter((mark) => inside(mark, from, to));
  const cuts = new Set([from, to]);
  for (const mark of here) {
    cuts.add(Math.max(from, mark.at));
    cuts.add(Math.min(to, mark.at + mark.len));
  }
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(0, -1).map((start, i) => {
    const end = places[i + 1] ?? to;
    return {
      text: text.slice(start, end),
      over: here.filter((mark) => inside(mark, start, end)),
      ends: here.filter((mark) => Math.min(to, mark.at + mark.len) === end),
    };
  });
}

/* "four and a half": points, where a half counts. */
export function halves(sum: number, words: (n: number) => string): string {
  const whole = Math.floor(sum);
  if (sum === whole) return words(whole);
  return whole ? `${words(whole)} and a half` : "half a";
}
