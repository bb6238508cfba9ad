/* What is asked. */
import type { JSX } from "preact";
import type { Question } from "../api/types";
import { metaOf } from "../base/words";
import { Html } from "../parts/html";
import { Artefact } from "./artefact";
import { Tables } from "./tables";

export function Statement({ question }: { question: Question }): JSX.Element {
  return (
    <>
      <h1>{question.title}</h1>
      <p class="meta">{metaOf(question)}</p>
      <Html html={question.statement_html} terms />
      {!question.runnable && question.answerable && question.artefact && <Artefact artefact={question.artefact} />}
      {question.runnable && question.tables && <Tables tables={question.tables} />}
      {question.runnable && (
        <p class="small faint limits">
          {question.seconds} s and {question.memory_mb} MB for each case{question.fresh > 0 && `; a submission also meets ${question.fresh} cases nobody has seen`}.
        </p>
      )}
      {question.hints.opened.length > 0 && (
        <div class="hints">
          <h2>Hints you have opened</h2>
          {question.hints.opened.map((hint) => (
            <details key={hint.n}><summary>{hint.n}. {hint.title}</summary><Html html={hint.html} /></details>
          ))}
        </div>
      )}
    </>
  );
}
