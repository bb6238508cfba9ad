/* Words for what the API gives as keys, numbers and times. */
import type { AttemptSummary, Audience, Band, Card, Verdict } from "../api/types";
import { serverNow, settings } from "./session";

export const TYPES: Record<string, string> = {
  implementation: "Code", conceptual: "In words", derivation: "Derivation", evaluation: "Evaluation", "problem-solving": "Design",
  behavioural: "Story", project: "Project",
};
export const SKILLS: Record<string, string> = {
  fundamentals: "Fundamentals", mathematics: "Mathematics", coding: "Coding", scenarios: "Scenarios", evaluation: "Evaluation",
};
export const DIFFICULTIES = ["", "first steps", "easy", "medium", "hard", "very hard"];
export const LANGUAGES: Record<string, string> = { python: "Python", sql: "SQL" };
export const STACKS: Record<string, string> = { numpy: "NumPy", sklearn: "scikit-learn", torch: "PyTorch", sql: "SQLite" };
export const VERDICTS: Record<Verdict, string> = {
  accepted: "Accepted", "wrong-answer": "Wrong answer", "runtime-error": "Stopped with an error", "time-limit": "Too slow",
  "memory-limit": "Too much memory", "output-limit": "Too much output", forbidden: "Not allowed", "no-result": "No result",
};

export const BANDS: Record<Band, string> = { strong: "Strong", partial: "Partial", weak: "Weak", wrong: "Off the mark" };
const BAND_TONES: Record<Band, Tone> = { strong: "good", partial: "warn", weak: "warn", wrong: "bad" };
export const AUDIENCES: Record<Audience, string> = { peer: "a peer", stakeholder: "a stakeholder" };

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
export const plural = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/* What a question is, and how long it takes unless that is said elsewhere. */
export function metaOf(card: Card, minutes = true): string {
  const kind = card.mode === "repair" ? "Code to repair" : (TYPES[card.type] ?? capital(card.type));
  const topic = card.topic_title.replace(/^\p{Lu}(?=\p{Ll})/u, (first) => first.toLowerCase());
  return [kind, topic, DIFFICULTIES[card.difficulty], minutes && plural(card.minutes, "minute")].filter(Boolean).join(" · ");
}

const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
export const inWords = (n: number): string => NUMBERS[n] ?? String(n);

export function duration(ms: number): string {
  if (ms < 1) return "less than 1 ms";
  if (ms < 999.5) return `${ms < 9.95 ? trim(ms.toFixed(1)) : Math.round(ms)} ms`;
  return `${trim((ms / 1000).toFixed(ms < 9950 ? 1 : 0))} s`;
}
const trim = (text: string): string => text.replace(/\.0$/, "");

export function clockTime(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const hours = Math.floor(seconds / 3600);
  const pad = (n: number): string => String(n).padStart(2, "0");
  return `${hours ? `${hours}:` : ""}${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
}

export function minutesSpent(ms: number): string {
  return ms < 90_000 ? "1 minute" : plural(Math.round(ms / 60_000), "minute");
}

function format(date: Date, options: Intl.DateTimeFormatOptions): string {
  try {
    return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: settings.get().zone }).format(date);
  } catch {
    return new Intl.DateTimeFormat("en-GB", options).format(date); /* a zone that this browser does not know */
  }
}

export const longDay = (date: Date): string => format(date, { weekday: "long", day: "numeric", month: "long" }).replace(",", "");
export const wholeTime = (iso: string): string => format(new Date(iso), { dateStyle: "full", timeStyle: "short" });

/* "just now", "14 minutes ago", "today 09:12", "yesterday", "12 November". */
export function ago(iso: string): string {
  const date = new Date(iso);
  const seconds = (serverNow().getTime() - date.getTime()) / 1000;
  if (seconds < 60) return "just now";
  if (seconds < 3600) return `${plural(Math.floor(seconds / 60), "minute")} ago`;
  const day = (d: Date): string => format(d, { dateStyle: "short" });
  const time = format(date, { hour: "2-digit", minute: "2-digit" });
  if (day(date) === day(serverNow())) return `today ${time}`;
  if (day(date) === day(new Date(serverNow().getTime() - 86_400_000))) return `yesterday ${time}`;
  return format(date, { day: "numeric", month: "long" });
}

export type Tone = "good" | "warn" | "bad" | "faint";

type Outcome = Verdict | Band;
const isBand = (outcome: Outcome): outcome is Band => outcome in BANDS;

/* What a result counts: cases, bugs where a person writes the cases, points in words; "" where nothing was counted. */
export function counted({ cases_passed, cases_total, bugs, answer }: Pick<AttemptSummary, "cases_passed" | "cases_total" | "bugs" | "answer">): string {
  if (answer) return answer.points ? `${answer.made} of ${plural(answer.points, "point")}` : "";
  if (bugs) return `${bugs.exposed} of ${plural(bugs.total, "bug")}`;
  return cases_total ? `${cases_passed} of ${plural(cases_total, "case")}` : "";
}

/* "62%", and "50 to 74%". */
export const percent = (share: number): string => `${Math.round(100 * share)}%`;
export const range = (low: number, high: number): string => `${Math.round(100 * low)} to ${percent(high)}`;

/* The last result of a question, in a word and a tone. */
export function lastResult(card: Card): { tone: Tone; says: string } {
  if (card.last && isBand(card.last.verdict)) return outcomeResult(card.last.verdict);
  if (card.status === "solved") return { tone: "good", says: "Solved" };
  if (card.self_assessed) return SELF;
  if (card.status === "new" || !card.last) return card.status === "tried" ? { tone: "warn", says: "Begun" } : { tone: "faint", says: "New" };
  if (card.last.cases_passed > 0 || (card.last.bugs && card.last.bugs.exposed > 0)) return { tone: "warn", says: counted(card.last) };
  return { tone: "bad", says: "Not yet" };
}

/* What the learner ticked is told as that, in the tone of what nobody has judged. */
const SELF: { tone: Tone; says: string } = { tone: "faint", says: "Self-assessed" };

export function attemptResult(attempt: AttemptSummary): { tone: Tone; says: string } {
  if (attempt.status === "self-assessed") return SELF;
  if (attempt.status === "submitted") return { tone: "faint", says: "Being judged" };
  if (attempt.status === "failed" || !attempt.verdict) return { tone: "warn", says: "Could not be judged" };
  return outcomeResult(attempt.verdict);
}

function outcomeResult(outcome: Outcome): { tone: Tone; says: string } {
  if (isBand(outcome)) return { tone: BAND_TONES[outcome], says: BANDS[outcome] };
  return { tone: outcome === "accepted" ? "good" : "bad", says: VERDICTS[outcome] };
}
