/* The six skills as a wheel: now, a month ago behind it, and the interval of each as a band. Of a skill that is not known nothing is drawn. */
import type { JSX } from "preact";
import type { Progress } from "../api/types";
import { capital } from "../base/words";
import { Chart, Drawing, Key, NotYet } from "./chart";
import { of100, signed } from "./words";

type Skill = Progress["skills"][number];

export function Radar({ skills }: { skills: Skill[] }): JSX.Element {
  const weakest = weakestOf(skills);
  if (!weakest) return <NotYet title="Which skill is weakest: too early to tell">Three answers that bear on a skill, and it stands here with its doubt. <a href="/sittings/diagnostic">The diagnostic</a> finds out in fifteen minutes.</NotYet>;
  const rim = rimOf(skills);
  return (
    <Chart title={titleOf(skills)} how={<Keys rim={rim} month={skills.some((skill) => skill.before)} />} figures={figuresOf(skills)} marks={skills.map(saysOf)} begin={skills.indexOf(weakest)}
      draw={(width, mark) => {
        const wheel = wheelOf(width, skills.length);
        const at = (i: number, share: number): string => wheel.at(i, share / rim).map((n) => n.toFixed(1)).join(" ");
        const ring = (share: number): string => `M${skills.map((_, i) => at(i, share)).join("L")}Z`;
        const pairs = skills.map((_, i) => [i, (i + 1) % skills.length] as const);
        return (
          <Drawing width={width} height={wheel.height}>
            <g aria-hidden="true">
              {[0.25, 0.5, 0.75, 1].map((part) => <path key={part} class="soft" d={ring(part * rim)} />)}
              {skills.map(({ key, level }, i) => <path key={key} class={level.told ? "soft" : "soft dash"} d={`M${at(i, 0)}L${at(i, rim)}`} />)}
              {pairs.map(([i, k]) => both(skills, i, k, (each) => (each.level.told ? each.level : null), (a, b) => <path key={i} class="tint-accent" d={`M${at(i, a.low)}L${at(i, a.high)}L${at(k, b.high)}L${at(k, b.low)}Z`} />))}
              {pairs.map(([i, k]) => both(skills, i, k, (each) => each.before, (a, b) => <path key={i} class="was" d={`M${at(i, a.chance)}L${at(k, b.chance)}`} />))}
              {pairs.map(([i, k]) => both(skills, i, k, (each) => (each.level.told ? each.level : null), (a, b) => <path key={i} class="accent" d={`M${at(i, a.chance)}L${at(k, b.chance)}`} />))}
            </g>
            {skills.map((skill, i) => {
              const [x, y] = wheel.label(i);
              const [px, py] = wheel.at(i, skill.level.chance / rim);
              const here = skill === weakest ? "t-accent t-bold" : "";
              return (
                <g key={skill.key} role="img" {...mark(i)}>
                  <rect class="hit" x={x - (wheel.anchor(i) === "middle" ? 52 : wheel.anchor(i) === "end" ? 98 : 6)} y={y - 15} width={104} height={40} rx="4" />
                  <text x={x} y={y} text-anchor={wheel.anchor(i)} class={here}>{capital(skill.key)}</text>
                  <text x={x} y={y + 17} text-anchor={wheel.anchor(i)} class={here || "t-soft"}>{skill.level.told ? shortOf(skill) : "too early to tell"}</text>
                  {skill.level.told && <path class="accent thin" d={`M${at(i, skill.level.low)}L${at(i, skill.level.high)}`} />}
                  {skill.before && <circle class="was" cx={wheel.at(i, skill.before.chance / rim)[0]} cy={wheel.at(i, skill.before.chance / rim)[1]} r="3" />}
                  {skill.level.told && <circle class="dot" cx={px} cy={py} r="4.5" />}
                </g>
              );
            })}
          </Drawing>
        );
      }} />
  );
}

/* The rim of the wheel: where all are low, it is drawn larger. */
function rimOf(skills: Skill[]): number {
  const most = Math.max(...skills.flatMap(({ level, before }) => [level.told ? level.high : 0, before?.chance ?? 0]));
  return [0.1, 0.25, 0.5].find((rim) => most <= rim) ?? 1;
}

