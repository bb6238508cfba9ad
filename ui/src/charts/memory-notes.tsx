/* Beside what is remembered: whether viva knows the learner's own memory, and what a longer wait costs. */
import type { JSX } from "preact";
import type { Progress } from "../api/types";
import { of100 } from "./words";

type Memory = Progress["memory"];

export function MemoryNotes({ memory }: { memory: Memory }): JSX.Element {
  return (
    <div class="small soft">
      <p><strong>Your own curve.</strong> {fitWords(memory.fit)}</p>
      <p><strong>A longer wait.</strong> {delayWords(memory.delays)}</p>
    </div>
  );
}

function fitWords(fit: Memory["fit"]): string {
  if (!fit) return "After four hundred reviews viva looks for a forgetting curve of your own; until then it uses the one of many people.";
  const both = `On the last ${fit.held_out} of ${fit.reviews} reviews, which it had not seen, its error was ${fit.fitted.toFixed(3)}, that of the curve of many people ${fit.published.toFixed(3)}`;
  return fit.used ? `${both}; so yours is used.` : `${both}: no better by more than chance, so the latter stays.`;
}

function delayWords({ usual, delayed, needs, change }: Memory["delays"]): string {
  const both = `${delayed.right} of ${delayed.count} were known after a longer wait, ${usual.right} of ${usual.count} after the usual one`;
  if (!change) return delayed.count ? `${both}; with ${needs} of each this says what the wait costs.` : `One review in ten comes later, drawn at random; with ${needs} of them this says what the wait costs.`;
  const sure = change.high < 0 ? "fewer" : change.low > 0 ? "more, against all expectation" : "no difference that can be told";
  return `${both}: ${sure} (${of100(change.share)} of 100, with 95% confidence between ${of100(change.low)} and ${of100(change.high)}).`;
}
