/* The map of topics: what builds on what, from left to right. Arrows walk it: left and right along the lines, up and down within a column. */
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import type { Topic } from "../api/types";
import { useTitle } from "../base/page";
import { useResource } from "../base/resource";
import { plural } from "../base/words";
import { Fault, Skeleton } from "../parts/states";

const WIDE = 196;
const HIGH = 52;
const GAP_X = 56;
const GAP_Y = 16;

interface Node extends Topic { column: number; row: number }

export function Topics(): JSX.Element {
  useTitle("Topics");
  const { data, error, reload } = useResource<{ topics: Topic[] }>("/topics");
  const nodes = data ? layOut(data.topics) : null;
  const begun = data?.topics.filter((topic) => topic.solved > 0).length ?? 0;
  return (
    <>
      <header class="head">
        <p class="when"><a href="/practise">Practise</a></p>
        <h1>Topics</h1>
        <p class="lede">{data ? `What builds on what. You have solved something in ${begun} of ${plural(data.topics.length, "topic")}.` : "What builds on what."}</p>
      </header>
      {!nodes ? (error ? <Fault error={error} retry={reload} /> : <Skeleton lines={8} label="Loading the topics" />) : <Walkable nodes={nodes} />}
    </>
  );
}

/* A topic stands one column behind the last of what it builds on, and near the middle of these. */
function layOut(topics: Topic[]): Node[] {
  const depth = new Map<string, number>();
  const depthOf = (key: string, seen: string[] = []): number => {
    const known = depth.get(key);
    if (known !== undefined || seen.includes(key)) return known ?? 0;
    const before = topics.find((topic) => topic.key === key)?.prerequisites ?? [];
    const found = Math.max(-1, ...before.map((each) => depthOf(each, [...seen, key]))) + 1;
    depth.set(key, found);
    return found;
  };
  const nodes: Node[] = topics.map((topic) => ({ ...topic, column: depthOf(topic.key), row: 0 }));
  const leads = (node: Node): number => (nodes.some((each) => each.prerequisites.includes(node.key)) ? 0 : 1);
  for (let column = 0; nodes.some((node) => node.column === column); column++) {
    const here = nodes.filter((node) => node.column === column);
    const wish = (node: Node): number => {
      const rows = node.prerequisites.map((key) => nodes.find((each) => each.key === key)?.row ?? 0);
      return rows.length ? rows.reduce((sum, row) => sum + row, 0) / rows.length : 0;
    };
    here.sort((a, b) => (column ? wish(a) - wish(b) : leads(a) - leads(b)) || topics.findIndex((t) => t.key === a.key) - topics.findIndex((t) => t.key === b.key));
    here.forEach((node, row) => { node.row = row; });
  }
  return nodes;
}

const leftOf = (node: Node): number => node.column * (WIDE + GAP_X);
const topOf = (node: Node): number => node.row * (HIGH + GAP_Y);

function Walkable({ nodes }: { nodes: Node[] }): JSX.Element {
  const box = useRef<HTMLOListElement>(null);
  const width = Math.max(...nodes.map(leftOf)) + WIDE;
  const height = Math.max(...nodes.map(topOf)) + HIGH;
  const focus = (key: string | undefined): void => box.current?.querySelector<HTMLElement>(`[data-topic="${key ?? ""}"]`)?.focus();
  const walk = (event: KeyboardEvent, node: Node): void => {
    const column = nodes.filter((each) => each.column === node.column);
    const to = {
      ArrowLeft: node.prerequisites[0],
      ArrowRight: nodes.find((each) => each.prerequisites.includes(node.key))?.key,
      ArrowUp: column.find((each) => each.row === node.row - 1)?.key,
      ArrowDown: column.find((each) => each.row === node.row + 1)?.key,
    }[event.key];
    if (!to) return;
    event.preventDefault();
    focus(to);
  };
  return (
    <>
      <div class="map" style={{ "--map-width": `${width}px`, "--map-height": `${height}px` } as JSX.CSSProperties}>
        <svg width={width} height={height} aria-hidden="true">
          {nodes.flatMap((node) => node.prerequisites.map((key) => {
            const from = nodes.find((each) => each.key === key);
            if (!from) return null;
            const [x0, y0, x1, y1] = [leftOf(from) + WIDE, topOf(from) + HIGH / 2, leftOf(node), topOf(node) + HIGH / 2];
            return <path key={`${key} ${node.key}`} class="soft" d={`M${x0} ${y0}C${x0 + GAP_X / 2} ${y0} ${x1 - GAP_X / 2} ${y1} ${x1} ${y1}`} />;
          }))}
        </svg>
        <ol ref={box} aria-label="Topics">
          {nodes.map((node) => (
            <li key={node.key} style={{ "--x": `${leftOf(node)}px`, "--y": `${topOf(node)}px` } as JSX.CSSProperties}>
              <a href={`/topics/${node.key}`} data-topic={node.key} onKeyDown={(event) => walk(event, node)}>
                <strong>{node.title}</strong>
                <small class="num">{node.questions ? `${node.solved} of ${node.questions} solved` : "to read"}{node.prerequisites.length > 0 && <span class="only-list"> · after {node.prerequisites.map((key) => nodes.find((each) => each.key === key)?.title.toLowerCase() ?? key).join(", ")}</span>}</small>
                <span class="bar" aria-hidden="true"><i style={{ width: `${(100 * node.solved) / Math.max(node.questions, 1)}%` }} /></span>
              </a>
            </li>
          ))}
        </ol>
      </div>
      <p class="small soft">Arrow keys walk along the lines.</p>
    </>
  );
}
