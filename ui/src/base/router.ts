/* Pages by address. Plain <a href> links are caught and answered without a reload; back and forward work as everywhere. */
import { observable, useObservable } from "./observable";

export interface Place { path: string; query: URLSearchParams; hash: string }

const read = (): Place => ({
  path: decodeURI(location.pathname).replace(/(.)\/+$/, "$1"),
  query: new URLSearchParams(location.search),
  hash: decodeURIComponent(location.hash.slice(1)),
});

export const place = observable(read());
export const usePlace = (): Place => useObservable(place);

let previous = "/"; /* the last page that was a list of something, for "back" in the workspace */

export function cameFrom(): string {
  return previous;
}

export function go(href: string, options: { replace?: boolean } = {}): void {
  const from = place.get().path;
  if (!from.startsWith("/questions/")) previous = from + location.search;
  if (options.replace) history.replaceState(null, "", href);
  else history.pushState(null, "", href);
  place.set(read());
  if (place.get().path !== from) scrollTo(0, 0);
}

/* "/questions/:slug" against a path: its named parts, or null. */
export function match(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split("/");
  const parts = path.split("/");
  if (wanted.length !== parts.length) return null;
  const found: Record<string, string> = {};
  for (const [i, want] of wanted.entries()) {
    const part = parts[i] ?? "";
    if (want.startsWith(":") && part) found[want.slice(1)] = part;
    else if (want !== part) return null;
  }
  return found;
}

export function startRouter(): void {
  addEventListener("popstate", () => place.set(read()));
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest?.("a");
    if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
    if (link.hash && link.pathname + link.search === location.pathname + location.search) return; /* the browser scrolls there itself */
    event.preventDefault();
    go(link.pathname + link.search + link.hash);
  });
}

/* The same address with some of its query changed; empty values are left out. */
export function withQuery(query: URLSearchParams, change: Record<string, string>): string {
  const next = new URLSearchParams(query);
  for (const [key, value] of Object.entries(change)) {
    if (value) next.set(key, value);
    else next.delete(key);
  }
  const text = next.toString();
  return text ? `?${text}` : "";
}
