/* Mastery by topic: a cell a topic, by track, with its number in it and a tint in five steps; a cell leads to its topic. */
import type { JSX } from "preact";
import type { Progress } from "../api/types";
import { capital } from "../base/words";
import { Chart } from "./chart";
import type { Step } from "./walk";
import { inText, of100 } from "./words";

type Topic = Progress["topics"][number];

export function Mastery({ topics }: { topics: Topic[] }): JSX.Element {
  const tracks = [...new Set(topics.map((topic) => topic.track))].map((track) => ({ track, members: topics.filter((topic) => topic.track === track) }));
  const cells = tracks.flatMap(({ members }) => members);
  const lowest = lowestOf(cells)[0];
  return (
    <Chart title={titleOf(cells)} how="Of 100 questions of middle difficulty in a topic, so many right; the darker, the more. A dashed cell: too early to tell. Up and down go from track to track." figures={figuresOf(cells)}
      marks={cells.map(saysOf)} begin={lowest ? cells.indexOf(lowest) : 0} step={stepOver(tracks.map(({ members }) => members.length))} widest={1200}
      draw={(_, mark) => (
        <dl class="mastery">
          {tracks.map(({ track, members }) => (
            <div key={track}>
              <dt>{capital(track.replaceAll("-", " "))}</dt>
              {members.map((topic) => (
                <dd key={topic.key}>
                  <a class={topic.level.told ? `q${stepOf(topic.level.chance)}` : "q0"} href={`/topics/${topic.key}`} {...mark(cells.indexOf(topic))} aria-label={undefined}>
                    <span>{topic.title}</span>{" "}
                    {topic.level.told ? <strong class="num">{of100(topic.level.chance)}<span class="vh"> of 100</span></strong> : <em>too early<span class="vh"> to tell</span></em>}
                  </a>
                </dd>
              ))}
            </div>
          ))}
        </dl>
      )} />
  );
}

const stepOf = (share: number): number => Math.min(5, 1 + Math.floor(5 * share));

/* Left and right go through all cells; up and down to the same place in the track before and after, or its last. */
function stepOver(lengths: number[]): Step {
  return (key, at) => {
    if (key === "ArrowLeft" || key === "ArrowRight") return at + (key === "ArrowRight" ? 1 : -1);
    let [track, start] = [0, 0];
    while (start + (lengths[track] ?? 0) <= at) start += lengths[track++] ?? 0;
    const next = key === "ArrowDown" ? track + 1 : track - 1;
    const length = lengths[next];
    if (length === undefined) return at;
    return (key === "ArrowDown" ? start + (lengths[track] ?? 0) : start - length) + Math.min(at - start, length - 1);
  };
}

const lowestOf = (topics: Topic[]): Topic[] => topics.filter((topic) => topic.level.told).sort((a, b) => a.level.chance - b.level.chance);

function titleOf(topics: Topic[]): string {
  const [lowest, next] = lowestOf(topics);
  if (!lowest) return "Of no topic can it be told yet";
  if (!next) return `${lowest.title} stands at ${of100(lowest.level.chance)} of 100; the other topics are open`;
  return `The thin spots: ${inText(lowest.title)}, then ${inText(next.title)}`;
}

function saysOf({ title, level, solved, questions }: Topic): string {
  return `${title}: ${level.told ? `${of100(level.chance)} of 100, likely ${of100(level.low)} to ${of100(level.high)}` : "too early to tell"}; ${solved} of ${questions} solved.`;
}

function figuresOf(topics: Topic[]): { caption: string; head: string[]; rows: (string | number)[][] } {
  return {
    caption: "Topics, of 100 questions of middle difficulty",
    head: ["Topic", "Right", "Between", "Solved", "Questions"],
    rows: topics.map(({ title, level, solved, questions }) => [title, level.told ? of100(level.chance) : "too early to tell", level.told ? `${of100(level.low)} and ${of100(level.high)}` : "–", solved, questions]),
  };
}
