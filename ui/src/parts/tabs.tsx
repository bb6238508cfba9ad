/* Tabs with one stop of the Tab key; arrows, Home and End move between them. */
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";

export interface Tab { key: string; label: string; hint?: string }
interface Props { label: string; tabs: Tab[]; chosen: string; onChoose: (key: string) => void; panel: string }

const STEPS: Record<string, (i: number, n: number) => number> = {
  ArrowRight: (i, n) => (i + 1) % n, ArrowLeft: (i, n) => (i + n - 1) % n, Home: () => 0, End: (_, n) => n - 1,
};

export function Tabs({ label, tabs, chosen, onChoose, panel }: Props): JSX.Element {
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const button = bar.current?.querySelector(`#tab-${chosen}`);
    if (button && button === bar.current?.lastElementChild) bar.current.scrollLeft = bar.current.scrollWidth;
    else button?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [chosen]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    const at = tabs.findIndex((tab) => tab.key === chosen);
    const next = step && tabs[step(at, tabs.length)];
    if (!next) return;
    event.preventDefault();
    onChoose(next.key);
    bar.current?.querySelector<HTMLElement>(`#tab-${next.key}`)?.focus({ preventScroll: true });
  };
  return (
    <div class="tabs" role="tablist" aria-label={label} ref={bar} onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <button key={tab.key} id={`tab-${tab.key}`} role="tab" type="button" aria-selected={tab.key === chosen} aria-controls={panel}
          tabIndex={tab.key === chosen ? 0 : -1} title={tab.hint} onClick={() => onChoose(tab.key)}>{tab.label}</button>
      ))}
    </div>
  );
}
