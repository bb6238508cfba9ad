/* The list of questions for what the address asks for: page after page, kept so that "back" finds it as it was left. */
import { useEffect, useRef, useState } from "preact/hooks";
import { get } from "../api/client";
import type { Card, QuestionList } from "../api/types";

interface Listing { cards: Card[]; total: number; cursor: string | null }

export interface ListingState {
  cards: Card[] | null; total: number | null; all: number | null; error: unknown; busy: boolean; more: () => void; reload: () => void;
}

const kept = new Map<string, Listing>();
const ASKED = ["q", "type", "dimension", "topic", "difficulty", "role", "set", "status"];
let all: number | null = null; /* how many questions there are without any condition */

export function useListing(query: URLSearchParams): ListingState {
  const key = keyOf(query);
  const [, render] = useState(0);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [round, setRound] = useState(0);
  const shown = useRef<Listing | null>(null);
  useEffect(() => {
    let wanted = true;
    setError(null);
    refresh(key, kept.get(key)?.cards.length ?? 0).then(
      (listing) => {
        kept.set(key, listing);
        if (key === "") all = listing.total;
        if (wanted) render((n) => n + 1);
      },
      (failure: unknown) => wanted && setError(failure));
    return () => void (wanted = false);
  }, [key, round]);
  useEffect(() => {
    if (all === null && key !== "") void page("", null, 1).then((listing) => { all = listing.total; render((n) => n + 1); }, () => undefined);
  }, []);
  const current = kept.get(key);
  if (current) shown.current = current; /* while another list loads, the one before stays: nothing jumps */
  const more = (): void => {
    if (!current?.cursor || busy) return;
    setBusy(true);
    setError(null);
    page(key, current.cursor).then((next) => kept.set(key, { ...next, cards: [...current.cards, ...next.cards] }))
      .catch(setError).finally(() => setBusy(false));
  };
  const listing = current ?? shown.current;
  return { cards: listing?.cards ?? null, total: listing?.total ?? null, all, error, busy, more, reload: () => setRound((n) => n + 1) };
}

function keyOf(query: URLSearchParams): string {
  return new URLSearchParams(ASKED.flatMap((name) => (query.get(name) ? [[name, query.get(name) ?? ""]] : []))).toString();
}

async function page(key: string, cursor: string | null, limit = 50): Promise<Listing> {
  const query = new URLSearchParams(key);
  query.set("limit", String(limit));
  if (cursor) query.set("cursor", cursor);
  const answer = await get<QuestionList>(`/questions?${query.toString()}`);
  return { cards: answer.questions, total: answer.total, cursor: answer.next_cursor };
}

/* At least as many rows as were there before. */
async function refresh(key: string, rows: number): Promise<Listing> {
  let listing = await page(key, null);
  while (listing.cards.length < rows && listing.cursor) {
    const next = await page(key, listing.cursor);
    listing = { ...next, cards: [...listing.cards, ...next.cards] };
  }
  return listing;
}
