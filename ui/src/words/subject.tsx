/* A story that seems to tell of something else than was asked: what it fits better, what that costs, and the learner's own word on it. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { remove, send, wordsFor } from "../api/client";
import type { Assessment, Attempt } from "../api/types";
import { announce } from "../base/announce";
import { percent } from "../base/words";

interface Props { attempt: Attempt; assessment: Assessment; onChange: (attempt: Attempt) => void }

export function SubjectOf({ attempt, assessment: { subject }, onChange }: Props): JSX.Element | null {
  const [error, setError] = useState("");
  if (!subject || subject.factor >= 1) return null;
  const path = `/attempts/${attempt.id}/claims/${subject.id}`;
  const claimed = attempt.claims?.some((claim) => claim.point === subject.id);
  const done = (next: Attempt, says: string): void => { setError(""); announce(says); onChange(next); };
  const failed = (failure: unknown): void => setError(wordsFor(failure));
  const undo = (): void => void remove<Attempt>(path).then((next) => done(next, "Taken back."), failed);
  const claim = (): void => void send<Attempt>("PUT", path, { found: "yes", why: "" }).then((next) => done(next, "Noted. The score shows it as yours."), failed);
  const { nearest } = subject;
  return (
    <div class="soft" role="group" aria-label="What it is about">
      <p>{nearest ? <>By its words this story answers <a href={`/questions/${nearest.question}`}>{nearest.title}</a> rather than this question.</> : "The words of this story hardly speak of what was asked."} An interviewer would stop you and ask again, so it keeps {percent(subject.factor)} of what its points make. Say in the first sentences which part of it is the answer.</p>
      {claimed
        ? <p class="small own">By your own reading it tells of what was asked. <button class="link" type="button" onClick={undo}>Undo</button></p>
        : <p><button class="link small" type="button" onClick={claim}>It does tell of what was asked</button></p>}
      {error && <p class="bad small" role="alert">{error}</p>}
    </div>
  );
}
