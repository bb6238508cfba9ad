/* How real interviews went, as the learner says: kept beside readiness, and never used to forecast. What is removed can be brought back. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { remove, send } from "../api/client";
import type { OutcomeList, Progress } from "../api/types";
import { announce } from "../base/announce";
import { shortDate } from "../base/days";
import { of100 } from "../charts/words";
import { Fault } from "../parts/states";

type Outcome = Progress["outcomes"][number];
type Told = Omit<Outcome, "id">;

const WENT: Record<Outcome["outcome"], string> = { passed: "Passed", failed: "Not passed", waiting: "Waiting to hear" };

export function Outcomes({ progress }: { progress: Progress }): JSX.Element {
  const { rounds } = progress.readiness;
  const [list, setList] = useState(progress.outcomes);
  const [gone, setGone] = useState<Told | null>(null);
  const [error, setError] = useState<unknown>(null);
  const change = async (what: Promise<OutcomeList>, says: string): Promise<void> => {
    setError(null);
    try {
      setList((await what).outcomes);
      announce(says);
    } catch (failure) {
      setError(failure);
      throw failure;
    }
  };
  const add = (told: Told): Promise<void> => change(send<OutcomeList>("POST", "/outcomes", told), "Kept.");
  const take = ({ id, ...told }: Outcome): void => void change(remove<OutcomeList>(`/outcomes/${id}`), "Removed. Undo brings it back.").then(() => setGone(told), () => undefined);
  const titleOf = (key: string): string => rounds.find((round) => round.key === key)?.title ?? key;
  return (
    <section class="sec" aria-labelledby="h-outcomes">
      <header><h2 id="h-outcomes">Real interviews</h2><p>Beside your readiness, and never used to forecast</p></header>
      <div class="planned">
        {list.length > 0 && (
          <ul class="outcomes">
            {[...list].sort((a, b) => (a.date < b.date ? 1 : -1)).map((each) => (
              <li key={each.id}>
                <strong>{titleOf(each.round)}</strong><span>{WENT[each.outcome]}</span><span class="small soft">{shortDate(each.date)} · {readyWords(rounds.find((round) => round.key === each.round))}</span>
                {each.note && <span class="soft">{each.note}</span>}
                <button class="link quiet small" type="button" onClick={() => take(each)}>Remove<span class="vh">: {titleOf(each.round)} on {shortDate(each.date)}</span></button>
              </li>
            ))}
          </ul>
        )}
        {gone && <p class="undo" role="status">{titleOf(gone.round)} was removed. <button class="link" type="button" onClick={() => void add(gone).then(() => setGone(null), () => undefined)}>Undo</button></p>}
        {error !== null && <Fault error={error} />}
        <Entry rounds={rounds} today={progress.today} add={add} />
      </div>
    </section>
  );
}

const readyWords = (round: Progress["readiness"]["rounds"][number] | undefined): string =>
  round?.told ? `readiness now ${of100(round.share)} of 100` : "readiness: too early to tell";

interface EntryProps { rounds: Progress["readiness"]["rounds"]; today: string; add: (told: Told) => Promise<void> }

function Entry({ rounds, today, add }: EntryProps): JSX.Element {
  const [told, setTold] = useState<Told>({ round: rounds[0]?.key ?? "", outcome: "waiting", date: today, note: "" });
  const change = (part: Partial<Told>): void => setTold({ ...told, ...part });
  const save = (event: Event): void => {
    event.preventDefault();
    add(told).then(() => change({ note: "" }), () => undefined);
  };
  return (
    <details>
      <summary>Log one</summary>
      <form class="fields" onSubmit={save}>
        <div class="field"><label for="o-round">Round</label><select id="o-round" value={told.round} onChange={(event) => change({ round: event.currentTarget.value })}>{rounds.map((round) => <option key={round.key} value={round.key} selected={round.key === told.round}>{round.title}</option>)}</select></div>
        <div class="field"><label for="o-went">How it went</label><select id="o-went" value={told.outcome} onChange={(event) => change({ outcome: event.currentTarget.value as Told["outcome"] })}>{Object.entries(WENT).map(([key, says]) => <option key={key} value={key} selected={key === told.outcome}>{says}</option>)}</select></div>
        <div class="field"><label for="o-date">Day</label><input id="o-date" type="date" value={told.date} onInput={(event) => change({ date: event.currentTarget.value })} /></div>
        <div class="field"><label for="o-note">Note</label><input id="o-note" type="text" maxLength={500} value={told.note} onInput={(event) => change({ note: event.currentTarget.value })} /><span class="small soft">What was asked, what you would do otherwise.</span></div>
        <p class="acts"><button class="btn" type="submit">Keep it</button></p>
      </form>
    </details>
  );
}
