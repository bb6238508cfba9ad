/* Python to read: numbered lines in the editor's colours, some of them marked. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Span } from "../editor/highlight";

interface Props { code: string; label: string; marks?: number[] }

export function Code({ code, label, marks = [] }: Props): JSX.Element {
  const lines = useColoured(code);
  return (
    <pre class="code" tabIndex={0} role="region" aria-label={label}>
      <code>
        {lines.map((spans, i) => (
          <span key={i} class={`l${marks.includes(i + 1) ? " at" : ""}`}>
            {spans.map((span, j) => (span.class ? <span key={j} class={span.class}>{span.text}</span> : span.text))}
            {"\n"}
          </span>
        ))}
      </code>
    </pre>
  );
}

/* Plain at first; coloured as soon as the colours are here. */
function useColoured(code: string): Span[][] {
  const plain = code.replace(/\n$/, "").split("\n").map((text) => [{ text, class: "" }]);
  const [found, setFound] = useState<{ code: string; lines: Span[][] } | null>(null);
  useEffect(() => {
    let wanted = true;
    void import("../editor/highlight").then(({ linesOf }) => wanted && setFound({ code, lines: linesOf(code) }));
    return () => void (wanted = false);
  }, [code]);
  return found?.code === code ? found.lines : plain;
}
