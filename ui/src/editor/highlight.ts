/* Python, or what another parser reads, in colours: one set of classes for the editor and for code that is only read. */
import { HighlightStyle } from "@codemirror/language";
import type { Parser } from "@lezer/common";
import { highlightCode, tags } from "@lezer/highlight";
import { parser as python } from "@lezer/python";

export type { Parser };
export interface Span { text: string; class: string }

export const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.definitionKeyword, tags.moduleKeyword, tags.modifier], class: "k" },
  { tag: [tags.string, tags.special(tags.string)], class: "s" },
  { tag: [tags.number, tags.bool, tags.null], class: "n" },
  { tag: [tags.comment], class: "c" },
  { tag: [tags.definition(tags.variableName), tags.function(tags.definition(tags.variableName)), tags.definition(tags.className)], class: "d" },
  { tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.className)], class: "f" },
]);

export function linesOf(code: string, parser: Parser = python): Span[][] {
  const lines: Span[][] = [[]];
  highlightCode(code.replace(/\n$/, ""), parser.parse(code.replace(/\n$/, "")), colours,
    (text, classes) => lines.at(-1)?.push({ text, class: classes }),
    () => lines.push([]));
  return lines;
}

/* Colours a <code> element of rendered Markdown in place. */
export function colour(element: HTMLElement): void {
  const parts = linesOf(element.textContent ?? "").map((line) => line.map(({ text, class: name }) => {
    if (!name) return document.createTextNode(text);
    const span = document.createElement("span");
    span.className = name;
    span.textContent = text;
    return span;
  }));
  element.replaceChildren(...parts.flatMap((line, i) => (i ? [document.createTextNode("\n"), ...line] : line)));
}
