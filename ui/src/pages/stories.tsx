/* The story bank: what a learner keeps to tell, and which questions each story can serve. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { remove, send, wordsFor } from "../api/client";
import type { Band, Stories as StoriesData, Story } from "../api/types";
import { announce } from "../base/announce";
import { useCommands } from "../base/commands";
import { useTitle } from "../base/page";
import { useResource } from "../base/resource";
import { go, usePlace } from "../base/router";
import { BANDS, percent, plural } from "../base/words";
import { Empty, Fault, Skeleton, State } from "../parts/states";
import { countWords } from "../words/stages";

const PATH = "/stories";
const TONE: Record<Band, "good" | "warn" | "faint"> = { strong: "good", partial: "warn", weak: "faint", wrong: "faint" };
const unsaved = (id: string): string => `viva.story.${id}`;

interface Gone { story: Story; at: number }

export function Stories(): JSX.Element {
  useTitle("Stories");
  const { data, error, reload, put } = useResource<StoriesData>(PATH);
  const chosen = usePlace().query.get("story");
  const [gone, setGone] = useState<Gone | null>(null);
  const [fault, setFault] = useState("");
  const failed = (failure: unknown): void => setFault(wordsFor(failure));
  const begin = (): void => go(`${PATH}?story=${crypto.randomUUID()}`);
  useCommands([{ title: "Write a new story", run: begin }]);
  const drop = (story: Story): void => void remove<StoriesData>(`${PATH}/${story.id}`).then((next) => {
    put(next);
    setGone({ story, at: Date.now() });
    announce("Removed. It can be brought back.");
    go(PATH);
  }, failed);
  const undo = (): void => {
    if (!gone) return;
    const { id, title, text } = gone.story;
    void send<StoriesData>("PUT", `${PATH}/${id}`, { title, text }).then((next) => { put(next); setGone(null); announce("It is back."); go(`${PATH}?story=${id}`); }, failed);
  };
  const open = data?.stories.find((story) => story.id === chosen);
  return (
    <>
      <header class="head"><h1>Stories</h1>{data && <button class="btn main" type="button" onClick={begin}>Write a story</button>}</header>
      <p class="soft story-about">What you have done, ready to be told. Each story is held against every question about your work, by the same engine that reads your answers. It hears whether the parts of a good answer are there, and by its words which of the questions a story speaks to. One in ten good stories still looks strong for a question that it was not told for, so read the question and decide yourself. Nothing leaves this machine.</p>
      {gone && <p class="note" role="status"><span>“{gone.story.title}” is removed. <button class="link" type="button" onClick={undo}>Undo</button></span></p>}
      {fault && <p class="bad" role="alert">{fault}</p>}
      {!data ? (error ? <Fault error={error} retry={reload} /> : <Skeleton lines={6} label="Loading your stories" />)
        : <div class="stories"><List data={data} chosen={chosen} />{chosen && <Editor key={chosen} id={chosen} story={open} onSaved={put} onRemove={drop} />}</div>}
    </>
  );
}

function List({ data, chosen }: { data: StoriesData; chosen: string | null }): JSX.Element {
  const without = data.questions.filter(({ best }) => best?.band !== "strong");
  return (
    <div class="story-list">
      {!data.stories.length && !chosen && (
        <Empty title="No story yet">
          <p class="soft">Begin with the two that come up most: a project from beginning to end, and something that went wrong. Two minutes each, with what you did yourself and one figure.</p>
        </Empty>
      )}
      <ul class="rows">
        {data.stories.map((story) => {
          const well = story.serves.filter(({ band }) => band === "strong").length;
          const partly = story.serves.filter(({ band }) => band === "partial").length;
          return (
            <li key={story.id}><a href={`${PATH}?story=${story.id}`} aria-current={story.id === chosen ? "true" : undefined}><strong>{story.title}</strong>
              <small class="soft">{plural(story.words, "word")} · serves {well ? `${plural(well, "question")} well` : "none well yet"}{partly > 0 && `, ${partly} in part`}</small></a></li>
          );
        })}
      </ul>
      {data.stories.length > 0 && without.length > 0 && (
        <section class="blk" aria-labelledby="h-without">
          <h2 id="h-without" class="small">No story serves these well yet</h2>
          <ul class="plain small">{without.map(({ question, title }) => <li key={question}><a href={`/questions/${question}`}>{title}</a></li>)}</ul>
        </section>
      )}
    </div>
  );
}

interface EditorProps { id: string; story: Story | undefined; onSaved: (data: StoriesData) => void; onRemove: (story: Story) => void }

/* What is not saved yet is kept in this browser. */
function Editor({ id, story, onSaved, onRemove }: EditorProps): JSX.Element {
  const kept = JSON.parse(localStorage.getItem(unsaved(id)) ?? "null") as { title: string; text: string } | null;
  const [title, setTitle] = useState(kept?.title ?? story?.title ?? "");
  const [text, setText] = useState(kept?.text ?? story?.text ?? "");
  const [error, setError] = useState("");
  const [busy, setBusy] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const dirty = title !== (story?.title ?? "") || text !== (story?.text ?? "");
  useEffect(() => { if (!story) first.current?.focus(); }, []);
  useEffect(() => {
    if (dirty && (title || text)) localStorage.setItem(unsaved(id), JSON.stringify({ title, text }));
    else localStorage.removeItem(unsaved(id));
  }, [title, text, dirty]);
  const save = (): void => {
    if (busy) return;
    if (!title.trim() || !text.trim()) return setError(title.trim() ? "Write the story first." : "Give it a title that you will know it by.");
    setBusy(true);
    setError("");
    send<StoriesData>("PUT", `${PATH}/${id}`, { title: title.trim(), text }).then((data) => {
      onSaved(data);
      setTitle(title.trim());
      announce("Kept.");
    }, (failure: unknown) => setError(wordsFor(failure))).finally(() => setBusy(false));
  };
  useCommands([{ title: "Keep this story", keys: "Ctrl+Enter", run: save }]);
  return (
    <section class="story-open" aria-label={story ? story.title : "A new story"}>
      <form onSubmit={(event) => { event.preventDefault(); save(); }}>
        <label class="small" for="story-title">Title</label>
        <input id="story-title" ref={first} type="text" maxLength={120} value={title} placeholder="e.g. the night the scores came out double" onInput={(event) => setTitle(event.currentTarget.value)} />
        <label class="small" for="story-text">The story <span class="faint num">{plural(countWords(text), "word")}</span></label>
        <textarea id="story-text" rows={12} maxLength={8000} value={text} placeholder={"Where and when was it, and what was at stake?\nWhat was yours to do?\nWhat did you do, and why that?\nWhat came of it, in one figure? What would you do otherwise?"} onInput={(event) => setText(event.currentTarget.value)} />
        <div class="acts"><button class="btn main" type="submit" disabled={busy || !dirty}>{story ? "Save the changes" : "Keep it"}</button>
          {story && <button class="btn" type="button" onClick={() => onRemove(story)}>Remove</button>}
          <span class="small soft">{dirty ? "not saved yet, kept in this browser" : story ? "saved" : ""}</span></div>
        {error && <p class="bad small" role="alert">{error}</p>}
      </form>
      {story && <Serves story={story} />}
    </section>
  );
}

