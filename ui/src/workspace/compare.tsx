/* Expected beside got, with what differs marked, and by how much where both are numbers. */
import type { JSX } from "preact";
import type { View } from "../api/types";
import { Lines } from "./lines";
import { isNumber, shapeOf, TableOf, Value } from "./value";

type Path = number[];
interface Props { expected: View | undefined; got: View | undefined; differs: Path[] }

export function Compare({ expected, got, differs }: Props): JSX.Element | null {
  if (!expected && !got) return null;
  if (!expected || !got || shapeClass(expected) !== shapeClass(got)) return <Apart expected={expected} got={got} />;
  const flat = flatOf(expected, got, differs);
  if (flat) return <FlatCompare {...flat} />;
  if (expected.kind === "lines" && got.kind === "lines") return <><Lines view={expected} name="Expected" /><Lines view={got} name="Got" mark={differs[0]} /></>;
  if (expected.kind === "table" && got.kind === "table") return <TableCompare expected={expected} got={got} differs={differs} />;
  return <Parts expected={expected} got={got} differs={differs} />;
}

/* Two values of one class can be laid over each other. */
function shapeClass(view: View): string {
  if (view.kind === "table") return `table ${view.shape.join("x")}`;
  return view.kind === "text" && (view.text.length > 60 || view.text.includes("\n")) ? "long" : view.kind;
}

function Apart({ expected, got }: { expected: View | undefined; got: View | undefined }): JSX.Element {
  return <>{expected && <Lone name="Expected" view={expected} />}{got && <Lone name="Got" view={got} />}</>;
}

function Lone({ name, view }: { name: string; view: View }): JSX.Element {
  if (view.kind === "vector" || view.kind === "table" || view.kind === "lines") return <Value view={view} name={name} />;
  return <figure class="value"><figcaption>{name} <span class="faint">{shapeOf(view)}</span></figcaption><Value view={view} name={name} /></figure>;
}

interface Flat { heads: string[] | null; expected: string[]; got: string[]; wrong: Set<number>; cut: boolean }

/* Scalars, vectors and dictionaries of scalars are one row each. */
function flatOf(expected: View, got: View, differs: Path[]): Flat | null {
  const wrong = new Set(differs.map((path) => path[0] ?? 0));
  if (expected.kind === "text" && got.kind === "text" && shapeClass(expected) !== "long") {
    return { heads: null, expected: [expected.text], got: [got.text], wrong: new Set(expected.text === got.text ? [] : [0]), cut: false };
  }
  if (expected.kind === "vector" && got.kind === "vector") {
    const longest = Math.max(expected.items.length, got.items.length);
    const heads = longest > 1 ? Array.from({ length: longest }, (_, i) => String(i)) : null;
    return { heads, expected: expected.items, got: got.items, wrong, cut: Boolean(expected.cut || got.cut) };
  }
  if (expected.kind === "map" && got.kind === "map") return flatMap(expected.entries as [string, View][], got.entries as [string, View][], wrong);
  return null;
}

function flatMap(expected: [string, View][], got: [string, View][], wrong: Set<number>): Flat | null {
  const texts = (entries: [string, View][]): string[] | null =>
    entries.every(([, view]) => view.kind === "text" && view.text.length <= 40) ? entries.map(([, view]) => (view.kind === "text" ? view.text : "")) : null;
  const [one, other] = [texts(expected), texts(got)];
  if (!one || !other || expected.map(([key]) => key).join() !== got.map(([key]) => key).join()) return null;
  return { heads: expected.map(([key]) => key), expected: one, got: other, wrong, cut: false };
}

