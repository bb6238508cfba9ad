/* The title of a page: in the browser's tab, and said aloud when one arrives there by a link. */
import { useEffect } from "preact/hooks";
import { announce } from "./announce";

let first = true;

export function useTitle(title: string | null): void {
  useEffect(() => {
    if (title === null) return;
    document.title = `${title} · viva`;
    if (!first) announce(title);
    first = false;
  }, [title]);
}
