/* In a behavioural question: begin with a story that is kept already; and keep an answer as one. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { send, wordsFor } from "../api/client";
import type { Attempt, Stories, WordsQuestion } from "../api/types";
import { announce } from "../base/announce";
import { useResource } from "../base/resource";
import { go, usePlace, withQuery } from "../base/router";

interface Props { text: string; write: (text: string) => void }

/* Puts a story into the answer; what stood there comes back by Undo. ?story=ID does so at once where nothing is written yet. */
export function BeginWith({ text, write }: Props): JSX.Element | null {
  const stories = useResource<Stories>("/stories").data?.stories ?? [];
  const { path, query } = usePlace();
  const asked = query.get("story");
  const [before, setBefore] = useState<{ text: string; title: string } | null>(null);
  const done = useRef("");
  const begin = (id: string): void => {
    const story = stories.find((each) => each.id === id);
    if (!story || story.text === text) return;
    setBefore({ text, title: story.title });
    write(story.text);
    announce(`The answer is now “${story.title}”.`);
  };
  useEffect(() => {
    if (!asked || done.current === asked || !stories.length) return;
    done.current = asked;
    begin(asked);
    go(path + withQuery(query, { story: "" }), { replace: true });
  }, [asked, stories.length]);
  if (!stories.length) return null;
  return (
    <p class="begin-with small">
      <label for="begin-with">Begin with one of your stories</label>
      <select id="begin-with" value="" onChange={(event) => begin(event.currentTarget.value)}>
        <option value="">Choose a story</option>
        {stories.map((story) => <option key={story.id} value={story.id}>{story.title}</option>)}
      </select>
      {before && <span class="soft">Put in: “{before.title}”. <button class="link" type="button" onClick={() => { write(before.text); setBefore(null); announce("As it was."); }}>Undo</button></span>}
    </p>
  );
}

export function KeepAsStory({ attempt, question }: { attempt: Attempt; question: WordsQuestion }): JSX.Element {
  const [kept, setKept] = useState("");
  const [error, setError] = useState("");
  const keep = (): void => {
    const id = crypto.randomUUID();
    send<Stories>("PUT", `/stories/${id}`, { title: question.title.slice(0, 120), text: attempt.code.slice(0, 8000) }).then(() => { setKept(id); announce("Kept among your stories."); }, (failure: unknown) => setError(wordsFor(failure)));
  };
  return (
    <>
      {kept ? <a class="small" href={`/stories?story=${kept}`}>Kept: see which questions it serves</a> : <button class="btn" type="button" onClick={keep}>Keep it as a story</button>}
      {error && <span class="bad small" role="alert">{error}</span>}
    </>
  );
}
