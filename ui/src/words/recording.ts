/* Recording what somebody says: idle, asking for the microphone, recording, paused; one at a time in this page.
 *
 * Nothing of it leaves the browser. Every two seconds what there is goes to the shelf, so that a reload, or a machine that stops, costs little. It ends by itself after ten
 * minutes, and when the microphone goes away. */
import type { Audience } from "../api/types";
import { observable } from "../base/observable";
import { serverNow } from "../base/session";
import { drop, keep, makeRoom, type Recording } from "./shelf";

export type Phase = "idle" | "asking" | "recording" | "paused";
export type About = { slug: string; title: string; audience: Audience };

export const LONGEST_MS = 10 * 60_000;
const SLICE_MS = 2000;
const TICK_MS = 100;
const BITS = 48_000; /* a second: speech is clear, ten minutes are some 4 MB */
const SILENT_MS = 5000;
const HEARD = 0.2;
const TYPES = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];

/* Why this page cannot record, or "". */
export function cannotRecord(): string {
  if (!isSecureContext) return "A browser records only on a page that was opened over https, or from this machine as http://127.0.0.1. Open viva there.";
  if (!navigator.mediaDevices || typeof MediaRecorder === "undefined") return "This browser cannot record sound. Current Firefox, Chrome, Edge and Safari can.";
  return "";
}

const FAULTS: Record<string, string> = {
  NotAllowedError: "The microphone is not allowed on this page. Allow it beside the address, then record again.",
  SecurityError: "The microphone is not allowed on this page. Allow it beside the address, then record again.",
  NotFoundError: "No microphone was found. Connect one, then record again.",
  OverconstrainedError: "No microphone was found. Connect one, then record again.",
  NotReadableError: "The microphone is there and gives no sound: another program may hold it. Close that, then record again.",
  AbortError: "The microphone is there and gives no sound: another program may hold it. Close that, then record again.",
};

export const microphoneFault = (error: unknown): string => FAULTS[(error as DOMException | null)?.name ?? ""] ?? `The microphone cannot be used: ${error instanceof Error ? error.message : String(error)}`;

interface Running {
  about: About; id: string; created: string; stream: MediaStream; machine: MediaRecorder; chunks: Blob[];
  meter: Meter; timer: number; since: number; before: number; loudest: number; ended: () => void; end: Promise<void>;
}

class Recorder {
  readonly phase = observable<Phase>("idle");
  readonly elapsed = observable(0); /* ms of sound, without the pauses */
  readonly level = observable(0); /* 0..1 */
  readonly silent = observable(false); /* nothing was heard since it began */
  readonly fault = observable("");
  private running: Running | null = null;
  private asked = 0;
  private stopping: Promise<Recording | null> = Promise.resolve(null); /* the last one: however often its end is asked for */

