/* Text that the server has rendered from Markdown (raw HTML off, links allow-listed): the only place where HTML is taken
 * from outside, and only for fields named `html` or `*_html`.
 *
 * What the server cannot know is added here: formulas are set (KaTeX, with MathML inside, fetched only when there is one),
 * Python is coloured, wide tables and code can be scrolled by keyboard, and the first mention of a glossary term leads
 * to its meaning. */
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { linkTerms } from "./terms";

declare const __MATHS_CSS__: string;

interface Props { html: string; inline?: boolean; terms?: boolean; class?: string }

export function Html({ html, inline = false, terms = false, ...rest }: Props): JSX.Element {
  const box = useRef<HTMLDivElement & HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (box.current) finish(box.current, terms);
  }, [html, terms]);
  const Tag = inline ? "span" : "div";
  return <Tag ref={box} class={rest.class ?? (inline ? "" : "prose")} dangerouslySetInnerHTML={{ __html: html }} />;
}

function finish(box: HTMLElement, terms: boolean): void {
  for (const pre of box.querySelectorAll<HTMLElement>("pre")) {
    pre.classList.add("eg");
    pre.tabIndex = 0;
    pre.setAttribute("role", "region");
    pre.setAttribute("aria-label", "Code");
  }
  for (const table of box.querySelectorAll<HTMLElement>("table")) wrapTable(table);
  for (const link of box.querySelectorAll<HTMLAnchorElement>("a[href^=http]")) {
    link.target = "_blank";
    link.rel = "noreferrer noopener";
  }
  const formulas = [...box.querySelectorAll<HTMLElement>(".math")];
  if (formulas.length) void setFormulas(formulas);
  const code = [...box.querySelectorAll<HTMLElement>("pre > code.language-python, pre > code.language-py")];
  if (code.length) void import("../editor/highlight").then(({ colour }) => code.forEach(colour));
  if (terms) void linkTerms(box);
}

function wrapTable(table: HTMLElement): void {
  const wrap = document.createElement("div");
  wrap.className = "scroll";
  wrap.tabIndex = 0;
  wrap.setAttribute("role", "region");
  wrap.setAttribute("aria-label", "Table");
  table.replaceWith(wrap);
  wrap.append(table);
}

async function setFormulas(formulas: HTMLElement[]): Promise<void> {
  void import("./styles").then(({ loadStyles }) => loadStyles(__MATHS_CSS__));
  const { default: katex } = await import("katex");
  for (const formula of formulas) {
    const displayMode = formula.tagName === "DIV";
    katex.render(formula.textContent ?? "", formula, { displayMode, throwOnError: false, output: "htmlAndMathml", errorColor: "currentColor" });
    if (displayMode) {
      formula.tabIndex = 0;
      formula.setAttribute("role", "group");
      formula.setAttribute("aria-label", "Formula");
    }
  }
}