function FlatCompare({ heads, expected, got, wrong, cut }: Flat): JSX.Element {
  const off = expected.map((text, i) => offBy(text, got[i]));
  const n = Math.max(expected.length, got.length);
  const columns = Array.from({ length: n }, (_, i) => i);
  const word = (text: string | undefined): string => (isNumber(text ?? "0") ? "" : "word");
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Expected and got">
      <table class="case res">
        {heads && <thead><tr><td><span class="vh">Place</span></td>{heads.map((head) => <th key={head} scope="col">{head}</th>)}{cut && <td>…</td>}</tr></thead>}
        <tbody>
          <tr><th scope="row">Expected</th>{columns.map((i) => <td key={i} class={word(expected[i])}>{expected[i] ?? <None />}</td>)}</tr>
          <tr><th scope="row">Got</th>{columns.map((i) => <td key={i} class={word(got[i])}>{wrong.has(i) ? <span class="diff">{got[i] ?? "nothing"}</span> : (got[i] ?? <None />)}</td>)}</tr>
          {off.some(Boolean) && <tr class="faint"><th scope="row">Off by</th>{columns.map((i) => <td key={i}>{(wrong.has(i) && off[i]) || "–"}</td>)}</tr>}
        </tbody>
      </table>
    </div>
  );
}

const None = (): JSX.Element => <span class="faint">nothing</span>;

/* "+0.1111": got minus expected, as finely as the two are shown; null when it says nothing. */
export function offBy(expected: string | undefined, got: string | undefined): string | null {
  const [a, b] = [Number(expected), Number(got)];
  if (!expected?.trim() || !got?.trim() || !Number.isFinite(a) || !Number.isFinite(b) || a === b) return null;
  const places = Math.min(6, Math.max(...[expected, got].map((text) => (/[eE]/.test(text) ? 9 : (text.split(".")[1] ?? "").length))));
  const size = Math.abs(b - a);
  const text = size !== 0 && size < 10 ** -places / 2 ? size.toExponential(1) : size >= 1e9 ? size.toExponential(3) : size.toFixed(places);
  return `${b > a ? "+" : "−"}${text}`;
}

type TableView = Extract<View, { kind: "table" }>;

function TableCompare({ expected, got, differs }: { expected: TableView; got: TableView; differs: Path[] }): JSX.Element {
  const wrong = new Set(differs.map((path) => path.join()));
  const isWrong = (i: number, j: number): boolean => wrong.has(`${i},${j}`) || wrong.has(String(i));
  const off = got.rows.map((row, i) => row.map((cell, j) => (isWrong(i, j) ? (offBy(expected.rows[i]?.[j], cell) ?? "–") : "–")));
  const numeric = off.some((row) => row.some((cell) => cell !== "–"));
  return (
    <>
      <TableOf name="Expected" view={expected} />
      <TableOf name="Got" view={got} wrong={isWrong} />
      {numeric && <TableOf name="Off by" view={{ ...got, type: "", rows: off }} tone="faint" />}
    </>
  );
}

/* Entries of a dictionary or of a nested list: those that differ are shown, the others counted. */
function Parts({ expected, got, differs }: { expected: View; got: View; differs: Path[] }): JSX.Element {
  const pairs = pairsOf(expected, got);
  const wrong = new Set(differs.map((path) => path[0]));
  const shown = pairs.filter((_, i) => wrong.has(i));
  const told = (shown.length ? shown : pairs).slice(0, 8);
  return (
    <div class="parts">
      {told.map((pair) => (
        <section key={pair.name} aria-label={pair.name}>
          <h4>{pair.name}</h4>
          <Compare expected={pair.expected} got={pair.got} differs={differs.filter((path) => path[0] === pair.at).map((path) => path.slice(1))} />
        </section>
      ))}
      {pairs.length > told.length && <p class="small faint">{shown.length > told.length ? `and ${shown.length - told.length} more that differ` : `${pairs.length - told.length} others agree`}</p>}
    </div>
  );
}

interface Pair { name: string; at: number; expected: View | undefined; got: View | undefined }

function pairsOf(expected: View, got: View): Pair[] {
  if (expected.kind === "map" && got.kind === "map") {
    const others = new Map(expected.entries as [string, View][]);
    const pairs = (got.entries as [string, View][]).map(([name, view], at): Pair => ({ name, at, expected: others.get(name), got: view }));
    const missing = (expected.entries as [string, View][]).filter(([name]) => !pairs.some((pair) => pair.name === name));
    return [...pairs, ...missing.map(([name, view]): Pair => ({ name, at: -1, expected: view, got: undefined }))];
  }
  const items = (view: View): View[] => (view.kind === "group" ? view.items : [view]);
  const [a, b] = [items(expected), items(got)];
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => ({ name: `Item ${i}`, at: i, expected: a[i], got: b[i] }));
}
