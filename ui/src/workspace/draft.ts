/* What somebody types is never lost: first it is kept in this browser, then on the server.
 *
 * Each save names the revision that it replaces. When the server has another one by then (a second tab, another machine), it
 * refuses, and the learner chooses between the two texts. Without a connection the text waits here and goes out later; a
 * reload finds it. */
import { connected, Failure, send } from "../api/client";
import type { Audience, Draft, DraftSaved, DraftStale } from "../api/types";
import { observable } from "../base/observable";

export type Saving = "saved" | "saving" | "here" | "refused";

interface Local { code: string; revision: number; dirty: boolean }

const PAUSE_MS = 700;
const RETRY_MS = 4000;

export class DraftKeeper {
  readonly saving = observable<Saving>("saved");
  readonly conflict = observable<Draft | null>(null);
  readonly refusal = observable("");
  private code: string | null;
  private revision: number;
  private dirty = false;
  private timer = 0;
  private busy = false;
  private readonly place: string; /* in this browser */
  private readonly stop: () => void;

  /* `audience`: of an answer in words, which has a draft for each. */
  constructor(private readonly slug: string, server: Draft | null, private readonly spent: () => number, private readonly audience: Audience | null = null) {
    this.place = `viva.draft.${slug}${audience ? `.${audience}` : ""}`;
    const local = this.readLocal();
    this.revision = server?.revision ?? 0;
    this.code = server?.code ?? null;
    if (local?.dirty && local.code !== this.code) this.takeUp(local, server);
    this.stop = connected.listen((up) => up && this.dirty && this.later(0));
  }

  /* The text to begin with; null when nothing has been typed yet. */
  get text(): string | null {
    return this.code;
  }

  changed(code: string): void {
    if (code === this.code) return;
    this.code = code;
    this.dirty = true;
    this.saving.set("here");
    this.writeLocal();
    this.later(PAUSE_MS);
  }

  /* Keeps the time spent too, when one leaves. */
  flush(): void {
    if (this.dirty) this.later(0);
  }

  close(): void {
    this.stop();
    clearTimeout(this.timer);
    if (this.dirty && !this.conflict.get()) void this.push();
  }

  /* Ends a conflict; answers with the text that stays. */
  resolve(mine: boolean): string {
    const theirs = this.conflict.get();
    this.conflict.set(null);
    if (theirs) this.revision = theirs.revision;
    if (!mine && theirs) {
      this.code = theirs.code;
      this.settle();
    } else {
      this.dirty = true;
      this.writeLocal();
      this.later(0);
    }
    return this.code ?? "";
  }

  private takeUp(local: Local, server: Draft | null): void {
    this.code = local.code;
    this.dirty = true;
    this.saving.set("here");
    if (local.revision === this.revision) this.later(0);
    else if (server) this.conflict.set(server);
    else this.later(0);
  }

  private later(ms: number): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.push(), ms);
  }

  private async push(): Promise<void> {
    const code = this.code;
    if (code === null || !this.dirty || this.busy || this.conflict.get()) return;
    this.busy = true;
    this.saving.set("saving");
    try {
      const answer = await send<DraftSaved>("PUT", `/questions/${this.slug}/draft`, { code, revision: this.revision, spent_ms: Math.round(this.spent()), ...(this.audience ? { audience: this.audience } : {}) });
      this.revision = answer.revision;
      if (this.code === code) this.settle();
      else this.later(PAUSE_MS);
    } catch (error) {
      this.failed(error, code);
    } finally {
      this.busy = false;
    }
  }

  private failed(error: unknown, code: string): void {
    this.saving.set("here");
    if (!(error instanceof Failure)) throw error;
    if (error.status === 409) {
      const theirs = (error.body as DraftStale | null)?.draft ?? null;
      this.revision = theirs?.revision ?? 0;
      if (theirs && theirs.code === code && this.code === code) this.settle();
      else if (theirs) this.conflict.set(theirs);
      else this.later(0);
    } else if (error.status === 413 || error.status === 400) {
      this.refusal.set(error.message);
      this.saving.set("refused");
    } else {
      this.later(RETRY_MS);
    }
  }

  private settle(): void {
    this.dirty = false;
    this.refusal.set("");
    this.saving.set("saved");
    this.writeLocal();
  }

  private readLocal(): Local | null {
    try {
      return JSON.parse(localStorage.getItem(this.place) ?? "null") as Local | null;
    } catch {
      return null; /* no storage, or not ours: the server's copy stands */
    }
  }

  private writeLocal(): void {
    const local: Local = { code: this.code ?? "", revision: this.revision, dirty: this.dirty };
    try {
      localStorage.setItem(this.place, JSON.stringify(local));
    } catch {
      this.later(0); /* the browser has no room: then the server at once */
    }
  }
}
