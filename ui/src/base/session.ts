/* Who is here and how they like it: the session, the settings in force, and the clock of the server. */
import { connected, get, rememberCsrf, send } from "../api/client";
import { listen, streaming } from "../api/events";
import type { Session, Settings, Stack } from "../api/types";
import { observable, useObservable } from "./observable";

const PLAIN: Settings = { theme: "system", keys: "default", font_size: 13, clock: true, zone: "UTC", welcomed: false, retention: 90, delays: true };

export const session = observable<Session | null>(null);
export const settings = observable<Settings>(PLAIN);
export const stacks = observable<Stack[]>([]);

let ahead = 0; /* how far the server's clock is ahead of ours, in ms */

export const serverNow = (): Date => new Date(Date.now() + ahead);

export async function loadSession(): Promise<Session> {
  const found = await get<Session>("/session");
  rememberCsrf(found.csrf);
  ahead = Date.parse(found.now) - Date.now();
  session.set(found);
  stacks.set(found.stacks);
  apply(found.settings);
  return found;
}

let lastChange: Promise<unknown> = Promise.resolve();

/* Shows the change at once and keeps it on the server, one after the other; goes back to what was when that fails. */
export async function changeSettings(change: Partial<Settings>): Promise<void> {
  const before = settings.get();
  apply({ ...before, ...change });
  const mine = lastChange.then(() => send<Settings>("PUT", "/settings", change));
  lastChange = mine.catch(() => undefined);
  const end = lastChange;
  try {
    const kept = await mine;
    if (end === lastChange) apply(kept); /* else a later change is on its way and will answer with all */
  } catch (error) {
    apply(before);
    throw error;
  }
}

function apply(next: Settings): void {
  settings.set(next);
  const root = document.documentElement;
  if (next.theme === "system") delete root.dataset["theme"];
  else root.dataset["theme"] = next.theme;
  try {
    localStorage.setItem("viva.theme", next.theme);
  } catch {
    return; /* a browser that stores nothing gets the theme a moment later, from the server */
  }
}

/* Keeps the stacks up to date: by events, and anew whenever the stream or the connection comes back. */
export function watchStacks(): void {
  listen((told) => {
    if (told.type !== "stack") return;
    const rest = stacks.get().filter((stack) => stack.name !== told.data.name);
    stacks.set([...rest, told.data]);
  });
  let wasDown = false;
  const refresh = (): void => void loadSession().catch(() => undefined);
  streaming.listen((up) => {
    if (up && wasDown) refresh();
    wasDown = !up;
  });
  connected.listen((up) => {
    if (!up) retryUntilConnected();
  });
}

function retryUntilConnected(): void {
  const timer = setInterval(() => {
    if (connected.get()) clearInterval(timer);
    else void loadSession().catch(() => undefined);
  }, 3000);
}

export function useStack(name: string): Stack | null {
  return useObservable(stacks).find((stack) => stack.name === name) ?? null;
}

export const useSettings = (): Settings => useObservable(settings);
