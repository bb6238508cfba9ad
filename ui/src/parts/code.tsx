/* Code to read: numbered lines in the editor's colours, some of them marked. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Language } from "../editor/editor";
import type { Parser, Span } from "../editor/highlight";

interface Props { code: string; label: string; marks?: number[]; language?: Language }

export function Code({ code, label, marks = [], language = "python" }: Props): JSX.Element {
  const lines = useColoured(code, language);
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

const parserOf = (language: Language): Promise<Parser | undefined> =>
  language === "sql" ? import("@codemirror/lang-sql").then(({ SQLite }) => SQLite.language.parser) : Promise.resolve(undefined);

/* Plain at first; coloured as soon as the colours are here. */
function useColoured(code: string, language: Language): Span[][] {
  const plain = code.replace(/\n$/, "").split("\n").map((text) => [{ text, class: "" }]);
  const [found, setFound] = useState<{ code: string; lines: Span[][] } | null>(null);
  useEffect(() => {
    let wanted = true;
    void Promise.all([import("../editor/highlight"), parserOf(language)]).then(([{ linesOf }, parser]) => wanted && setFound({ code, lines: linesOf(code, parser) }), () => undefined);
    return () => void (wanted = false);
  }, [code]);
  return found?.code === code ? found.lines : plain;
}
