/* The five ways to answer a probe. Digits 1 to 9 choose while the focus is among the answers. */
import type { ComponentType, JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Probe, ProbeAnswer } from "../api/types";
import { announce } from "../base/announce";
import { Html } from "../parts/html";
import { Icon } from "../parts/icons";

export type AnswerValue = number | number[];
interface Props { probe: Probe; value: AnswerValue | null; onChange: (value: AnswerValue | null) => void; answer: ProbeAnswer | null }
export type Answer = ComponentType<Props>;

const listOf = (value: AnswerValue | null): number[] => (Array.isArray(value) ? value : value === null ? [] : [value]);
const toggled = (list: number[], n: number): number[] => (list.includes(n) ? list.filter((each) => each !== n) : [...list, n].sort((a, b) => a - b));

function Options({ probe, value, onChange, answer }: Props): JSX.Element {
  const several = probe.kind === "several";
  const chosen = listOf(value);
  const choose = (i: number): void => onChange(several ? toggled(chosen, i) : i);
  const box = useRef<HTMLFieldSetElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const i = Number(event.key) - 1;
    if (answer || event.ctrlKey || event.metaKey || event.altKey || !probe.options?.[i]) return;
    event.preventDefault();
    choose(i);
    box.current?.querySelectorAll("input")[i]?.focus();
  };
  return (
    <fieldset class="options" aria-labelledby="probe-ask" ref={box} onKeyDown={onKeyDown}>
      {several && <p class="small soft">More than one may be right.</p>}
      {probe.options?.map((option, i) => {
        const told = answer?.options?.[i];
        return (
          <div key={i} class={told ? (told.right ? "option is-right" : chosen.includes(i) ? "option is-wrong" : "option") : "option"}>
            <label>
              <input type={several ? "checkbox" : "radio"} name="option" checked={chosen.includes(i)} disabled={answer !== null} onChange={() => choose(i)} />
              <kbd aria-hidden="true">{i + 1}</kbd>
              <Html html={option} inline />
              {told && <span class={told.right ? "good" : chosen.includes(i) ? "bad" : "faint"}><Icon name={told.right ? "check" : "cross"} /><span class="vh">{told.right ? "right" : "wrong"}</span></span>}
            </label>
            {told?.says_html && <Html class="small soft says" html={told.says_html} />}
          </div>
        );
      })}
    </fieldset>
  );
}

function NumberAnswer({ probe, onChange, answer }: Props): JSX.Element {
  const [text, setText] = useState("");
  const read = (next: string): void => {
    setText(next);
    const number = Number(next.trim().replace(",", ".").replace("−", "-"));
    onChange(next.trim() && Number.isFinite(number) ? number : null);
  };
  return (
    <div class="number">
      <label class="vh" for="probe-number">Your answer{probe.unit ? ` in ${probe.unit}` : ""}</label>
      <input id="probe-number" type="text" inputMode="decimal" autocomplete="off" value={text} readOnly={answer !== null} onInput={(event) => read(event.currentTarget.value)} placeholder="A number" />
      {probe.unit && <span class="soft">{probe.unit}</span>}
    </div>
  );
}

function Order({ probe, value, onChange, answer }: Props): JSX.Element {
  const order = listOf(value);
  const list = useRef<HTMLOListElement>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const move = (from: number, to: number): void => {
    if (answer || to < 0 || to >= order.length || from === to) return;
    const next = [...order];
    next.splice(to, 0, ...next.splice(from, 1));
    onChange(next);
    announce(`${probe.items?.[next[to] ?? 0] ?? ""}: place ${to + 1} of ${order.length}.`);
    setTimeout(() => list.current?.querySelectorAll<HTMLElement>("li")[to]?.focus());
  };
  const onKeyDown = (i: number) => (event: KeyboardEvent): void => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    if (event.altKey) move(i, i + step);
    else list.current?.querySelectorAll<HTMLElement>("li")[i + step]?.focus();
  };
  const right = Array.isArray(answer?.expected) ? answer.expected : null;
  return (
    <>
      <p class="small soft" id="order-how">Drag, or press Alt with an arrow, until the order is right.</p>
      <ol class="order" ref={list} aria-describedby="order-how">
        {order.map((item, i) => (
          <li key={item} tabIndex={0} draggable={!answer} aria-label={`${i + 1}: ${probe.items?.[item] ?? ""}`} class={right ? (right[i] === item ? "is-right" : "is-wrong") : dragged === i ? "dragged" : ""}
            onKeyDown={onKeyDown(i)} onDragStart={() => setDragged(i)} onDragEnd={() => setDragged(null)}
            onDragOver={(event) => { event.preventDefault(); if (dragged !== null && dragged !== i) { move(dragged, i); setDragged(i); } }}>
            <span class="faint num" aria-hidden="true">{i + 1}</span><span>{probe.items?.[item]}</span>
            {right
              ? <span class={right[i] === item ? "good" : "bad small"}>{right[i] === item ? <Icon name="check" /> : `place ${right.indexOf(item) + 1}`}</span>
              : <span class="movers">
                  <button type="button" tabIndex={-1} aria-label={`Move up: ${probe.items?.[item] ?? ""}`} onClick={() => move(i, i - 1)}><Icon name="up" /></button>
                  <button type="button" tabIndex={-1} aria-label={`Move down: ${probe.items?.[item] ?? ""}`} onClick={() => move(i, i + 1)}><Icon name="down" /></button>
                </span>}
          </li>
        ))}
      </ol>
    </>
  );
}

function Lines({ probe, value, onChange, answer }: Props): JSX.Element {
  const chosen = listOf(value);
  const right = Array.isArray(answer?.expected) ? answer.expected : [];
  const lines = (probe.code ?? "").replace(/\n$/, "").split("\n");
  const box = useRef<HTMLFieldSetElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const n = Number(event.key);
    if (answer || event.ctrlKey || event.metaKey || !n || n > lines.length) return;
    event.preventDefault();
    onChange(toggled(chosen, n));
    box.current?.querySelectorAll("input")[n - 1]?.focus();
  };
  return (
    <fieldset class="lines" aria-labelledby="probe-ask" ref={box} onKeyDown={onKeyDown}>
      <div class="scroll" tabIndex={0} role="region" aria-label="Code">
        {lines.map((line, i) => {
          const n = i + 1;
          const state = answer ? (right.includes(n) ? "is-right" : chosen.includes(n) ? "is-wrong" : "") : "";
          return (
            <label key={n} class={`${state}${chosen.includes(n) ? " on" : ""}`}>
              <input type="checkbox" checked={chosen.includes(n)} disabled={answer !== null} onChange={() => onChange(toggled(chosen, n))} aria-label={`Line ${n}: ${line.trim() || "empty"}`} />
              <span class="no num" aria-hidden="true">{n}</span><code aria-hidden="true">{line || " "}</code>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}

export const ANSWERS: Record<Probe["kind"], Answer> = { choice: Options, several: Options, number: NumberAnswer, order: Order, line: Lines };
