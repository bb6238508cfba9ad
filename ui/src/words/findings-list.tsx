/* Where a critique is written: one box a defect, the most harmful on top; they are moved by keys, by buttons, or by their number. */
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { announce } from "../base/announce";
import { useCommands } from "../base/commands";
import { Icon } from "../parts/icons";
import { joinFindings, moved, splitFindings } from "./findings";

interface Props { text: string; write: (text: string) => void }
interface Item { key: number; text: string }

const MOST = 20;

/* The boxes keep their keys while they move, so that the one that is written in stays the same. */
function useItems({ text, write }: Props): [Item[], (items: Item[]) => void] {
  const next = useRef(0);
  const fresh = (texts: string[]): Item[] => (texts.length ? texts : [""]).map((each) => ({ key: next.current++, text: each }));
  const [items, setItems] = useState(() => fresh(splitFindings(text)));
  const told = useRef(text);
  useEffect(() => {
    if (text === told.current) return;
    told.current = text; /* changed from outside: a conflict resolved, another audience */
    setItems(fresh(splitFindings(text)));
  }, [text]);
  const set = (list: Item[]): void => {
    setItems(list);
    told.current = joinFindings(list.map((each) => each.text));
    write(told.current);
  };
  return [items, set];
}

export function Findings(props: Props): JSX.Element {
  const [items, set] = useItems(props);
  const [removed, setRemoved] = useState<{ item: Item; at: number } | null>(null);
  const [drag, setDrag] = useState<number | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const focus = useRef<number | null>(null); /* key of the box that gets the cursor once it is there */
  useLayoutEffect(() => {
    if (focus.current !== null) list.current?.querySelector<HTMLElement>(`[data-key="${focus.current}"]`)?.focus();
    focus.current = null;
  });
  const move = (from: number, to: number): void => {
    if (to < 0 || to >= items.length || from === to) return;
    focus.current = items[from]?.key ?? null;
    set(moved(items, from, to));
    announce(`Now number ${to + 1} of ${items.length}.`);
  };
  const add = (after: number): void => {
    if (items.length === MOST) return announce(`${MOST} are enough: leave out what does little harm.`);
    const item = { key: Math.max(...items.map((each) => each.key)) + 1000, text: "" };
    focus.current = item.key;
    set([...items.slice(0, after + 1), item, ...items.slice(after + 1)]);
  };
  const remove = (at: number): void => {
    const item = items[at];
    if (!item || items.length === 1) return;
    focus.current = (items[at - 1] ?? items[at + 1])?.key ?? null;
    setRemoved(item.text.trim() ? { item, at } : null);
    set(items.filter((_, i) => i !== at));
    announce(item.text.trim() ? "Removed. It can be brought back." : "Removed.");
  };
  const undo = (): void => {
    if (!removed) return;
    focus.current = removed.item.key;
    set([...items.slice(0, removed.at), removed.item, ...items.slice(removed.at)]);
    setRemoved(null);
  };
  useCommands([
    { title: "Move this defect up", keys: "Alt+ArrowUp" }, { title: "Move this defect down", keys: "Alt+ArrowDown" }, { title: "A new defect below (Shift-Enter breaks the line)", keys: "Enter" },
    { title: "Add a defect", run: () => add(items.length - 1) },
  ]);
  const keyed = (event: KeyboardEvent, at: number): void => {
    const empty = !items[at]?.text && items.length > 1;
    const act = event.altKey && event.key === "ArrowUp" ? () => move(at, at - 1)
      : event.altKey && event.key === "ArrowDown" ? () => move(at, at + 1)
      : event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing ? () => add(at)
      : event.key === "Backspace" && empty ? () => remove(at) : null;
    if (!act) return;
    event.preventDefault();
    act();
  };
  return (
    <div class="page-of found">
      <p class="small soft">One defect a box, the most harmful first: what is wrong, where, what it costs, and what you would do instead.</p>
      <ol ref={list} aria-label="Defects, the most harmful first">
        {items.map((item, i) => (
          <li key={item.key} class={drag === i ? "dragged" : ""} onDragOver={(event) => drag !== null && event.preventDefault()} onDrop={(event) => { event.preventDefault(); if (drag !== null) move(drag, i); setDrag(null); }}>
            <span class="rank num" draggable title="Drag to move" onDragStart={(event) => { setDrag(i); event.dataTransfer?.setData("text/plain", item.text); }} onDragEnd={() => setDrag(null)} aria-hidden="true">{i + 1}</span>
            <Box item={item} n={i + 1} first={i === 0} onText={(text) => set(items.map((each) => (each.key === item.key ? { ...each, text } : each)))} onKey={(event) => keyed(event, i)} />
            <span class="moves">
              <button class="btn quiet" type="button" disabled={i === 0} onClick={() => move(i, i - 1)}><Icon name="up" /><span class="vh">Move number {i + 1} up</span></button>
              <button class="btn quiet" type="button" disabled={i === items.length - 1} onClick={() => move(i, i + 1)}><Icon name="down" /><span class="vh">Move number {i + 1} down</span></button>
              <button class="btn quiet" type="button" disabled={items.length === 1} onClick={() => remove(i)}><Icon name="cross" /><span class="vh">Remove number {i + 1}</span></button>
            </span>
          </li>
        ))}
      </ol>
      <p class="acts"><button class="btn" type="button" onClick={() => add(items.length - 1)}>Add a defect</button>{removed && <span class="small soft">Removed. <button class="link" type="button" onClick={undo}>Undo</button></span>}</p>
    </div>
  );
}

interface BoxProps { item: Item; n: number; first: boolean; onText: (text: string) => void; onKey: (event: KeyboardEvent) => void }

/* As high as its text. */
function Box({ item, n, first, onText, onKey }: BoxProps): JSX.Element {
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const area = box.current;
    if (!area) return;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  }, [item.text]);
  return (
    <textarea id={first ? "answer" : undefined} ref={box} data-key={item.key} rows={2} maxLength={4000} aria-label={`Defect ${n}`} value={item.text}
      placeholder={first ? "What would you mend before anything else?" : ""} onInput={(event) => onText(event.currentTarget.value)} onKeyDown={onKey} />
  );
}
