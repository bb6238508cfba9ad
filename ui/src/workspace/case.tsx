/* One case: what went in, what was expected, what came, and why. Of a hidden case only its verdict is known. */
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import type { CaseResult } from "../api/types";
import { capital, duration, VERDICTS } from "../base/words";
import { Compare } from "./compare";
import { Input, jsonOf } from "./value";

/* `children`: what was recognised in the whole of it; it stands after the evidence. */
interface Props { result: CaseResult; onLine?: ((line: number) => void) | undefined; children?: ComponentChildren }

export function Case({ result, onLine, children }: Props): JSX.Element {
  const fails = result.verdict !== "accepted";
  return (
    <section class="one-case" aria-label={`Case: ${result.name}`}>
      {result.finding ? <Finding result={result} /> : fails && <Stopped result={result} onLine={onLine} />}
      {!result.visible && <p class="small soft">{fails ? "This case is hidden: its input stays closed, so that the next one is new to you too." : "A hidden case, and it passes."}</p>}
      {result.input ? <Evidence result={result}>{children}</Evidence> : children}
      {fails && result.visible && result.message && !result.exception && !result.finding && <p class="small soft">{capital(result.message)}.</p>}
      {fails && result.why && <p class="case-why"><span class="soft">What it is about:</span> {result.why}.</p>}
      {result.printed && <Printed text={result.printed} />}
    </section>
  );
}

/* Of a case that the learner wrote: whether it holds, and what it finds. */
function Finding({ result: { finding, exposes, message } }: { result: CaseResult }): JSX.Element {
  if (finding !== "right") {
    return (
      <>
        <p><strong class="bad">{finding === "false-alarm" ? "A false alarm" : "Not an input that is promised"}</strong><span class="soft">: {message}.</span></p>
        {finding === "false-alarm" && <p class="small soft">Expected is what your case claims; got is what a right implementation does.</p>}
      </>
    );
  }
  return <p>{exposes?.length ? `The case is right and exposes ${exposes.length === 1 ? `bug ${exposes[0]}` : `the bugs ${exposes.join(", ")}`}.` : "The case is right, and every broken version passes it."}</p>;
}

function Stopped({ result, onLine }: Props): JSX.Element | null {
  const { exception, line, traceback, verdict, message, visible } = result;
  if (verdict === "wrong-answer" && !exception) return null;
  return (
    <div class="stopped">
      <p>
        <strong class="bad">{exception ? exception : VERDICTS[verdict]}</strong>
        {line ? <> in {onLine ? <button class="link" type="button" onClick={() => onLine(line)}>line {line}</button> : `line ${line}`}</> : null}
        {message && visible && <span class="soft">: {message.replace(new RegExp(`^${exception ?? "\\b\\B"}: `), "")}</span>}
        {!exception && !message && verdict === "time-limit" && <span class="soft">: stopped after {duration(result.ms)}</span>}
      </p>
      {traceback && <pre class="eg" tabIndex={0} role="region" aria-label="Where it stopped">{traceback}</pre>}
    </div>
  );
}

/* Input, then expected and got. Where the input is more than a few rows it comes last, so that what differs is seen at once. */
function Evidence({ result, children }: { result: CaseResult; children: ComponentChildren }): JSX.Element {
  const [json, setJson] = useState(false);
  const input = result.input ?? {};
  const tall = json || Object.values(input).some((view) => view.kind !== "vector" && view.kind !== "text");
  const comparison = <div class="values"><Compare expected={result.expected} got={result.got} differs={result.differs ?? []} /></div>;
  return (
    <>
      {tall && comparison}
      {tall && children}
      {tall && <h3 class="small">Input</h3>}
      {json ? <pre class="eg tall" tabIndex={0} role="region" aria-label="Input as JSON">{jsonText(input)}</pre> : <div class="values"><Input input={input} /></div>}
      {!tall && comparison}
      {!tall && children}
      <p><button class="link small quiet soft" type="button" aria-pressed={json} onClick={() => setJson(!json)}>{json ? "View input as tables" : "View input as JSON"}</button></p>
    </>
  );
}

/* One line an argument, one line a row. */
function jsonText(input: NonNullable<CaseResult["input"]>): string {
  const line = (value: unknown): string =>
    Array.isArray(value) && Array.isArray(value[0]) ? `[\n    ${value.map((row) => JSON.stringify(row)).join(",\n    ")}\n  ]` : JSON.stringify(value);
  return `{\n${Object.entries(input).map(([name, view]) => `  ${JSON.stringify(name)}: ${line(jsonOf(view))}`).join(",\n")}\n}`;
}

function Printed({ text }: { text: string }): JSX.Element {
  return (
    <div>
      <h3 class="small">You printed</h3>
      <pre class="eg tall" tabIndex={0} role="region" aria-label="What you printed">{text}</pre>
    </div>
  );
}
