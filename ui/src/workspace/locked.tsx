/* What stands in place of the explanation and the solutions until they are earned, with the way out. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { send, wordsFor } from "../api/client";
import type { Question } from "../api/types";
import { announce } from "../base/announce";
import { Dialog } from "../parts/dialog";
import { Icon } from "../parts/icons";

export function Locked({ question, what, plural = false, reload }: { question: Question; what: string; plural?: boolean; reload: () => void }): JSX.Element {
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState("");
  const giveUp = async (): Promise<void> => {
    try {
      await send("POST", `/questions/${question.slug}/give-up`);
      announce(`${what} ${plural ? "are" : "is"} open.`);
      setAsking(false);
      reload();
    } catch (failure) {
      setError(wordsFor(failure));
    }
  };
  const words = !question.runnable && question.answerable;
  const hintsLeft = question.hints.total - question.hints.opened.length;
  return (
    <div class="locked">
      <p class="st"><Icon name="lock" /><strong>{what} {plural ? "open" : "opens"} once you have {words ? "answered" : "solved"} it</strong></p>
      <p class="soft">What you find out yourself stays longer. {hintsLeft > 0 && <>There {hintsLeft === 1 ? "is one hint" : `are ${hintsLeft} hints`} left: <a href={`/questions/${question.slug}?tab=hints`}>look at the next</a>.</>}</p>
      <p><button class="btn" type="button" onClick={() => setAsking(true)}>Give up and read {plural ? "them" : "it"}</button></p>
      {asking && (
        <Dialog title="Give up on this question?" onClose={() => setAsking(false)}>
          <p>The explanation and the {words ? "model answers" : "solutions"} open at once. It is noted that you gave up, and you can still {words ? "answer" : "solve"} it afterwards.</p>
          {error && <p class="bad small" role="alert">{error}</p>}
          <div class="acts">
            <button class="btn main" type="button" onClick={() => setAsking(false)}>Keep trying</button>
            <button class="btn" type="button" onClick={() => void giveUp()}>Give up</button>
          </div>
        </Dialog>
      )}
    </div>
  );
}
