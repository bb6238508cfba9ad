/* The one way to the server: JSON in and out of /api/v1.
 *
 * A refusal becomes a Failure with the server's own words, so that a page can show them as they are. When the server cannot
 * be reached the Failure's code is "offline" and `connected` turns false, until any call gets through again. A write carries
 * the CSRF token of the session; after a restart of the server the token is stale, then it is fetched anew and the call is
 * repeated once. */
import { observable } from "../base/observable";
import type { Session } from "./types";

const ROOT = "/api/v1";

export const connected = observable(true);

export class Failure extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly where = "",
    readonly body: unknown = null,
  ) {
    super(message);
  }
}

let csrf = "";

export function rememberCsrf(token: string): void {
  csrf = token;
}

export function get<T>(path: string): Promise<T> {
  return call<T>("GET", path);
}

export function send<T>(method: "POST" | "PUT", path: string, body: unknown = {}): Promise<T> {
  return call<T>(method, path, body);
}

/* A file, as it is. */
export function sendFile<T>(path: string, file: Blob): Promise<T> {
  return call<T>("POST", path, file);
}

export function remove<T>(path: string): Promise<T> {
  return call<T>("DELETE", path);
}

async function call<T>(method: string, path: string, body?: unknown, again = true): Promise<T> {
  const response = await reach(method, path, body);
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer as T;
  const failure = failureOf(response.status, answer);
  if (failure.where === "X-Viva-CSRF" && again) {
    rememberCsrf((await get<Session>("/session")).csrf);
    return call<T>(method, path, body, false);
  }
  throw failure;
}

async function reach(method: string, path: string, body?: unknown): Promise<Response> {
  const headers: Record<string, string> = { Accept: "application/json" };
  const file = body instanceof Blob;
  if (body !== undefined) headers["Content-Type"] = file ? body.type : "application/json";
  if (method !== "GET") headers["X-Viva-CSRF"] = csrf;
  try {
    const init: RequestInit = { method, headers, credentials: "same-origin" };
    if (body !== undefined) init.body = file ? body : JSON.stringify(body);
    const response = await fetch(ROOT + path, init);
    connected.set(true);
    return response;
  } catch {
    connected.set(false);
    throw new Failure(0, "offline", "viva does not answer. Is it still running? Your work is kept in this browser.");
  }
}

function failureOf(status: number, answer: unknown): Failure {
  const error = (answer as { error?: { code?: string; message?: string; where?: string } } | null)?.error;
  return new Failure(status, error?.code ?? `http-${status}`, error?.message ?? `The server answered ${status}.`, error?.where, answer);
}

/* The words for an error of whatever kind. */
export function wordsFor(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
