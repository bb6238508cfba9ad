/* Glossary terms in running text: the first mention of each becomes a link to its meaning. */
import { get } from "../api/client";
import type { Term } from "../api/types";

let glossary: Promise<Term[]> | null = null;

export function loadGlossary(): Promise<Term[]> {
  glossary ??= get<{ terms: Term[] }>("/glossary").then((answer) => answer.terms).catch((error: unknown) => {
    glossary = null;
    throw error;
  });
  return glossary;
}

export const termKey = (term: string): string => term.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");

export async function linkTerms(box: HTMLElement): Promise<void> {
  const terms = await loadGlossary().catch(() => []); /* text without links is still the text */
  if (!terms.length || !box.isConnected) return;
  const keys = new Map(terms.flatMap((term) => [term.term, ...term.aliases].map((name) => [name.toLowerCase(), termKey(term.term)] as const)));
  const names = [...keys.keys()].sort((a, b) => b.length - a.length).map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_-])(${names.join("|")})(?![\\p{L}\\p{N}_-])`, "iu");
  const done = new Set<string>();
  for (const text of textsOf(box)) linkFirst(text, pattern, keys, done);
}

function textsOf(box: HTMLElement): Text[] {
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  const found: Text[] = [];
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    if (!text.parentElement?.closest("a, code, pre, .math, h1, h2, h3, th")) found.push(text);
  }
  return found;
}

function linkFirst(text: Text, pattern: RegExp, keys: Map<string, string>, done: Set<string>): void {
  const hit = pattern.exec(text.data);
  const key = hit?.[1] && keys.get(hit[1].toLowerCase());
  if (!hit || !key) return;
  const rest = text.splitText(hit.index + hit[0].length);
  if (!done.has(key)) {
    done.add(key);
    const mention = text.splitText(hit.index);
    const link = document.createElement("a");
    link.className = "term";
    link.href = `/glossary#${key}`;
    mention.replaceWith(link);
    link.append(mention);
  }
  linkFirst(rest, pattern, keys, done);
}
