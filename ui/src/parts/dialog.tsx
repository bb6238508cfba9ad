/* A modal dialog on the browser's own <dialog>: it keeps the focus inside, closes on Escape, and gives the focus back. */
import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

interface Props { title: string; onClose: () => void; class?: string; quiet?: boolean; children: ComponentChildren }

export function Dialog({ title, onClose, quiet = false, children, ...rest }: Props): JSX.Element {
  const box = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => { /* at once: what is typed next is meant for it */
    const back = document.activeElement as HTMLElement | null;
    box.current?.showModal();
    return () => back?.isConnected && back.focus();
  }, []);
  return (
    <dialog ref={box} class={`dialog ${rest.class ?? ""}`} aria-label={title}
      onCancel={(event) => { event.preventDefault(); onClose(); }}
      onMouseDown={(event) => event.target === box.current && onClose()}>
      <div class="dialog-in">
        {!quiet && <h2 class="t2">{title}</h2>}
        {children}
      </div>
    </dialog>
  );
}
