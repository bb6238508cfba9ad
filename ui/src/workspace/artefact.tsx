/* What a critique is about: a script with the numbers of its lines, or a text. */
import type { JSX } from "preact";
import type { WordsQuestion } from "../api/types";
import { Code } from "../parts/code";
import { Html } from "../parts/html";

export function Artefact({ artefact }: { artefact: NonNullable<WordsQuestion["artefact"]> }): JSX.Element {
  const { title, file, code, html } = artefact;
  return (
    <section class="artefact" aria-labelledby="h-artefact">
      <h2 id="h-artefact">{title} <span class="file-name small faint">{file}</span></h2>
      {code !== null ? <Code code={code} label={title} /> : <div class="sheet"><Html html={html ?? ""} terms /></div>}
    </section>
  );
}
