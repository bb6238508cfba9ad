/* The plan in the learner's own calendar: a file, or a private address that a calendar program asks every few hours. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { remove, send, wordsFor } from "../api/client";
import type { Feed } from "../api/types";
import { announce } from "../base/announce";
import { useResource } from "../base/resource";
import { ago } from "../base/words";

export function CalendarFeed(): JSX.Element {
  const { data } = useResource<Feed>("/plan/feed");
  const [changed, setChanged] = useState<Feed | null>(null);
  const [error, setError] = useState("");
  const feed = changed ?? data;
  const change = async (what: Promise<Feed>, says: string): Promise<void> => {
    setError("");
    try {
      setChanged(await what);
      announce(says);
    } catch (failure) {
      setError(wordsFor(failure));
    }
  };
  const open = (): Promise<void> => change(send<Feed>("POST", "/plan/feed"), "The calendar has an address.");
  return (
    <div class="field">
      <span>In your calendar</span>
      <div class="acts">
        <a class="btn" href="/api/v1/export/plan.ics" download="viva.ics">As a file</a>
        <button class="btn" type="button" onClick={() => void open()}>{feed?.opened ? "New address" : "As an address"}</button>
        {feed?.opened && <button class="btn" type="button" onClick={() => void change(remove<Feed>("/plan/feed"), "The address is closed.")}>Close it</button>}
      </div>
      <div class="small soft">
        {feed?.path ? <Address path={feed.path} /> : feed?.opened ? <p>An address was opened {ago(feed.opened)}; it was told once. A new one closes it.</p> : <p>A calendar program on this machine can follow the plan by a private address.</p>}
        {error && <p class="bad" role="alert">{error}</p>}
      </div>
    </div>
  );
}

function Address({ path }: { path: string }): JSX.Element {
  const address = location.origin + path;
  const [copied, setCopied] = useState(false);
  return (
    <>
      <p><label for="feed">Whoever has it can read your plan; it is shown only now.</label></p>
      <div class="acts">
        <input id="feed" type="text" readOnly value={address} onFocus={(event) => event.currentTarget.select()} />
        <button class="btn" type="button" onClick={() => { navigator.clipboard.writeText(address).then(() => { setCopied(true); announce("Copied."); }, () => undefined); }}>{copied ? "Copied" : "Copy"}</button>
      </div>
    </>
  );
}
