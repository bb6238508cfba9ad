/* The browser's own recogniser of speech, where it has one: what one says becomes text as one speaks.
 *
 * It may be a service of the browser's maker, and the sound goes there, not to viva. So it is used only after the learner has read that and said yes; the yes is
 * remembered in this browser and can be taken back. */
import { observable } from "../base/observable";
import { microphoneFault } from "./recording";

interface Alternative { transcript: string }
interface Result { isFinal: boolean; 0: Alternative }
interface ResultEvent extends Event { resultIndex: number; results: ArrayLike<Result> }
interface FaultEvent extends Event { error: string }
interface Recognition {
  lang: string; continuous: boolean; interimResults: boolean;
  onresult: ((event: ResultEvent) => void) | null; onerror: ((event: FaultEvent) => void) | null; onend: (() => void) | null;
  start(): void; stop(): void; abort(): void;
}
type Maker = new () => Recognition;

const maker = (): Maker | undefined => {
  const found = window as unknown as { SpeechRecognition?: Maker; webkitSpeechRecognition?: Maker };
  return found.SpeechRecognition ?? found.webkitSpeechRecognition;
};

export const canDictate = (): boolean => maker() !== undefined;

const AGREED = "viva.dictation";

function remembered(): boolean {
  try {
    return localStorage.getItem(AGREED) === "yes";
  } catch {
    return false; /* no storage: it is asked each time */
  }
}

export const agreed = observable(remembered());

export function agree(yes: boolean): void {
  agreed.set(yes);
  if (!yes) dictation.stop();
  try {
    if (yes) localStorage.setItem(AGREED, "yes");
    else localStorage.removeItem(AGREED);
  } catch {
    return; /* no storage: it holds until one leaves */
  }
}

const FAULTS: Record<string, string> = {
  "not-allowed": microphoneFault({ name: "NotAllowedError" }),
  "service-not-allowed": "This browser does not allow its recogniser here. Record, or type.",
  "audio-capture": microphoneFault({ name: "NotFoundError" }),
  network: "The browser's recogniser could not reach its service. Record, or type; what was written stays.",
  "language-not-supported": "The browser's recogniser has no English. Record, or type.",
};
const RESTART_MS = 1000; /* it ends by itself in a silence; one that ended sooner would only end again */

class Dictation {
  readonly on = observable(false);
  readonly hears = observable(""); /* what may still change */
  readonly fault = observable("");
  private recognition: Recognition | null = null;

  start(write: (text: string) => void): void {
    const Made = maker();
    if (this.recognition || !Made || !agreed.get()) return;
    const recognition = new Made();
    let begun = performance.now();
    Object.assign(recognition, { lang: navigator.language.startsWith("en") ? navigator.language : "en-US", continuous: true, interimResults: true });
    recognition.onresult = (event) => this.heard(event, write);
    recognition.onerror = ({ error }) => this.failed(error);
    recognition.onend = () => {
      this.hears.set("");
      if (this.recognition !== recognition) return;
      if (performance.now() - begun < RESTART_MS) return this.stop();
      begun = performance.now();
      recognition.start();
    };
    this.recognition = recognition;
    this.fault.set("");
    this.on.set(true);
    recognition.start();
  }

  stop(): void {
    const { recognition } = this;
    this.recognition = null;
    this.on.set(false);
    recognition?.stop();
  }

  private heard({ resultIndex, results }: ResultEvent, write: (text: string) => void): void {
    const fresh = Array.from(results).slice(resultIndex);
    const text = (final: boolean): string => fresh.filter((each) => each.isFinal === final).map((each) => each[0].transcript.trim()).join(" ");
    this.hears.set(text(false));
    if (text(true)) write(text(true));
  }

  private failed(error: string): void {
    if (error === "no-speech" || error === "aborted") return;
    this.fault.set(FAULTS[error] ?? `The browser's recogniser stopped (${error}). Record, or type; what was written stays.`);
    this.stop();
  }
}

export const dictation = new Dictation();
