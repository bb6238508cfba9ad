/* Runs and submissions on their way: case by case from the event stream, and the whole of it by GET at the end.
 *
 * Events may be missed, so the state is asked for as well: soon after the start, then now and then while the stream is up, often
 * while it is down. */
import { Failure, get, send } from "../api/client";
import { type JudgingEvent, listen, saidAbout, streaming } from "../api/events";
import type { Attempt, CaseResult, Judgement, Run, Sure } from "../api/types";

export type Kind = "run" | "attempt";

/* What is known so far. `place` is that among those who wait, null once it is judged; `judgement` comes last; `error` is why viva could not judge. */
export interface Judging {
  kind: Kind; code: string; busy: boolean; place: number | null; done: number; total: number; cases: CaseResult[]; judgement: Judgement | null;
  attempt: Attempt | null; error: unknown;
}

export type Told = (judging: Judging) => void;

const SOON_MS = 150;
const CALM_MS = 2000;
const OFTEN_MS = 400;

export async function runCode(slug: string, code: string, told: Told): Promise<Judging> {
  return judge("run", code, told, () => send<Run>("POST", `/questions/${slug}/runs`, { code }));
}

export interface Submission { code: string; sure: Sure | null; spent_ms: number; request: string }

/* The same `request` sent twice is one attempt. */
export async function submitCode(slug: string, { code, sure, spent_ms, request }: Submission, told: Told): Promise<Judging> {
  const body = { code, request, spent_ms: Math.round(spent_ms), ...(sure === null ? {} : { sure }) };
  return judge("attempt", code, told, () => send<Attempt>("POST", `/questions/${slug}/attempts`, body));
}

async function judge(kind: Kind, code: string, told: Told, start: () => Promise<Run | Attempt>): Promise<Judging> {
  let now: Judging = { kind, code, busy: true, place: null, done: 0, total: 0, cases: [], judgement: null, attempt: null, error: null };
  const tell = (change: Partial<Judging>): void => told((now = { ...now, ...change }));
  tell({});
  try {
    const begun = await start();
    const end = await follow(kind, begun.id, (event) => {
      const known = event.case && now.cases.some((each) => each.name === event.case?.name && each.fresh === event.case.fresh && !each.fresh);
      const cases = event.case && !known ? [...now.cases, event.case] : now.cases;
      tell({ place: event.position ?? null, done: Math.max(now.done, event.done), total: event.total, cases });
    }, (place) => { if (place !== now.place) tell({ place }); });
    tell(ended(end));
  } catch (error) {
    tell({ busy: false, place: null, error });
  }
  return now;
}

function ended(end: Run | Attempt): Partial<Judging> {
  const attempt = "code" in end ? end : null;
  const error = end.judgement ? null : new Failure(503, end.error?.code ?? "unavailable", end.error?.message ?? "viva could not judge this.");
  return { busy: false, place: null, judgement: end.judgement, cases: end.judgement?.cases ?? [], attempt, error };
}

const isOver = (state: Run | Attempt): boolean => ["done", "judged", "failed"].includes(state.status);

/* Resolves with the final state, told of each event in between, and of the place where no event says more than a GET does. */
function follow(kind: Kind, id: string, told: (event: JudgingEvent) => void, placed: (place: number | null) => void): Promise<Run | Attempt> {
  return new Promise((resolve, reject) => {
    let timer = 0;
    let asking = false;
    let heard = 0;
    const finish = (act: () => void): void => {
      clearTimeout(timer);
      stop();
      act();
    };
    const ask = async (): Promise<void> => {
      if (asking) return;
      asking = true;
      const before = heard;
      try {
        const state = await get<Run | Attempt>(kind === "run" ? `/runs/${id}` : `/attempts/${id}`);
        if (isOver(state)) return finish(() => resolve(state));
        if (heard === before) placed(state.position ?? null);
      } catch (error) {
        if (!(error instanceof Failure) || error.code !== "offline") return finish(() => reject(error));
      } finally {
        asking = false;
      }
      timer = window.setTimeout(() => void ask(), streaming.get() ? CALM_MS : OFTEN_MS);
    };
    const hear = (event: JudgingEvent): void => {
      heard += 1;
      told(event);
      if (["done", "judged", "failed"].includes(event.status)) {
        clearTimeout(timer);
        void ask();
      }
    };
    const stop = listen((event) => event.type === kind && event.data.id === id && hear(event.data as JudgingEvent));
    timer = window.setTimeout(() => void ask(), streaming.get() ? SOON_MS : 30);
    for (const event of saidAbout(id)) hear(event);
  });
}
