/* Questions, a row each: what they are, and what became of them last. */
import type { JSX } from "preact";
import type { Card } from "../api/types";
import { DIFFICULTIES, lastResult, SKILLS, TYPES } from "../base/words";
import { State } from "../parts/states";

export function QuestionTable({ cards, head }: { cards: Card[]; head: string }): JSX.Element {
  return (
    <table class="list">
      <caption class="vh">{head}</caption>
      <thead><tr><th scope="col">{head}</th><th scope="col">Type</th><th scope="col">Skill</th><th scope="col" class="r">Min</th><th scope="col">Last result</th></tr></thead>
      <tbody>
        {cards.map((card) => {
          const { tone, says } = lastResult(card);
          return (
            <tr key={card.slug}>
              <td><a href={`/questions/${card.slug}`}>{card.title}</a><small>{card.topic_title} · {DIFFICULTIES[card.difficulty]}</small></td>
              <td class="ty soft">{card.mode === "repair" ? "Repair" : TYPES[card.type]}</td>
              <td class="sk soft">{SKILLS[card.dimension]}</td>
              <td class="mi r num soft">{card.minutes}</td>
              <td class="re"><State tone={tone}>{says}</State></td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
