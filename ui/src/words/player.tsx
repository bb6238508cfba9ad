/* Plays a recording that is in this browser. What browsers record says nothing of its length, so that comes from the recording, and the slider is ours. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { clockTime } from "../base/words";
import { Icon } from "../parts/icons";
import type { Recording } from "./shelf";

/* `keys`: what the caller binds to the same button, for screen readers. */
interface Props { recording: Recording; label: string; toggle?: { current: (() => void) | null }; keys?: string }

export function Player({ recording, label, toggle, keys }: Props): JSX.Element {
  const audio = useRef<HTMLAudioElement>(null);
  const [url, setUrl] = useState("");
  const [playing, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [fault, setFault] = useState("");
  useEffect(() => {
    const made = URL.createObjectURL(recording.blob);
    setUrl(made);
    setAt(0);
    return () => URL.revokeObjectURL(made);
  }, [recording.blob]);
  const turn = (): void => {
    const sound = audio.current;
    if (!sound) return;
    if (!sound.paused) return sound.pause();
    sound.play().catch((error: unknown) => (error as DOMException).name !== "AbortError" && setFault("This browser cannot play the recording. Download it to hear it elsewhere."));
  };
  if (toggle) toggle.current = turn;
  const seek = (seconds: number): void => {
    if (audio.current) audio.current.currentTime = seconds;
    setAt(seconds);
  };
  const long = recording.ms / 1000;
  return (
    <div class="player">
      <audio ref={audio} src={url || undefined} preload="metadata" onPlay={() => setPlaying(true)} onPause={() => setPlaying(false)} onEnded={() => { setPlaying(false); setAt(0); }}
        onTimeUpdate={(event) => setAt(Math.min(event.currentTarget.currentTime, long))} />
      <button class="btn round-btn" type="button" onClick={turn} aria-label={`${playing ? "Pause" : "Play"} ${label}`} aria-keyshortcuts={keys}><Icon name={playing ? "pause" : "play"} /></button>
      <input type="range" min={0} max={Math.max(long, 0.1)} step={0.1} value={at} aria-label={`Place in ${label}`} aria-valuetext={`${clockTime(1000 * at)} of ${clockTime(recording.ms)}`} onInput={(event) => seek(Number(event.currentTarget.value))} />
      <span class="num small soft">{at ? `${clockTime(1000 * at)} / ` : ""}{clockTime(recording.ms)}</span>
      {fault && <span class="bad small" role="alert">{fault}</span>}
    </div>
  );
}
