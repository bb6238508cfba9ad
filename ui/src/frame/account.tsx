/* What does not stand in the rail, under the learner's initials (on a small screen: under "More"). */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { usePlace } from "../base/router";
import { Icon } from "../parts/icons";
import { MORE } from "./links";

const NAMELESS = "Learner"; /* what the local learner is called until there are accounts */

interface Props { name: string; small?: boolean; onFind: () => void; onKeys: () => void }

export function AccountMenu({ name, small = false, onFind, onKeys }: Props): JSX.Element {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const { path } = usePlace();
  useEffect(() => setOpen(false), [path]);
  useEffect(() => {
    if (!open) return;
    const close = (event: Event): void => void (box.current?.contains(event.target as Node) || setOpen(false));
    addEventListener("pointerdown", close);
    return () => removeEventListener("pointerdown", close);
  }, [open]);
  const choose = (act: () => void) => (): void => { setOpen(false); act(); };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !open) return;
    setOpen(false);
    button.current?.focus();
  };
  const title = name && name !== NAMELESS ? name : "Your account";
  return (
    <div class="account" ref={box} onKeyDown={onKeyDown}
      onFocusOut={(event) => event.relatedTarget && !box.current?.contains(event.relatedTarget as Node) && setOpen(false)}>
      <button class={small ? "more" : "who"} type="button" ref={button} aria-expanded={open} onClick={() => setOpen(!open)}>
        {small ? <><Icon name="more" /><span class="t">More</span></> : <><b aria-hidden="true">{initials(name === NAMELESS ? "" : name)}</b><span class="t">{title}</span></>}
      </button>
      {open && (
        <ul class="menu">
          {small && <li><button type="button" onClick={choose(onFind)}>Find anything</button></li>}
          {MORE.map((link) => <li key={link.href}><a href={link.href} aria-current={link.owns.test(path) ? "page" : undefined}>{link.title}</a></li>)}
          <li class="only-wide"><button type="button" onClick={choose(onKeys)}>Keys of this page</button></li>
        </ul>
      )}
    </div>
  );
}

function initials(name: string): string {
  const letters = name.split(/\s+/).filter(Boolean).map((word) => word[0] ?? "");
  return (letters.length > 1 ? `${letters[0]}${letters.at(-1)}` : (letters[0] ?? "Y")).toUpperCase();
}
