/* What is kept of the learner: taken away as files, brought back, removed. */
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { remove, sendFile, wordsFor } from "../api/client";
import type { Imported } from "../api/types";
import { plural } from "../base/words";
import { Dialog } from "../parts/dialog";
import { CalendarFeed } from "./calendar-feed";

const TABLES = ["attempts", "answers", "probe_answers", "events", "stories", "drafts", "hints", "followups", "claims", "stages", "unlocks", "learner"];
const WORD = "delete";

export function YourData(): JSX.Element {
  const [removing, setRemoving] = useState(false);
  return (
    <section class="sec" aria-label="Your data">
      <header><h2>Your data</h2><p>On this machine alone</p></header>
      <div class="fields">
        <div class="field">
          <span>Take it with you</span>
          <a class="btn" href="/api/v1/export/viva.json" download="viva.json">Export everything</a>
          <span class="small soft">One JSON file with your answers, reviews, drafts, stories, plan and settings. It can be imported again, here or on another machine.</span>
        </div>
        <div class="field">
          <span>For a spreadsheet</span>
          <details>
            <summary>Tables as CSV</summary>
            <ul class="files">{TABLES.map((name) => <li key={name}><a href={`/api/v1/export/${name}.csv`} download={`${name}.csv`}>{name.replace("_", " ")}</a></li>)}</ul>
          </details>
        </div>
        <CalendarFeed />
        <div class="field">
          <span>In Anki</span>
          <a class="btn" href="/api/v1/export/anki.txt" download="viva-anki.txt">Probes as notes</a>
          <span class="small soft">Each probe that you have answered, with what is right and why. Importing it again updates the notes.</span>
        </div>
        <Import />
        <div class="field">
          <span>Leave nothing</span>
          <button class="btn bad" type="button" onClick={() => setRemoving(true)}>Delete my data</button>
          <span class="small soft">All of it, at once. Only an export brings it back.</span>
        </div>
      </div>
      {removing && <Removal onClose={() => setRemoving(false)} />}
    </section>
  );
}

function Import(): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [says, setSays] = useState("");
  const [error, setError] = useState("");
  const take = async (file: File): Promise<void> => {
    setBusy(true);
    setError("");
    setSays("");
    try {
      const taken = await sendFile<Imported>("/import", new Blob([file], { type: "application/json" }));
      setSays(`${plural(taken.rows, "row")} taken in: ${plural(taken.events, "event")}, ${plural(taken.reviews, "review")} of ${plural(taken.cards, "card")}. This page opens anew.`);
      location.assign("/");
    } catch (failure) {
      setError(wordsFor(failure));
    }
    setBusy(false);
  };
  return (
    <div class="field">
      <label for="import">Bring it back</label>
      <input id="import" ref={input} type="file" accept="application/json,.json" disabled={busy} onChange={() => { const file = input.current?.files?.[0]; if (file) void take(file); }} />
      <span class="small soft" role="status">{busy ? "Reading it" : says || "An export, into a viva without a history: nothing is ever mixed."}</span>
      {error && <p class="bad small" role="alert">{error}</p>}
    </div>
  );
}

function Removal({ onClose }: { onClose: () => void }): JSX.Element {
  const [typed, setTyped] = useState("");
  const [error, setError] = useState("");
  const run = async (): Promise<void> => {
    try {
      await remove("/learner");
      localStorage.clear(); /* drafts that were kept here */
      location.assign("/");
    } catch (failure) {
      setError(wordsFor(failure));
    }
  };
  return (
    <Dialog title="Delete my data" onClose={onClose}>
      <form class="fields" onSubmit={(event) => { event.preventDefault(); if (typed === WORD) void run(); }}>
        <p>Every answer, review, draft, story and setting of yours is removed from the database. <a href="/api/v1/export/viva.json" download="viva.json">Export everything first</a>, if you may want it back.</p>
        <div class="field">
          <label for="sure">Type {WORD} to go on</label>
          <input id="sure" autocomplete="off" autofocus value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />
        </div>
        {error && <p class="bad small" role="alert">{error}</p>}
        <p class="acts"><button class="btn bad" type="submit" disabled={typed !== WORD}>Delete everything</button> <button class="btn" type="button" onClick={onClose}>Keep it</button></p>
      </form>
    </Dialog>
  );
}
