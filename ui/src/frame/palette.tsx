/* Ctrl-K: questions, pages and actions by name. A combobox with one list; arrows choose, Enter goes. */
import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { get } from "../api/client";
import type { Card } from "../api/types";
import { allCommands, shownKeys } from "../base/commands";
import { go } from "../base/router";
import { changeSettings } from "../base/session";
import { Dialog } from "../parts/dialog";
import { MAIN, MORE } from "./links";

interface Item { key: string; group: string; title: string; meta: string; act: () => void }

export function Palette({ onClose }: { onClose: () => void }): JSX.Element {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const fixed = useMemo(fixedItems, []);
  const questions = useQuestions(text);
  const named = fixed.filter((item) => matches(item, text));
  const items = text.trim() ? [...named, ...questions.items] : [...questions.items, ...named]; /* the search forgives, so what has the very name comes first */
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => setAt(0), [text, questions.items]);
  useEffect(() => list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" }), [at]);
  const take = (item: Item | undefined): void => {
    if (!item) return;
    onClose();
    item.act();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((at + step + items.length) % Math.max(items.length, 1));
    else if (event.key === "Enter") take(items[at]);
    else if (event.key === "Escape") onClose();
    else return;
    event.preventDefault();
  };
  const groups = [...new Set(items.map((item) => item.group))];
  return (
    <Dialog title="Find anything" onClose={onClose} class="palette" quiet>
      <input type="search" role="combobox" aria-label="Find questions, pages and actions" aria-expanded="true" aria-controls="palette-list"
        aria-autocomplete="list" aria-activedescendant={items[at] ? `pick-${at}` : undefined} placeholder="Find a question, a page or an action"
        autocomplete="off" spellcheck={false} value={text} onInput={(event) => setText(event.currentTarget.value)} onKeyDown={onKeyDown} />
      <div class="palette-list" id="palette-list" role="listbox" aria-label="Found" ref={list as never}>
        {groups.map((group) => (
          <div key={group} role="group" aria-label={group}>
            <p class="small faint" aria-hidden="true">{group}</p>
            {items.map((item, i) => item.group === group && (
              <div key={item.key} id={`pick-${i}`} role="option" aria-selected={i === at} onClick={() => take(item)} onMouseMove={() => setAt(i)}>
                <span>{item.title}</span><span class="small faint">{item.meta}</span>
              </div>
            ))}
          </div>
        ))}
      </div>
      {!items.length && <p class="soft small nothing">{questions.busy ? "Looking" : `Nothing is called “${text}”. Try a topic, such as metrics.`}</p>}
      <p class="vh" role="status">{text && `${items.length} found`}</p>
    </Dialog>
  );
}

const matches = (item: Item, text: string): boolean => item.title.toLowerCase().includes(text.trim().toLowerCase());

function fixedItems(): Item[] {
  const pages = [...MAIN, ...MORE].map((link) => ({ key: link.href, group: "Pages", title: link.title, meta: "", act: () => go(link.href) }));
  const commands = allCommands().filter((command) => command.run && !command.hidden)
    .map((command) => ({ key: command.title, group: "Actions", title: command.title, meta: command.keys ? shownKeys(command.keys) : "", act: () => command.run?.() }));
  const themes = ([["light", "Light theme"], ["dark", "Dark theme"], ["system", "Theme of the system"]] as const)
    .map(([theme, title]) => ({ key: theme, group: "Actions", title, meta: "", act: () => void changeSettings({ theme }).catch(() => undefined) }));
  return [...commands, ...pages, ...themes];
}

function useQuestions(text: string): { items: Item[]; busy: boolean } {
  const [found, setFound] = useState<{ text: string; items: Item[] }>({ text: "", items: [] });
  useEffect(() => {
    let wanted = true;
    const timer = setTimeout(() => {
      get<{ questions: Card[] }>(`/questions?limit=${text.trim() ? 8 : 4}&q=${encodeURIComponent(text.trim())}`).then(
        (answer) => wanted && setFound({ text, items: answer.questions.map(itemOf) }),
        () => wanted && setFound({ text, items: [] }));
    }, text ? 90 : 0);
    return () => { wanted = false; clearTimeout(timer); };
  }, [text]);
  return { items: found.items, busy: found.text !== text };
}

const itemOf = (card: Card): Item => ({
  key: card.slug, group: "Questions", title: card.title, meta: `${card.topic_title} · ${card.minutes} min`, act: () => go(`/questions/${card.slug}`),
});