const PARTS = [["situation", "Situation"], ["task", "Task"], ["action", "Action"], ["result", "Result"]] as const;

function Serves({ story }: { story: Story }): JSX.Element {
  const { parts, serves } = story;
  return (
    <>
      {parts && (
        <section class="blk" aria-labelledby="h-parts">
          <h2 id="h-parts" class="small">Its parts</h2>
          <dl class="balance">
            {PARTS.map(([key, name]) => <div key={key}><dt>{name}</dt><dd><i style={{ width: percent(parts[key].share) }} aria-hidden="true" /><span class="num">{parts[key].has ? percent(parts[key].share) : "not heard"}</span></dd></div>)}
          </dl>
        </section>
      )}
      <section class="blk" aria-labelledby="h-serves">
        <h2 id="h-serves" class="small">Which questions it can serve</h2>
        <ul class="serves">
          {serves.filter(({ band }) => band !== "wrong").map((each) => (
            <li key={each.question}>
              <p><a href={`/questions/${each.question}?story=${story.id}`}>{each.title}</a> <State tone={TONE[each.band]}>{BANDS[each.band]}</State> <span class="small faint num">{each.made} of {plural(each.points, "point")}</span></p>
              {each.elsewhere && <p class="small soft">Its words speak to another question. Told for this one, it would need another first half.</p>}
              {!each.elsewhere && each.missing[0] && each.band !== "strong" && <p class="small soft">It leaves open: {each.missing.map(({ ask }) => ask).join(" ")}</p>}
            </li>
          ))}
        </ul>
        {serves.every(({ band }) => band === "wrong") && <p class="soft">None yet. Say what you did yourself, why, and what came of it in a figure.</p>}
      </section>
    </>
  );
}
