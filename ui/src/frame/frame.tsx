/* What stands around every page: the rail (a bar at the bottom of a small screen), the palette, the keys, and the voice. */
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { connected } from "../api/client";
import { setRegion } from "../base/announce";
import { type Command, shownKeys, useCommands } from "../base/commands";
import { useObservable } from "../base/observable";
import { usePlace } from "../base/router";
import { session } from "../base/session";
import { Icon } from "../parts/icons";
import { AccountMenu } from "./account";
import { KeysDialog } from "./keys";
import { MAIN } from "./links";
import { Palette } from "./palette";

export function Frame({ narrow, children }: { narrow: boolean; children: ComponentChildren }): JSX.Element {
  const [open, setOpen] = useState<"palette" | "keys" | null>(null);
  const commands: Command[] = [
    { title: "Find anything", keys: "Ctrl+k", run: () => setOpen((was) => (was === "palette" ? null : "palette")), hidden: true },
    { title: "Show the keys of this page", keys: "?", run: () => setOpen("keys") },
  ];
  useCommands(commands);
  const main = useFocusOnArrival();
  return (
    <div class={`frame${narrow ? " work-frame" : ""}`}>
      <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); main.current?.focus(); }}>Skip to the work</a>
      <Rail narrow={narrow} onFind={() => setOpen("palette")} onKeys={() => setOpen("keys")} />
      <main id="main" class={narrow ? "bench" : "page"} tabIndex={-1} ref={main}>
        <Unreachable />
        {children}
      </main>
      <div class="vh" role="status" aria-live="polite" ref={setRegion} />
      {open === "palette" && <Palette onClose={() => setOpen(null)} />}
      {open === "keys" && <KeysDialog onClose={() => setOpen(null)} />}
    </div>
  );
}

/* After a link was followed the focus is at the new page, not on a link that is gone. */
function useFocusOnArrival(): { current: HTMLElement | null } {
  const main = useRef<HTMLElement>(null);
  const { path } = usePlace();
  const was = useRef(path);
  useEffect(() => {
    if (was.current !== path) main.current?.focus({ preventScroll: true });
    was.current = path;
  }, [path]);
  return main;
}

function Unreachable(): JSX.Element | null {
  const up = useObservable(connected);
  return up ? null : (
    <p class="unreachable small" role="status"><Icon name="warn" /><span><strong>viva does not answer.</strong> What you type is kept in this browser; it is sent when viva is back.</span></p>
  );
}

interface RailProps { narrow: boolean; onFind: () => void; onKeys: () => void }

function Rail({ narrow, onFind, onKeys }: RailProps): JSX.Element {
  const { path } = usePlace();
  const name = useObservable(session)?.learner.name ?? "";
  return (
    <header class="rail">
      <div class="rail-in">
        <a class="brand" href="/" aria-label="viva, home">{narrow ? "v" : "viva"}</a>
        <nav aria-label="Main">
          <ul>
            {MAIN.map((link) => (
              <li key={link.href}>
                <a href={link.href} title={narrow ? link.title : undefined} aria-current={link.owns.test(path) ? "page" : undefined}>
                  {link.icon && <Icon name={link.icon} />}<span class="t">{link.title}</span>
                </a>
              </li>
            ))}
            <li class="only-small"><AccountMenu name={name} small onFind={onFind} onKeys={onKeys} /></li>
          </ul>
        </nav>
        <div class="rail-end">
          <button class="find" type="button" onClick={onFind}><span>Find anything</span><kbd>{shownKeys("Ctrl+K")}</kbd></button>
          <AccountMenu name={name} onFind={onFind} onKeys={onKeys} />
        </div>
      </div>
    </header>
  );
}
