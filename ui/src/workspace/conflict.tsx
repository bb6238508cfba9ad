/* Two texts of one question: the one here and one saved elsewhere. Both are shown; the learner chooses. */
import type { JSX } from "preact";
import type { Draft } from "../api/types";
import { ago } from "../base/words";
import { Code } from "../parts/code";
import { Dialog } from "../parts/dialog";

interface Props { what?: "code" | "answer"; mine: string; theirs: Draft; onChoose: (mine: boolean) => void }

export function Conflict({ what = "code", mine, theirs, onChoose }: Props): JSX.Element {
  const here = mine.split("\n");
  const there = theirs.code.split("\n");
  const differs = (a: string[], b: string[]): number[] => a.flatMap((line, i) => (line === b[i] ? [] : [i + 1]));
  return (
    <Dialog title={`This ${what} was changed elsewhere too`} onClose={() => undefined} class="wide">
      <p class="soft">Another tab or window saved it {ago(theirs.saved)}. {what === "code" && "Lines that differ are marked. "}Which one do you go on with?</p>
      <div class="both">
        <section aria-labelledby="h-mine">
          <h3 id="h-mine">In this tab</h3>
          <Text what={what} text={mine} label={`The ${what} in this tab`} marks={differs(here, there)} />
          <button class="btn main" type="button" onClick={() => onChoose(true)}>Keep this one</button>
        </section>
        <section aria-labelledby="h-theirs">
          <h3 id="h-theirs">Saved elsewhere</h3>
          <Text what={what} text={theirs.code} label={`The ${what} saved elsewhere`} marks={differs(there, here)} />
          <button class="btn" type="button" onClick={() => onChoose(false)}>Take this one</button>
        </section>
      </div>
    </Dialog>
  );
}

function Text({ what, text, label, marks }: { what: "code" | "answer"; text: string; label: string; marks: number[] }): JSX.Element {
  if (what === "code") return <div class="boxed"><Code code={text} label={label} marks={marks} /></div>;
  return <div class="boxed answer" role="region" aria-label={label} tabIndex={0}>{text}</div>;
}
