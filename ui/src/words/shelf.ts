/* Recordings, kept in this browser and nowhere else: in IndexedDB, few and bounded, the newest first.
 *
 * What is on the shelf is in memory first, so that a browser that keeps nothing (a private window, a full disk) still plays what was just said; `trouble` then
 * says that it will be gone. A recording is put away while it grows (`open`), so that a reload costs its last seconds at most. */
import type { Audience, OwnView, Speech } from "../api/types";
import { observable } from "../base/observable";

export interface Recording {
  id: string; slug: string; title: string; audience: Audience; created: string;
  ms: number; type: string; blob: Blob;
  open: boolean; /* still growing, or cut off while it did */
  speech?: Speech; /* as the operator's recogniser wrote it down */
  ticks?: Record<string, OwnView>;
}

export const MOST = 20;
export const MOST_BYTES = 100 * 1024 * 1024;

export const shelf = observable<Recording[] | null>(null);
export const trouble = observable("");

const GONE = "This browser cannot keep recordings just now: what you say is here until you leave viva. Download what you want to keep.";

/* Those that leave, oldest last on the shelf and first to go, so that one more of so many bytes has room. Pure. */
export function leaving(kept: { blob: { size: number } }[], bytes: number): number {
  let stay = Math.min(kept.length, MOST - 1);
  const total = (n: number): number => kept.slice(0, n).reduce((sum, each) => sum + each.blob.size, bytes);
  while (stay > 0 && total(stay) > MOST_BYTES) stay -= 1;
  return kept.length - stay;
}

let opened: Promise<IDBDatabase> | null = null;

function database(): Promise<IDBDatabase> {
  opened ??= new Promise((done, failed) => {
    const request = indexedDB.open("viva", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("recordings", { keyPath: "id" });
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
    request.onblocked = () => failed(new Error("another page of viva holds the recordings"));
  });
  opened.catch(() => { opened = null; });
  return opened;
}

async function inStore<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const transaction = (await database()).transaction("recordings", mode);
  return new Promise((done, failed) => {
    const request = ask(transaction.objectStore("recordings"));
    transaction.oncomplete = () => done(request.result);
    transaction.onerror = transaction.onabort = () => failed(transaction.error ?? request.error);
  });
}

const newestFirst = (a: Recording, b: Recording): number => b.created.localeCompare(a.created);

/* Looks again: another tab may have recorded. What is only in memory stays. */
export async function loadShelf(): Promise<void> {
  try {
    const stored = await inStore<Recording[]>("readonly", (store) => store.getAll() as IDBRequest<Recording[]>);
    const known = new Set(stored.map((each) => each.id));
    shelf.set([...stored, ...(shelf.get() ?? []).filter((each) => trouble.get() && !known.has(each.id))].sort(newestFirst));
  } catch {
    shelf.set(shelf.get() ?? []);
    trouble.set(GONE);
  }
}

/* Puts a recording on the shelf, or in place of its earlier form. */
export async function keep(recording: Recording): Promise<void> {
  const others = (shelf.get() ?? []).filter((each) => each.id !== recording.id);
  shelf.set([recording, ...others].sort(newestFirst));
  try {
    await inStore("readwrite", (store) => store.put(recording));
    trouble.set("");
  } catch {
    trouble.set(GONE);
  }
}

export async function drop(id: string): Promise<void> {
  shelf.set((shelf.get() ?? []).filter((each) => each.id !== id));
  try {
    await inStore("readwrite", (store) => store.delete(id));
  } catch {
    trouble.set(GONE);
  }
}

/* Makes room for one more; the learner has been told which ones go. */
export async function makeRoom(bytes = 0): Promise<void> {
  const kept = shelf.get() ?? [];
  for (const each of kept.slice(kept.length - leaving(kept, bytes))) await drop(each.id);
}

export const recordingNamed = (id: string | null): Recording | null => shelf.get()?.find((each) => each.id === id) ?? null;

/* "viva-how-many-folds-2026-11-23.webm" */
export function fileName({ slug, created, type }: Pick<Recording, "slug" | "created" | "type">): string {
  const ending = type.includes("mp4") ? "m4a" : type.includes("ogg") ? "ogg" : type.includes("wav") ? "wav" : "webm";
  return `viva-${slug}-${created.slice(0, 16).replace(/[:T]/g, "-")}.${ending}`;
}
