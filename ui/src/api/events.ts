/* What the server tells without being asked: cases as they are judged, stacks as they become ready.
 *
 * One stream a browser: the tabs elect a leader by a Web Lock; the leader holds the EventSource and passes what it hears to
 * the others over a BroadcastChannel. When it closes, the lock goes to the next tab. Events are hints: whoever needs the
 * truth GETs it, and while `streaming` is false, asks again and again. The last events are kept for a while, because a run
 * may end before the answer to its POST has arrived. */
import { observable } from "../base/observable";
import type { AttemptEvent, RunEvent, StackEvent } from "./types";

export type JudgingEvent = RunEvent | AttemptEvent;
export type Told =
  | { type: "run" | "attempt"; data: JudgingEvent }
  | { type: "stack"; data: StackEvent };

type Message = Told | { type: "state"; up: boolean } | { type: "ask" };

const NAME = "viva-events";
const KEPT = 400;
const REOPEN_MS = 3000;

export const streaming = observable(false);

const listeners = new Set<(told: Told) => void>();
const kept: Told[] = [];
let channel: BroadcastChannel | null = null;
let leading = false;

export function listen(told: (event: Told) => void): () => void {
  listeners.add(told);
  return () => void listeners.delete(told);
}

/* What has been said already about one run or attempt. */
export function saidAbout(id: string): JudgingEvent[] {
  return kept.flatMap((event) => (event.type !== "stack" && event.data.id === id ? [event.data] : []));
}

/* Joins the tabs of this browser; called once. */
export function startEvents(): void {
  if (!("locks" in navigator) || !("BroadcastChannel" in window)) {
    lead();
    return;
  }
  channel = new BroadcastChannel(NAME);
  channel.onmessage = (message: MessageEvent<Message>) => hear(message.data);
  channel.postMessage({ type: "ask" });
  void navigator.locks.request(NAME, () => {
    lead();
    return new Promise<never>(() => undefined);
  });
}

function hear(message: Message): void {
  if (message.type === "ask") {
    if (leading) channel?.postMessage({ type: "state", up: streaming.get() });
  } else if (message.type === "state") {
    if (!leading) streaming.set(message.up);
  } else {
    tell(message);
  }
}

function tell(event: Told): void {
  if (isPlace(event)) forgetPlace(event.data.id);
  kept.push(event);
  if (kept.length > KEPT) kept.splice(0, kept.length - KEPT);
  for (const told of [...listeners]) told(event);
}

type PlaceEvent = Exclude<Told, { type: "stack" }>;
const isPlace = (event: Told): event is PlaceEvent => event.type !== "stack" && event.data.position !== undefined;

/* Of the places of one that waits, the last is enough. */
function forgetPlace(id: string): void {
  const at = kept.findIndex((event) => isPlace(event) && event.data.id === id);
  if (at >= 0) kept.splice(at, 1);
}

function lead(): void {
  leading = true;
  open();
}

function open(): void {
  const source = new EventSource("/api/v1/events");
  source.onopen = () => report(true);
  source.onerror = () => {
    report(false);
    if (source.readyState !== EventSource.CLOSED) return;
    source.close();
    setTimeout(open, REOPEN_MS);
  };
  source.addEventListener("resync", () => { /* some were dropped: whoever listens for the stream to come back asks anew */
    report(false);
    report(true);
  });
  for (const type of ["run", "attempt", "stack"] as const) {
    source.addEventListener(type, (event) => {
      const told = { type, data: JSON.parse((event as MessageEvent<string>).data) } as Told;
      tell(told);
      channel?.postMessage(told);
    });
  }
}

function report(up: boolean): void {
  streaming.set(up);
  channel?.postMessage({ type: "state", up });
}
