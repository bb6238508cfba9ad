/* Between the work and its results: how sure are you (asked before a submission, answered or not), Run, Submit. `asks` is false once it
   is solved: then the next question is what the page is about. */
import type { JSX } from "preact";
import type { Sure } from "../api/types";
import { shownKeys } from "../base/commands";
import { Segmented } from "../parts/segmented";

const SURE: Sure[] = [10, 30, 50, 70, 90, 99];

interface Props { sure: Sure | null; onSure: (sure: Sure | null) => void; asks: boolean; busy: boolean; ready: boolean; onRun?: () => void; onSubmit: () => void; legend?: string }

export function SureBar({ sure, onSure, asks, busy, ready, onRun, onSubmit, legend = "How sure are you?" }: Props): JSX.Element {
  const off = busy || !ready;
  return (
    <div class="sure">
      {asks && (
        <Segmented legend={legend} name="sure" clearable value={sure} onChange={onSure}
          options={SURE.map((value) => ({ value, label: `${value}%` }))} />
      )}
      <div class="acts">
        {onRun && <button class="btn" type="button" aria-disabled={off} aria-keyshortcuts="Control+Enter" onClick={onRun}>Run <kbd>{shownKeys("Ctrl+Enter")}</kbd></button>}
        <button class={asks ? "btn main" : "btn"} type="button" aria-disabled={off} aria-keyshortcuts="Control+Shift+Enter" onClick={onSubmit}>Submit <kbd>{shownKeys("Ctrl+Shift+Enter")}</kbd></button>
      </div>
    </div>
  );
}
