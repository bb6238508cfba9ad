/* Two texts of one question: the one here and one saved elsewhere. Both are shown; the learner chooses. */
import type { JSX } from "preact";
import type { Draft } from "../api/types";
import { ago } from "../base/words";
import { Code } from "../parts/code";
import { Dialog } from "../parts/dialog";

interface Props { mine: string; theirs: Draft; onChoose: (mine: boolean) => void }

export function Conflict({ mine, theirs, onChoose }: Props): JSX.Element {
  const here = mine.split("\n");
  const there = theirs.code.split("\n");
  const differs = (a: string[], b: string[]): number[] => a.flatMap((line, i) => (line === b[i] ? [] : [i + 1]));
  return (
    <Dialog title="This code was changed elsewhere too" onClose={() => undefined} class="wide">
      <p class="soft">Another tab or window saved it {ago(theirs.saved)}. Lines that differ are marked. Which one do you go on with?</p>
      <div class="both">
        <section aria-labelledby="h-mine">
          <h3 id="h-mine">In this tab</h3>
          <div class="boxed"><Code code={mine} label="The code in this tab" marks={differs(here, there)} /></div>
          <button class="btn main" type="button" onClick={() => onChoose(true)}>Keep this one</button>
        </section>
        <section aria-labelledby="h-theirs">
          <h3 id="h-theirs">Saved elsewhere</h3>
          <div class="boxed"><Code code={theirs.code} label="The code saved elsewhere" marks={differs(there, here)} /></div>
          <button class="btn" type="button" onClick={() => onChoose(false)}>Take this one</button>
        </section>
      </div>
    </Dialog>
  );
}
