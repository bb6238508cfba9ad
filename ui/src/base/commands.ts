/* What can be done here, in one table: it drives the keys, the list behind `?`, and the actions in the palette.
 *
 * Keys are written "Ctrl+Enter", "?", "Alt+PageDown"; Ctrl stands for Cmd on a Mac. A key that types something is left alone while
 * somebody types, and all such keys can be switched off in the settings (WCAG 2.1.4). */
import { useLayoutEffect } from "preact/hooks";
import { observable } from "./observable";
import { settings } from "./session";

export interface Command {
  title: string;
  keys?: string;
  run?: () => void; /* none: the key is handled where it is pressed, and only listed here */
  hidden?: boolean; /* not offered in the palette */
}

const tables = new Set<Command[]>();
const MAC = /Mac|iPhone|iPad/.test(navigator.platform);
const ONE_KEY = "viva.one-key";

export const oneKey = observable(localStorage.getItem(ONE_KEY) !== "off");
oneKey.listen((on) => localStorage.setItem(ONE_KEY, on ? "on" : "off"));

/* In force from the moment that the page shows what they are for: a key pressed at once is not lost. */
export function useCommands(commands: Command[]): void {
  useLayoutEffect(() => {
    tables.add(commands);
    return () => void tables.delete(commands);
  });
}

export const allCommands = (): Command[] => [...tables].flat();

const SHOWN: Record<string, string> = {
  Ctrl: MAC ? "⌘" : "Ctrl", Shift: "⇧", Enter: "⏎", ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", Escape: "Esc", PageDown: "Page ↓", PageUp: "Page ↑",
};

/* "Ctrl-Enter", for use in a sentence. */
export const spokenKeys = (keys: string): string => keys.split("+").map((key) => (key === "Ctrl" && MAC ? "Cmd" : key)).join("-");

export const shownKeys = (keys: string): string => keys.split("+").map((key) => SHOWN[key] ?? (key.length === 1 ? key.toUpperCase() : key)).join(" ");

export function startCommands(): void {
  addEventListener("keydown", (event) => {
    if (event.isComposing || event.repeat) return;
    const pressed = meantBy(event);
    const plain = !pressed.startsWith("Ctrl+") && !/^Alt\+[A-Z]/.test(pressed); /* Alt with a named key types nothing */
    if (plain && (!oneKey.get() || isBusy(event.target))) return;
    const command = allCommands().reverse().find((each) => each.keys === pressed && each.run);
    if (!command || (document.querySelector("dialog[open]") && pressed !== "Ctrl+k")) return;
    event.preventDefault();
    event.stopPropagation();
    command.run?.();
  }, { capture: true });
}

/* Whoever chose Emacs's keys means its Ctrl-k while they write code, and calls the palette as they are used to: M-x. */
function meantBy(event: KeyboardEvent): string {
  const name = nameOf(event);
  const emacs = settings.get().keys === "emacs" && event.target instanceof HTMLElement && event.target.closest(".cm-editor") !== null;
  if (!emacs) return name;
  return name === "Alt+x" ? "Ctrl+k" : name === "Ctrl+k" ? "" : name;
}

function nameOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const shift = event.shiftKey && event.key.length > 1;
  return `${event.ctrlKey || event.metaKey ? "Ctrl+" : ""}${event.altKey ? "Alt+" : ""}${shift ? "Shift+" : ""}${key}`;
}

/* Somebody types, or is about to press what has the focus. */
function isBusy(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, button, a, summary, [contenteditable=true], [role=tab], [role=separator]") !== null
    || (target instanceof HTMLElement && target.isContentEditable);
}
