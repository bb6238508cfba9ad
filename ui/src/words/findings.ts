/* A critique as one text: the defects as the items of a list, "1. ...", the most harmful first. Pure: it imports nothing. */

const NUMBER = /^(\d{1,2})[.)] +/;

/* The items of a text. A number at the beginning of a line opens one where it counts on; what stands before the first is an item, too. */
export function splitFindings(text: string): string[] {
  const items: string[] = [];
  let last = 0;
  for (const line of text.split("\n")) {
    const head = NUMBER.exec(line);
    const n = Number(head?.[1] ?? 0);
    if (head && (n === last + 1 || n === 1)) {
      last = n;
      items.push(line.slice(head[0].length));
    } else if (items.length) items.push(`${items.pop() ?? ""}\n${line}`);
    else if (line.trim()) items.push(line);
  }
  return items.map((item) => item.trim());
}

/* Empty items stand in the draft, so that a reload finds the list as it was left; without any text there is no answer. */
export function joinFindings(items: string[]): string {
  return items.some((item) => item.trim()) ? items.map((item, i) => `${i + 1}. ${item.trim()}`).join("\n\n") : "";
}

export function moved<T>(items: T[], from: number, to: number): T[] {
  const rest = items.filter((_, i) => i !== from);
  return [...rest.slice(0, to), items[from] as T, ...rest.slice(to)];
}
