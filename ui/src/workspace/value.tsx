/* Values as tables: the input of a case, argument by argument. */
import type { JSX } from "preact";
import type { View } from "../api/types";
import { Lines } from "./lines";

type Of<K extends View["kind"]> = Extract<View, { kind: K }>;

export const isNumber = (text: string): boolean => /^([-+−]?(\d|\.\d|inf|nan)|–$)/i.test(text);

/* "float64, 6 × 2": shown beside a name. */
export function shapeOf(view: View): string {
  if (view.kind === "vector") return `${view.type}, ${view.size}`;
  if (view.kind === "table") return `${view.type}, ${view.shape.join(" × ")}`;
  if (view.kind === "group") return `${view.type}, ${view.items.length}`;
  return view.kind === "map" ? `dict, ${view.entries.length}` : "";
}

/* The arguments, laid out: short ones as rows of one table, with vectors of one length below each other; a vector as long as a
   table has rows becomes a column of it (X and y). */
export function Input({ input }: { input: Record<string, View> }): JSX.Element {
  return <>{blocksOf(Object.entries(input)).map((block, i) => <Block key={i} block={block} />)}</>;
}

type Named<K extends View["kind"]> = [name: string, view: Of<K>];
type BlockData = { rows: Named<"text" | "vector">[] } | { table: Named<"table">; beside: Named<"vector">[] } | { lines: Named<"lines"> } | { other: Named<"map" | "group" | "text"> };

function blocksOf(entries: [string, View][]): BlockData[] {
  const blocks: BlockData[] = [];
  for (const [name, view] of entries) {
    const last = blocks.at(-1);
    if (view.kind === "vector" && last && "table" in last && last.table[1].shape[0] === view.size && !view.cut && view.size > 1) last.beside.push([name, view]);
    else if (view.kind === "vector" || (view.kind === "text" && view.text.length <= 60 && !view.text.includes("\n"))) {
      if (last && "rows" in last) last.rows.push([name, view]);
      else blocks.push({ rows: [[name, view]] });
    } else if (view.kind === "table") blocks.push({ table: [name, view], beside: [] });
    else if (view.kind === "lines") blocks.push({ lines: [name, view] });
    else blocks.push({ other: [name, view] });
  }
  return blocks;
}

function Block({ block }: { block: BlockData }): JSX.Element {
  if ("rows" in block) return <Rows rows={block.rows} />;
  if ("table" in block) return <TableOf name={block.table[0]} view={block.table[1]} beside={block.beside} />;
  if ("lines" in block) return <Lines name={block.lines[0]} view={block.lines[1]} />;
  const [name, view] = block.other;
  return <figure class="value"><figcaption>{name} <span class="faint">{shapeOf(view)}</span></figcaption><Value view={view} /></figure>;
}

function Rows({ rows }: { rows: Named<"text" | "vector">[] }): JSX.Element {
  const cells = rows.map(([, view]) => (view.kind === "vector" ? view.items : [view.text]));
  const width = Math.max(...cells.map((row) => row.length));
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={`Input: ${rows.map(([name]) => name).join(", ")}`}>
      <table class="case">
        <tbody>
          {rows.map(([name, view], i) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cells[i]?.map((cell, j) => <td key={j}>{cell}</td>)}
              {view.kind === "vector" && view.cut && <td class="faint">… {view.size} in all</td>}
              {view.kind === "vector" && view.size === 0 && <td class="faint">empty</td>}
              {(cells[i]?.length ?? 0) < width && <td colSpan={width - (cells[i]?.length ?? 0)} />}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface TableProps { name: string; view: Of<"table">; beside?: Named<"vector">[]; wrong?: (row: number, column: number) => boolean; tone?: string }

export function TableOf({ name, view, beside = [], wrong, tone = "" }: TableProps): JSX.Element {
  const columns = view.columns ?? Array.from({ length: view.rows[0]?.length ?? 0 }, (_, i) => String(i));
  const more = (view.shape[0] ?? 0) - view.rows.length;
  return (
    <figure class="value">
      <figcaption>{name} <span class="faint">{view.type && shapeOf(view)}</span></figcaption>
      <div class="scroll tall" tabIndex={0} role="region" aria-label={name}>
        <table class={`case grid-case ${tone}`}>
          <thead>
            <tr>
              <td><span class="vh">Row</span></td>
              {columns.map((column) => <th key={column} scope="col">{column}</th>)}
              {view.cut && (view.shape[1] ?? 0) > columns.length && <th scope="col">…</th>}
              {beside.map(([other]) => <th key={other} scope="col" class="gap own">{other}</th>)}
            </tr>
          </thead>
          <tbody>
            {view.rows.map((row, i) => (
              <tr key={i}>
                <th scope="row">{view.index?.[i] ?? i}</th>
                {row.map((cell, j) => <td key={j} class={isNumber(cell) ? "" : "word"}>{wrong?.(i, j) ? <span class="diff">{cell}</span> : cell}</td>)}
                {view.cut && (view.shape[1] ?? 0) > columns.length && <td class="faint">…</td>}
                {beside.map(([other, vector]) => <td key={other} class={`gap ${isNumber(vector.items[i] ?? "") ? "" : "word"}`}>{vector.items[i]}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {more > 0 && <p class="small faint">and {more} more rows</p>}
    </figure>
  );
}

/* Any value on its own. */
export function Value({ view, name = "" }: { view: View; name?: string }): JSX.Element {
  switch (view.kind) {
    case "text": return <pre class="raw" tabIndex={0} role="region" aria-label={name || "Value"}>{view.text}{view.cut && "…"}</pre>;
    case "vector": return <Rows rows={[[name, view]]} />;
    case "table": return <TableOf name={name} view={view} />;
    case "map": return <div class="values">{view.entries.map(([key, each]) => <Block key={key} block={blocksOf([[key, each as View]])[0] as BlockData} />)}{view.cut && <p class="small faint">and more</p>}</div>;
    case "lines": return <Lines view={view} name={name} />;
    case "group": return <div class="values">{view.items.map((each, i) => <Block key={i} block={blocksOf([[String(i), each]])[0] as BlockData} />)}{view.cut && <p class="small faint">and more</p>}</div>;
  }
}

/* The value as JSON, for reading and copying. */
export function jsonOf(view: View): unknown {
  switch (view.kind) {
    case "text": return plain(view.text);
    case "vector": return view.items.map(plain);
    case "table": return view.columns ? { columns: view.columns, rows: view.rows.map((row) => row.map(plain)) } : view.rows.map((row) => row.map(plain));
    case "map": return Object.fromEntries(view.entries.map(([key, each]) => [key, jsonOf(each as View)]));
    case "lines": return view.lines.join("\n");
    case "group": return view.items.map(jsonOf);
  }
}

function plain(text: string): unknown {
  const number = Number(text);
  if (text.trim() !== "" && Number.isFinite(number)) return number;
  return { None: null, True: true, False: false }[text] ?? text.replace(/^'(.*)'$/s, "$1");
}
