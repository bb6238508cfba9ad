/* A staged answer as one text: the answer to a stage stands under a line `## id`. Pure: it imports nothing. */

export interface Part { id: string; from: number; to: number }

const HEAD = /^## +([a-z0-9_-]+)[ \t]*$/gm;

/* Where each stage's own text stands. What comes before the first heading belongs to the first stage. */
export function partsOf(text: string, ids: string[]): Part[] {
  const heads = [...text.matchAll(HEAD)].filter((head) => ids.includes(head[1] ?? ""));
  const parts = heads.map((head, i): Part => ({ id: head[1] ?? "", from: head.index + head[0].length, to: heads[i + 1]?.index ?? text.length }));
  const lead = heads[0]?.index ?? text.length;
  return text.slice(0, lead).trim() ? [{ id: ids[0] ?? "", from: 0, to: lead }, ...parts] : parts;
}

export function splitStages(text: string, ids: string[]): Record<string, string> {
  const found: Record<string, string> = Object.fromEntries(ids.map((id) => [id, ""]));
  for (const { id, from, to } of partsOf(text, ids)) {
    const own = text.slice(from, to).replace(/^\n/, "").replace(/\n+$/, "");
    found[id] = found[id] ? `${found[id]}\n\n${own}` : own;
  }
  return found;
}

export function joinStages(texts: Record<string, string>, ids: string[]): string {
  return ids.filter((id) => texts[id]?.trim()).map((id) => `## ${id}\n${texts[id]}\n`).join("\n");
}

/* Words as a person counts them: runs of letters and digits, "don't" and "0.5" being one each; the numbers of a list are none. */
export function countWords(text: string): number {
  return text.replace(HEAD, "").replace(/^\d{1,2}[.)] /gm, "").match(/[\p{L}\p{N}]+(?:[.,'’%-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}
