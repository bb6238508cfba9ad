/* A problem in stages: one page each, opened one after the other, and at the end a walk through all of it. */
import type { JSX } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { send, wordsFor } from "../api/client";
import type { Stage, WordsQuestion } from "../api/types";
import { announce } from "../base/announce";
import { useCommands } from "../base/commands";
import { plural } from "../base/words";
import { Html } from "../parts/html";
import { Icon } from "../parts/icons";
import { Tabs } from "../parts/tabs";
import { countWords } from "./stages";

const WALK = "walk";

/* `onStage`: the stage that is being written on, "" for none. */
interface Props { question: WordsQuestion; texts: Record<string, string>; write: (stage: string, text: string) => void; onStage: (id: string) => void }

export function Canvas({ question, texts, write, onStage }: Props): JSX.Element {
  const [stages, setStages] = useState(question.stages);
  const [chosen, choose] = useState(() => (stages.find((stage) => !texts[stage.id]?.trim()) ?? stages[0])?.id ?? WALK);
  const [error, setError] = useState("");
  const at = stages.findIndex((stage) => stage.id === chosen);
  const stage = stages[at];
  const next = stages[at + 1];
  useLayoutEffect(() => onStage(stage?.opened ? stage.id : ""), [stage]);
  const go = (id: string): void => {
    setError("");
    choose(id);
  };
  const open = async (which: Stage): Promise<void> => {
    try {
      const opened = await send<Stage>("POST", `/questions/${question.slug}/stages/${which.id}`);
      setStages((was) => was.map((each) => (each.id === opened.id ? opened : each)));
      announce(`${opened.title} is open.`);
      go(opened.id);
    } catch (failure) {
      setError(wordsFor(failure));
    }
  };
  const onward = (): void => (!stage ? undefined : next ? (next.opened ? go(next.id) : void open(next)) : go(WALK));
  useCommands([{ title: "Next stage", keys: "Alt+PageDown", run: onward }, { title: "Stage before", keys: "Alt+PageUp", run: () => go(stages[at < 0 ? stages.length - 1 : Math.max(0, at - 1)]?.id ?? WALK) }]);
  const tabs = [...stages.map((each, i) => ({ key: `stage-${each.id}`, label: `${i + 1}. ${each.title}` })), { key: `stage-${WALK}`, label: "Walk through it" }];
  return (
    <div class="canvas">
      <Tabs label="Stages" tabs={tabs} chosen={`stage-${stage ? stage.id : WALK}`} onChoose={(key) => go(key.slice("stage-".length))} panel="stage-panel" />
      <div id="stage-panel" class="stage" role="tabpanel" aria-labelledby={`tab-stage-${stage ? stage.id : WALK}`} tabIndex={stage?.opened ? -1 : 0}>
        {stage ? <StagePage stage={stage} before={stages[at - 1]} text={texts[stage.id] ?? ""} write={write} onOpen={() => void open(stage)} onBefore={go} />
          : <Walk stages={stages} texts={texts} onStage={go} />}
        {error && <p class="bad small" role="alert">{error}</p>}
        {stage?.opened && <p class="stage-next"><button class="btn" type="button" onClick={onward}>{next ? `Next: ${next.title}` : "Walk through it"}</button></p>}
      </div>
    </div>
  );
}

interface StageProps { stage: Stage; before: Stage | undefined; text: string; write: Props["write"]; onOpen: () => void; onBefore: (id: string) => void }

function StagePage({ stage, before, text, write, onOpen, onBefore }: StageProps): JSX.Element {
  const { id, title, minutes, asks_html, opened, reveals_html } = stage;
  return (
    <>
      <div class="stage-head"><h2>{title}</h2><span class="small faint num">{plural(minutes, "minute")} · {plural(countWords(text), "word")}</span></div>
      <Html html={asks_html} />
      {!opened && before && !before.opened && <p class="soft">Stages open one after the other. First comes <button class="link" type="button" onClick={() => onBefore(before.id)}>{before.title}</button>.</p>}
      {!opened && before?.opened && <p><button class="btn" type="button" onClick={onOpen}>Open this stage</button> <span class="small soft">You may learn something new; what you wrote before stays open to change.</span></p>}
      {reveals_html && <div class="note reveal"><Icon name="ask" /><div><p><strong>You learn</strong></p><Html html={reveals_html} /></div></div>}
      {opened && (
        <>
          <label class="vh" for={`stage-${id}`}>Your answer: {title}</label>
          <textarea id={`stage-${id}`} key={id} class="answer-in" maxLength={20000} value={text} placeholder="Short sentences and figures; say why." onInput={(event) => write(id, event.currentTarget.value)} />
        </>
      )}
    </>
  );
}

function Walk({ stages, texts, onStage }: { stages: Stage[]; texts: Record<string, string>; onStage: (id: string) => void }): JSX.Element {
  const empty = stages.filter((stage) => !texts[stage.id]?.trim());
  return (
    <div class="walk">
      <div class="stage-head"><h2>Walk through it</h2></div>
      <p class="soft">Read it once as you would say it at the board. Does each part lead to the next, and does the last one answer the first?{empty.length > 0 && ` ${plural(empty.length, "stage")} ${empty.length === 1 ? "is" : "are"} still empty.`}</p>
      {stages.map((stage) => (
        <section key={stage.id} class="part" aria-label={stage.title}>
          <h3>{stage.title} <button class="link small" type="button" onClick={() => onStage(stage.id)}>Change<span class="vh">: {stage.title}</span></button></h3>
          {texts[stage.id]?.trim() ? <div class="answer">{texts[stage.id]}</div> : <p class="faint small">Nothing yet.</p>}
        </section>
      ))}
    </div>
  );
}
