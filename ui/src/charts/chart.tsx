/* The frame of every chart: a title that says what was found, a line on how to read it, the drawing, and the figures behind it as a table.
 *
 * A drawing gets the width that there is, and for each mark the properties that make it a stop of the walk by arrows; what the mark at hand
 * says stands below the drawing. Where there is nothing to draw yet, `NotYet` says why and what would change that. */
import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";
import { type MarkProps, type Step, useWalk } from "./walk";
import { useWidth } from "./width";

const LEAST = 240; /* narrower than this nothing can be read */

export interface Figures { caption: string; head: string[]; rows: (string | number)[][] }

interface Props {
  title: string;
  how: ComponentChildren;
  heading?: "h2" | "h3";
  figures?: Figures; /* none where the drawing is a table itself */
  marks?: string[];
  begin?: number; /* the mark that the title speaks of */
  step?: Step;
  widest?: number;
  draw: (width: number, mark: (i: number) => MarkProps) => JSX.Element;
  children?: ComponentChildren; /* what to do about it */
}

export function Chart({ title, how, heading: Heading = "h2", figures, marks = [], begin = 0, step, widest = 448, draw, children }: Props): JSX.Element {
  const id = useId();
  const [box, width] = useWidth();
  const walk = useWalk(marks, Math.max(0, begin), step);
  return (
    <figure class="chart" aria-labelledby={id}>
      <figcaption><Heading id={id}>{title}</Heading><p>{how}</p></figcaption>
      <div class="chart-box" ref={box} onKeyDown={walk.onKeyDown}>{width > 0 && draw(Math.max(LEAST, Math.min(width, widest)), walk.mark)}</div>
      {marks.length > 0 && <p class="chart-says num">{marks[walk.at]}</p>}
      {children && <p class="chart-act">{children}</p>}
      {figures && <Behind {...figures} />}
    </figure>
  );
}

function Behind({ caption, head, rows }: Figures): JSX.Element {
  return (
    <details class="behind">
      <summary>The figures</summary>
      <div class="scroll tall" tabIndex={0} role="region" aria-label={`${caption}: the figures`}>
        <table>
          <caption>{caption}</caption>
          <thead><tr>{head.map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
          <tbody>{rows.map(([first, ...rest], i) => <tr key={i}><th scope="row">{first}</th>{rest.map((cell, k) => <td key={k} class="num">{cell}</td>)}</tr>)}</tbody>
        </table>
      </div>
    </details>
  );
}

/* The paper of a drawing. With a label it is one picture; without, its marks are what is read. */
export function Drawing({ width, height, label, children }: { width: number; height: number; label?: string; children: ComponentChildren }): JSX.Element {
  return <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role={label ? "img" : "group"} aria-label={label ?? "Marks, walked by the arrow keys"}>{children}</svg>;
}

export function NotYet({ title, children }: { title: string; children: ComponentChildren }): JSX.Element {
  return <div class="chart"><h2>{title}</h2><p class="not-yet">{children}</p></div>;
}

/* A line of the drawing beside its name. */
export function Key({ line, children }: { line: string; children: string }): JSX.Element {
  return <span class="key"><svg width="24" height="8" viewBox="0 0 24 8" aria-hidden="true"><path class={line} d={line.includes("band") ? "M0 0H24V8H0Z" : "M0 4H24"} /></svg>{children}</span>;
}
