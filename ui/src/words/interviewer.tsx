/* The interviewer asks about what was missing; one reply a question, each judged at once. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { send, wordsFor } from "../api/client";
import type { Attempt, Followup } from "../api/types";
import { announce } from "../base/announce";
import { shownKeys } from "../base/commands";
import { Icon, type IconName } from "../parts/icons";
import type { Mark, MarkKind } from "./annotate";
import { Marked } from "./marked";

export function Interviewer({ attempt, onChange }: { attempt: Attempt; onChange: (attempt: Attempt) => void }): JSX.Element | null {
  const { followups = [], ask } = attempt;
  if (!followups.length && !ask) return null;
  return (
    <section class="turn" aria-labelledby="h-turn">
      <h2 id="h-turn">The interviewer</h2>
      <div class="talk">
        {followups.map((each) => <Round key={each.round} followup={each} says={attempt.assessment?.points.find((point) => point.id === each.point)?.says ?? ""} />)}
        {ask ? <Reply key={ask.point} attempt={attempt} onChange={onChange} first={!followups.length} /> : <p class="soft">That is all I would ask. {followups.some((each) => each.found === "yes") ? "Say these parts in your first answer next time." : "Read on where a point is missing, and tell it again tomorrow."}</p>}
      </div>
    </section>
  );
}

const HEARD: Record<Followup["found"], { icon: IconName; tone: string; says: string }> = {
  yes: { icon: "check", tone: "good", says: "That is it" },
  partly: { icon: "half", tone: "warn", says: "Part of it" },
  no: { icon: "new", tone: "faint", says: "I did not hear it" },
  contradicted: { icon: "cross", tone: "bad", says: "The other way round" },
  unclear: { icon: "ask", tone: "faint", says: "I could not tell" },
};

function Round({ followup, says }: { followup: Followup; says: string }): JSX.Element {
  const { ask, text, found, honest, plan, quote, at, len, because } = followup;
  const { icon, tone, says: heard } = HEARD[found];
  const kind: MarkKind = found === "no" ? "unclear" : found;
  const marks: Mark[] = quote ? [{ id: `r-${followup.round}`, kind, at, len, n: 0 }] : [];
  return (
    <article class="round" aria-label={`Question ${followup.round}`}>
      <p class="says">“{ask}”</p>
      <div class="reply"><Marked text={text} marks={marks} scope={`r${followup.round}`} active={null} point={() => undefined} /></div>
      <p class="small"><span class={`st ${tone}`}><Icon name={icon} />{heard}</span><span class="soft">{found === "yes" ? "." : `: ${says}`}{because && ` ${because.charAt(0).toUpperCase()}${because.slice(1)}.`}{honest && (plan ? " You said what you do not know, and how you would find out: well done." : " You said that you do not know, which is fair; say next how you would find out.")}</span></p>
    </article>
  );
}

function Reply({ attempt, onChange, first }: { attempt: Attempt; onChange: (attempt: Attempt) => void; first: boolean }): JSX.Element {
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState("");
  const box = useRef<HTMLTextAreaElement>(null);
  const { ask } = attempt;
  useEffect(() => { if (!first) box.current?.focus({ preventScroll: true }); }, []);
  if (!ask) return <></>;
  const reply = async (words: string): Promise<void> => {
    if (busy || !words.trim()) return void (words.trim() || announce("Write a sentence first."));
    setBusy(true);
    setError("");
    try {
      const next = await send<Attempt>("POST", `/attempts/${attempt.id}/followups`, { point: ask.point, text: words });
      const last = next.followups?.at(-1);
      announce(`${last ? HEARD[last.found].says : "Noted"}. ${next.ask ? `The interviewer asks: ${next.ask.ask}` : "That is all."}`);
      onChange(next);
    } catch (failure) {
      setError(wordsFor(failure));
      setBusy(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    void reply(text);
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); void reply(text); }}>
      <p class="says">“{ask.ask}”</p>
      <label class="vh" for="reply">Your reply to: {ask.ask}</label>
      <textarea id="reply" ref={box} value={text} maxLength={4000} placeholder="Two or three sentences are enough." onInput={(event) => setText(event.currentTarget.value)} onKeyDown={onKeyDown} />
      {error && <p class="bad small" role="alert">{error}</p>}
      <div class="acts">
        <button class="btn main" type="submit" aria-disabled={busy} aria-keyshortcuts="Control+Enter">Reply <kbd>{shownKeys("Ctrl+Enter")}</kbd></button>
        <button class="btn" type="button" aria-disabled={busy} onClick={() => void reply("I don't know.")}>I don’t know</button>
      </div>
    </form>
  );
}
