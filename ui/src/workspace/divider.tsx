/* A divider that drags: with a pointer, with the arrow keys, and back to the middle by a double click. It sets a custom property
 * on its parent, in percent, and keeps it in this browser. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

/* `at`: at least this much for now. Until it has been moved the style sheet decides; `start` is what that comes to. */
interface Props { name: string; label: string; upright: boolean; start: number; min: number; max: number; at?: number | undefined }

const STEP = 2;

export function Divider({ name, label, upright, start, min, max, at }: Props): JSX.Element {
  const key = `viva.split.${name}`;
  const [kept, setKept] = useState(() => Number(localStorage.getItem(key)) || null);
  const share = kept ?? start;
  const bar = useRef<HTMLDivElement>(null);
  const shown = at === undefined ? share : Math.max(at, share);
  const place = useRef(shown); /* keys come faster than renders: each goes on from where the one before it led */
  place.current = shown;
  useEffect(() => {
    const style = bar.current?.parentElement?.style;
    if (kept === null && at === undefined) style?.removeProperty(`--${name}`);
    else style?.setProperty(`--${name}`, `${shown}%`);
  }, [shown, kept, at]);
  const move = (next: number): void => {
    const within = Math.min(max, Math.max(min, Math.round(next * 10) / 10));
    place.current = within;
    setKept(within);
    localStorage.setItem(key, String(within));
  };
  const onPointerMove = (event: PointerEvent): void => {
    const box = bar.current?.hasPointerCapture(event.pointerId) && bar.current.parentElement?.getBoundingClientRect();
    if (box) move(upright ? (100 * (event.clientX - box.left)) / box.width : (100 * (event.clientY - box.top)) / box.height);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const back = upright ? "ArrowLeft" : "ArrowUp";
    const on = upright ? "ArrowRight" : "ArrowDown";
    const to = { [back]: place.current - STEP, [on]: place.current + STEP, Home: min, End: max }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    move(to);
  };
  return (
    <div ref={bar} class={`divider ${upright ? "upright" : "level-bar"}`} role="separator" tabIndex={0} aria-label={label} aria-orientation={upright ? "vertical" : "horizontal"}
      aria-valuenow={Math.round(shown)} aria-valuemin={min} aria-valuemax={max} onKeyDown={onKeyDown} onDblClick={() => { localStorage.removeItem(key); setKept(null); }}
      onPointerDown={(event) => { event.preventDefault(); bar.current?.setPointerCapture(event.pointerId); }} onPointerMove={onPointerMove} />
  );
}