  async start(about: About): Promise<void> {
    if (this.phase.get() !== "idle") return;
    const why = cannotRecord();
    this.fault.set(why);
    if (why) return;
    const mine = ++this.asked;
    this.phase.set("asking");
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      try {
        await makeRoom();
        if (mine === this.asked) this.begin(about, stream);
      } finally {
        if (this.running?.stream !== stream) silence(stream);
      }
    } catch (error) {
      if (mine !== this.asked) return;
      this.fault.set(microphoneFault(error));
      this.phase.set("idle");
    }
  }

  pause(): void {
    const { running } = this;
    if (!running || this.phase.get() !== "recording") return;
    running.before = this.soFar();
    running.machine.pause();
    this.phase.set("paused");
    this.level.set(0);
  }

  resume(): void {
    const { running } = this;
    if (!running || this.phase.get() !== "paused") return;
    running.since = performance.now();
    running.machine.resume();
    this.phase.set("recording");
  }

  /* The recording, on the shelf; null when nothing was recorded. While the microphone is asked for: no more. */
  stop(): Promise<Recording | null> {
    const { running } = this;
    if (running) this.stopping = this.finish(running);
    else if (this.phase.get() === "asking") {
      this.asked += 1;
      this.phase.set("idle");
      return Promise.resolve(null);
    }
    return this.stopping;
  }

  private async finish(running: Running): Promise<Recording | null> {
    running.before = this.soFar();
    this.running = null;
    clearInterval(running.timer);
    running.meter.close();
    if (running.machine.state !== "inactive") running.machine.stop();
    await running.end;
    silence(running.stream);
    const recording = { ...snapshot(running, running.before), open: false };
    if (recording.blob.size) await keep(recording);
    else await drop(recording.id);
    this.phase.set("idle");
    this.level.set(0);
    this.silent.set(false);
    if (recording.blob.size) return recording;
    this.fault.set("Nothing was recorded. Speak a moment longer before you stop.");
    return null;
  }

  private begin(about: About, stream: MediaStream): void {
    const type = TYPES.find((each) => MediaRecorder.isTypeSupported(each));
    const machine = new MediaRecorder(stream, { audioBitsPerSecond: BITS, ...(type ? { mimeType: type } : {}) });
    let ended = (): void => undefined;
    const end = new Promise<void>((done) => { ended = done; });
    const running: Running = { about, id: crypto.randomUUID(), created: serverNow().toISOString(), stream, machine, chunks: [], meter: new Meter(stream), timer: 0, since: performance.now(), before: 0, loudest: 0, ended, end };
    machine.ondataavailable = ({ data }) => this.took(running, data);
    machine.onstop = () => { running.ended(); if (this.running === running) void this.stop(); };
    machine.onerror = () => this.fault.set("The browser stopped recording. What you had said is kept.");
    for (const track of stream.getAudioTracks()) track.onended = () => { this.fault.set("The microphone went away. What you had said is kept."); void this.stop(); };
    this.running = running;
    this.elapsed.set(0);
    this.silent.set(false);
    machine.start(SLICE_MS);
    running.timer = window.setInterval(() => this.tick(), TICK_MS);
    this.phase.set("recording");
  }

  private took(running: Running, data: Blob): void {
    if (data.size) running.chunks.push(data);
    if (this.running === running && running.chunks.length) void keep({ ...snapshot(running, this.soFar()), open: true });
  }

  private soFar(): number {
    const { running } = this;
    if (!running) return 0;
    return running.before + (this.phase.get() === "recording" ? performance.now() - running.since : 0);
  }

  private tick(): void {
    const { running } = this;
    if (!running || this.phase.get() !== "recording") return;
    const level = running.meter.level();
    running.loudest = Math.max(running.loudest, level);
    this.level.set(level);
    this.elapsed.set(this.soFar());
    this.silent.set(running.loudest < HEARD && this.soFar() > SILENT_MS);
    if (this.soFar() < LONGEST_MS) return;
    this.fault.set("Ten minutes are the most for one recording. What you said is kept; go on in another.");
    void this.stop();
  }
}

const silence = (stream: MediaStream): void => stream.getTracks().forEach((track) => track.stop());

function snapshot({ about, id, created, machine, chunks }: Running, ms: number): Omit<Recording, "open"> {
  const type = machine.mimeType || chunks[0]?.type || "audio/webm";
  return { id, ...about, created, ms: Math.round(ms), type, blob: new Blob(chunks, { type }) };
}

/* How loud it is, from -60 dB (0) to 0 dB (1). */
class Meter {
  private readonly context = new AudioContext();
  private readonly analyser = this.context.createAnalyser();
  private readonly samples = new Float32Array(this.analyser.fftSize);

  constructor(stream: MediaStream) {
    this.context.createMediaStreamSource(stream).connect(this.analyser);
    void this.context.resume();
  }

  level(): number {
    this.analyser.getFloatTimeDomainData(this.samples);
    const power = this.samples.reduce((sum, each) => sum + each * each, 0) / this.samples.length;
    return Math.min(1, Math.max(0, 1 + (10 * Math.log10(power + 1e-12)) / 60));
  }

  close(): void {
    void this.context.close();
  }
}

export const recorder = new Recorder();
