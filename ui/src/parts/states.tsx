/* What a page shows when it has nothing yet, nothing at all, or a fault; and words that carry a state. */
import type { ComponentChildren, JSX } from "preact";
import { wordsFor } from "../api/client";
import type { Tone } from "../base/words";
import { Icon, type IconName } from "./icons";

const ICONS: Record<Tone, IconName> = { good: "check", warn: "half", bad: "cross", faint: "new" };

export function State({ tone, children }: { tone: Tone; children: ComponentChildren }): JSX.Element {
  return <span class={`st ${tone}`}><Icon name={ICONS[tone]} />{children}</span>;
}

/* Grey lines where text will stand; they appear only when the wait is long enough to notice. */
export function Skeleton({ lines = 4, label = "Loading" }: { lines?: number; label?: string }): JSX.Element {
  return (
    <div class="skeleton" role="status">
      <span class="vh">{label}</span>
      {Array.from({ length: lines }, (_, i) => <i key={i} class={`w${i % 4}`} aria-hidden="true" />)}
    </div>
  );
}

export function Fault({ error, retry, children }: { error: unknown; retry?: () => void; children?: ComponentChildren }): JSX.Element {
  return (
    <div class="fault" role="alert">
      <p class="st bad"><Icon name="warn" /><strong>That did not work.</strong></p>
      <p class="soft">{wordsFor(error)}</p>
      <div class="acts">{retry && <button class="btn" type="button" onClick={retry}>Try again</button>}{children}</div>
    </div>
  );
}

export function Empty({ title, children }: { title: string; children: ComponentChildren }): JSX.Element {
  return (
    <div class="empty">
      <h2 class="t2">{title}</h2>
      {children}
    </div>
  );
}
