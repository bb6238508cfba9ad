/* A text with what was found in it: highlights, each with its number, which leads to the list and back. */
import type { JSX } from "preact";
import { annotate, type Mark, type MarkKind, type Piece } from "./annotate";
import { partsOf } from "./stages";

/* `active`: the finding that is pointed at, in the text or in the list. */
export interface Pointing { active: string | null; point: (id: string | null) => void }

export const SAYS: Record<MarkKind, string> = {
  yes: "found", partly: "partly", contradicted: "said the other way round", unclear: "unclear", mistake: "a known mistake", jargon: "a word of the field",
};
const ORDER: MarkKind[] = ["contradicted", "mistake", "yes", "partly", "unclear", "jargon"];

interface Props extends Pointing { text: string; marks: Mark[]; from?: number; to?: number; scope: string }

export function Marked({ text, marks, from, to, active, point, scope }: Props): JSX.Element {
  return (
    <div class="answer">
      {annotate(text, marks, from, to).map((piece, i) => <PieceOf key={i} piece={piece} active={active} point={point} scope={scope} />)}
    </div>
  );
}

function PieceOf({ piece, active, point, scope }: { piece: Piece; scope: string } & Pointing): JSX.Element {
  const lead = ORDER.map((kind) => piece.over.find((mark) => mark.kind === kind)).find(Boolean);
  if (!lead) return <>{piece.text}</>;
  const classes = ["pt", lead.kind, ...(lead.kind !== "jargon" && piece.over.some((mark) => mark.kind === "jargon") ? ["jargon"] : []), ...(piece.over.some((mark) => mark.id === active) ? ["on"] : [])];
  const numbered = piece.ends.filter((mark) => mark.n > 0);
  return (
    <mark class={classes.join(" ")} onMouseEnter={() => point(lead.id)} onMouseLeave={() => point(null)}>
      {piece.text}
      {numbered.map((mark) => (
        <a key={mark.id} class="ref" id={`${scope}-in-${mark.id}`} href={`#${scope}-at-${mark.id}`} onFocus={() => point(mark.id)} onBlur={() => point(null)} onClick={(event) => jump(event, `${scope}-at-${mark.id}`)}>
          {mark.n}<span class="vh"> {SAYS[mark.kind]}, see the list</span>
        </a>
      ))}
    </mark>
  );
}

/* A staged answer: each part under the title of its stage. */
export function MarkedStages({ stages, ...rest }: Props & { stages: { id: string; title: string }[] }): JSX.Element {
  const parts = partsOf(rest.text, stages.map((stage) => stage.id));
  return (
    <>
      {parts.map((part, i) => (
        <section key={i} class="part">
          <h3>{stages.find((stage) => stage.id === part.id)?.title ?? part.id}</h3>
          <Marked {...rest} from={part.from + (rest.text[part.from] === "\n" ? 1 : 0)} to={part.from + rest.text.slice(part.from, part.to).trimEnd().length} />
        </section>
      ))}
    </>
  );
}

/* To the other end of a link, with the focus, without a new address. */
export function jump(event: Event, id: string): void {
  const target = document.getElementById(id);
  if (!target) return;
  event.preventDefault();
  event.stopPropagation();
  target.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
}
