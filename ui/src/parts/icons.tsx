/* The icons: 16 by 16, one stroke, in the colour of the text. They never stand without a word. */
import type { JSX } from "preact";

const PATHS = {
  today: "M8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M12.6 3.4l-.7.7M4.1 11.9l-.7.7",
  practise: "M10.8 2.6l2.6 2.6L5.5 13H3v-2.5zM9 4.4L11.6 7",
  progress: "M2 13.5h12M4 11V8M8 11V3M12 11V6",
  more: "M3 8h.01M8 8h.01M13 8h.01",
  search: "M10.5 10.5L14 14",
  back: "M10 3L5 8l5 5",
  check: "M3 8.5l3.2 3.2L13 5",
  cross: "M4 4l8 8M12 4l-8 8",
  warn: "M8 5v4M8 11.5h.01M8 1.8L15 14H1z",
  new: "",
  half: "",
  up: "M4 9.5l4-4 4 4",
  down: "M4 6.5l4 4 4-4",
  ask: "M6.3 6.2a1.8 1.8 0 1 1 2.6 1.7c-.6.3-.9.6-.9 1.3M8 11.2h.01",
  person: "M3 13.5c.4-2.700 2.300-4 5-4s4.600 1.300 5 4",
  mic: "M8 1.5a2 2 0 0 1 2 2v4a2 2 0 0 1-4 0v-4a2 2 0 0 1 2-2zM3.5 7.5a4.5 4.5 0 0 0 9 0M8 12v2.5",
  play: "M4.5 2.5L13 8l-8.5 5.5z",
  pause: "M5.5 3v10M10.5 3v10",
  stop: "M3.5 3.5h9v9h-9z",
  lock: "M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }): JSX.Element {
  return (
    <svg class="ic" viewBox="0 0 16 16" aria-hidden="true">
      {name === "today" && <circle cx="8" cy="8" r="3" />}
      {name === "search" && <circle cx="7" cy="7" r="4.5" />}
      {name === "person" && <circle cx="8" cy="5" r="2.5" />}
      {(name === "new" || name === "half" || name === "ask") && <circle cx="8" cy="8" r={name === "ask" ? 6.5 : 5} />}
      {name === "half" && <path d="M8 3a5 5 0 0 1 0 10z" fill="currentColor" />}
      {PATHS[name] && <path d={PATHS[name]} stroke-width={name === "more" ? 2 : undefined} />}
    </svg>
  );
}