function Keys({ rim, month }: { rim: number; month: boolean }): JSX.Element {
  return <>{`Of 100 questions of middle difficulty, so many right; the rim is ${of100(rim)}.`}<span class="keys"><Key line="accent">now</Key>{month && <Key line="was">a month ago, change in brackets</Key>}<Key line="tint-accent band">80% interval</Key></span></>;
}

function both<T>(skills: Skill[], i: number, k: number, of: (skill: Skill) => T | null, draw: (a: T, b: T) => JSX.Element): JSX.Element | null {
  const [a, b] = [skills[i], skills[k]].map((skill) => (skill ? of(skill) : null));
  return a && b ? draw(a, b) : null;
}

/* The first skill at the top, the others clockwise; room for the words at both sides. */
function wheelOf(width: number, count: number): { height: number; at: (i: number, share: number) => [number, number]; label: (i: number) => [number, number]; anchor: (i: number) => "start" | "middle" | "end" } {
  const radius = Math.min(112, (width / 2 - 104) / 0.866);
  const [cx, cy] = [width / 2, radius + 40];
  const angle = (i: number): number => (2 * Math.PI * i) / count - Math.PI / 2;
  const at = (i: number, share: number): [number, number] => [cx + radius * share * Math.cos(angle(i)), cy + radius * share * Math.sin(angle(i))];
  const anchor = (i: number): "start" | "middle" | "end" => (Math.abs(Math.cos(angle(i))) < 0.1 ? "middle" : Math.cos(angle(i)) > 0 ? "start" : "end");
  const label = (i: number): [number, number] => {
    const [x, y] = at(i, 1);
    if (anchor(i) === "middle") return [x, Math.sin(angle(i)) < 0 ? y - 24 : y + 20];
    return [x + (anchor(i) === "start" ? 10 : -10), y - 2];
  };
  return { height: 2 * radius + 84, at, label, anchor };
}

export function weakestOf(skills: Skill[]): Skill | undefined {
  return skills.filter((skill) => skill.level.told).sort((a, b) => a.level.chance - b.level.chance)[0];
}

/* Communication is no filter of its own: it is practised where one answers in words. */
export const actOf = (skill: string): string => (skill === "communication" ? "/practise?type=conceptual" : `/practise?dimension=${skill}`);

const gainOf = ({ level, before }: Skill): number => (before ? of100(level.chance) - of100(before.chance) : 0);

function titleOf(skills: Skill[]): string {
  const told = skills.filter((skill) => skill.level.told).sort((a, b) => a.level.chance - b.level.chance);
  const [weakest, strongest] = [told[0], told.at(-1)];
  if (!weakest || !strongest) return "";
  const name = capital(weakest.key);
  if (weakest === strongest) return `${name} stands at ${of100(weakest.level.chance)} of 100; of the others it is too early to tell`;
  const apart = weakest.level.high < strongest.level.low;
  const most = told.filter((skill) => skill.before).sort((a, b) => gainOf(b) - gainOf(a))[0];
  const begun = `${name} ${apart ? "is" : "looks like"} your weakest skill`;
  if (most && gainOf(most) > 0) return most === weakest ? `${begun}, and the one that grew most` : `${begun}; ${most.key} grew most in a month`;
  return `${begun}, ${strongest.key} your strongest`;
}

const shortOf = (skill: Skill): string => `${of100(skill.level.chance)}${skill.before ? ` (${signed(gainOf(skill))})` : ""}`;

function saysOf({ key, level, before }: Skill): string {
  if (!level.told) return `${capital(key)}: too early to tell.`;
  return `${capital(key)}: ${of100(level.chance)} of 100, likely ${of100(level.low)} to ${of100(level.high)}${before ? `; ${of100(before.chance)} a month ago` : ""}.`;
}

function figuresOf(skills: Skill[]): { caption: string; head: string[]; rows: string[][] } {
  return {
    caption: "Six skills, of 100 questions of middle difficulty",
    head: ["Skill", "Right", "Between", "A month ago"],
    rows: skills.map(({ key, level, before }) => [capital(key), level.told ? `${of100(level.chance)}` : "too early to tell", level.told ? `${of100(level.low)} and ${of100(level.high)}` : "–", before ? `${of100(before.chance)}` : "–"]),
  };
}
