/* Text that a program reads or prints, line by line, with the place marked where it first differs. */
import type { JSX } from "preact";
import type { View } from "../api/types";

type LinesView = Extract<View, { kind: "lines" }>;

/* `mark`: [line, from, to] in characters, from zero; an empty place is shown as one where something is missing. */
export function Lines({ view, name, mark }: { view: LinesView; name: string; mark?: number[] | undefined }): JSX.Element {
  const lines = mark && (mark[0] ?? 0) >= view.lines.length && !view.cut ? [...view.lines, ""] : view.lines;
  return (
    <figure class="value">
      <figcaption>{name} <span class="faint">{lines.length === 0 ? "nothing" : ""}</span></figcaption>
      <pre class="eg tall" tabIndex={0} role="region" aria-label={name}>
        {lines.map((line, i) => <span key={i}>{mark?.[0] === i ? <Marked line={line} from={mark[1] ?? 0} to={mark[2] ?? 0} /> : line}{"\n"}</span>)}
        {view.cut && "…"}
      </pre>
    </figure>
  );
}

function Marked({ line, from, to }: { line: string; from: number; to: number }): JSX.Element {
  const letters = Array.from(line);
  return <>{letters.slice(0, from).join("")}<span class="diff">{letters.slice(from, to).join("") || "⏎"}</span>{letters.slice(to).join("")}</>;
}
