/* How an answer comes across: the first sentence, figures, reasons, words of the field, and the balance of a story. Never part of the score. */
import type { JSX } from "preact";
import type { Assessment, Audience, Delivery as DeliveryData } from "../api/types";
import { capital, inWords, percent, plural } from "../base/words";
import { Icon } from "../parts/icons";
import { Block } from "./points";

const LONG_SENTENCE = 35;

interface Note { good: boolean; says: string }

/* What is worth saying, best first. */
export function deliveryNotes(delivery: DeliveryData, audience: Audience, story: boolean): Note[] {
  const { answers_first, figures, reasons, longest_sentence, first_person, first_plural } = delivery;
  const notes: Note[] = [
    answers_first ? { good: true, says: story ? "The first sentence says what it is about." : "The first sentence answers." } : { good: false, says: story ? "The first sentence does not say yet what it is about: when, where, and what was at stake." : "The first sentence does not answer yet. Begin with what you would do, then say why." },
    figures ? { good: true, says: `${capital(inWords(figures))} ${figures === 1 ? "figure" : "figures"}.` } : { good: false, says: story ? "No figure. How many, how long, how much: one number in the result makes it real." : audience === "stakeholder" ? "No figure. Say what it costs or saves, even roughly." : "No figure. An order of magnitude shows that you have done it." },
  ];
  if (!story) notes.push(reasons ? { good: true, says: `${capital(inWords(reasons))} ${reasons === 1 ? "reason" : "reasons"} given.` } : { good: false, says: "No “because”. Behind each decision, say why." });
  if (story && first_plural > 2 * first_person) notes.push({ good: false, says: `“We” ${plural(first_plural, "time")}, “I” ${plural(first_person, "time")}. What did you do yourself?` });
  if (longest_sentence > LONG_SENTENCE) notes.push({ good: false, says: `The longest sentence has ${longest_sentence} words; nobody can hold that by ear. Cut it in two.` });
  return notes;
}

const PARTS = [["situation", "Situation"], ["task", "Task"], ["action", "Action"], ["result", "Result"]] as const;

export function Delivery({ assessment, story }: { assessment: Assessment; story: boolean }): JSX.Element | null {
  const { delivery, audience, sense } = assessment;
  if (sense !== "answer") return null;
  const jargon = [...new Map(delivery.jargon.map((each) => [each.term.toLowerCase(), each])).values()];
  return (
    <>
      {jargon.length > 0 && (
        <Block title={`${capital(inWords(jargon.length))} ${jargon.length === 1 ? "word" : "words"} this listener may not have`}>
          <table class="swap">
            <caption class="vh">Words of the field, and plain words for them</caption>
            <tbody>{jargon.map((each) => <tr key={each.term}><th scope="row"><span class="jar">{each.term}</span></th><td>{each.plain || "say what it means for them, or leave it out"}</td></tr>)}</tbody>
          </table>
        </Block>
      )}
      {delivery.story && <Balance story={delivery.story} />}
      <Block title="How it comes across">
        <p class="small soft">Not part of the score.</p>
        <ul class="points small">
          {deliveryNotes(delivery, audience, story).map((note) => (
            <li key={note.says}><span class={note.good ? "good" : "warn"}><Icon name={note.good ? "check" : "half"} /></span><p>{note.says}</p></li>
          ))}
        </ul>
      </Block>
    </>
  );
}

function Balance({ story }: { story: NonNullable<DeliveryData["story"]> }): JSX.Element {
  const missing = PARTS.filter(([key]) => !story[key].has).map(([, title]) => title.toLowerCase());
  const heavy = story.situation.share + story.task.share > 0.5;
  const says = missing.length ? `I did not hear the ${missing.join(" or the ")}.` : heavy ? "More than half of it sets the scene. Interviewers listen for what you did, and what came of it." : "All four parts are there, and most of it is what you did.";
  return (
    <Block title="The parts of your story">
      <dl class="balance">
        {PARTS.map(([key, title]) => (
          <div key={key}>
            <dt>{title}</dt>
            <dd><i style={{ width: percent(story[key].share) }} aria-hidden="true" /><span class="num">{story[key].has ? percent(story[key].share) : "not heard"}</span></dd>
          </div>
        ))}
      </dl>
      <p class="small soft">{says}</p>
    </Block>
  );
}
