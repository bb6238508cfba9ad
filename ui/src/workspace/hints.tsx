/* Hints, one after the other; opening one is recorded, reading it again is not. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { send, wordsFor } from "../api/client";
import type { HintAnswer, Question } from "../api/types";
import { announce } from "../base/announce";
import { inWords } from "../base/words";
import { Html } from "../parts/html";

export function Hints({ question, reload }: { question: Question; reload: () => void }): JSX.Element {
  const { opened, total } = question.hints;
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState("");
  const open = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setError("");
    try {
      const hint = await send<HintAnswer>("POST", `/questions/${question.slug}/hints`, { n: opened.length + 1 });
      announce(`Hint ${hint.n}: ${hint.title}`);
      reload();
    } catch (failure) {
      setError(wordsFor(failure));
    }
    setBusy(false);
  };
  const left = total - opened.length;
  return (
    <div class="hint-list">
      {!opened.length && <p class="soft">{inWords(total).replace(/^./, (c) => c.toUpperCase())} hints, from a nudge to nearly the answer. Each opens the next.</p>}
      <ol>
        {opened.map((hint) => (
          <li key={hint.n}>
            <h2>{hint.n}. {hint.title}</h2>
            <Html html={hint.html} />
          </li>
        ))}
      </ol>
      {left > 0
        ? <p><button class="btn" type="button" aria-disabled={busy} onClick={() => void open()}>{opened.length ? "Open the next hint" : "Open the first hint"}</button></p>
        : <p class="small soft">These are all. The explanation opens once you have {!question.runnable && question.answerable ? "answered" : "solved"} it, or when you give up.</p>}
      {error && <p class="bad small" role="alert">{error}</p>}
    </div>
  );
}
