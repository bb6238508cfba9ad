/* The points of a full answer beside one's own: found, partly, told the other way round, not found; each with "I disagree". */
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { remove, send, wordsFor } from "../api/client";
import type { Attempt, Claim, OwnView, PointFinding, WordsQuestion } from "../api/types";
import { announce } from "../base/announce";
import { Icon, type IconName } from "../parts/icons";
import { Segmented } from "../parts/segmented";
import { jump, type Pointing } from "./marked";
import { studyOf } from "./study";

interface Props extends Pointing { attempt: Attempt; points: PointFinding[]; numbers: Map<string, number>; question: WordsQuestion; onChange: (attempt: Attempt) => void }

interface Group { title: string; founds: string[]; icon: IconName; tone: string; word: string }

const GROUPS: Group[] = [
  { title: "Found", founds: ["yes"], icon: "check", tone: "good", word: "found" },
  { title: "Partly there", founds: ["partly"], icon: "half", tone: "warn", word: "partly" },
  { title: "Said the other way round", founds: ["contradicted"], icon: "cross", tone: "bad", word: "contradicted" },
  { title: "I could not tell", founds: ["unclear"], icon: "ask", tone: "faint", word: "unclear" },
  { title: "I did not find", founds: ["no"], icon: "new", tone: "faint", word: "not found" },
];

export function Points(props: Props): JSX.Element {
  return (
    <>
      {GROUPS.map((group) => {
        const points = props.points.filter((point) => group.founds.includes(point.found));
        if (!points.length) return null;
        return (
          <section key={group.title} class="blk" aria-label={group.title}>
            <h3>{group.title}</h3>
            <ul class="points">
              {points.map((point) => <Point key={point.id} {...props} finding={point} group={group} />)}
            </ul>
          </section>
        );
      })}
    </>
  );
}

function Point({ finding: point, group, numbers, question, attempt, onChange, active, point: pointAt }: Props & { finding: PointFinding; group: Group }): JSX.Element {
  const n = numbers.get(point.id);
  const stage = question.stages.find((each) => each.id === point.stage);
  const claim = attempt.claims?.find((each) => each.point === point.id);
  const missing = point.found === "no" || point.found === "unclear" || point.found === "contradicted";
  const study = missing || point.found === "partly" ? studyOf(point.study, question.slug, question.sources) : null;
  const here = study?.href?.startsWith(`/questions/${question.slug}?`) ? `${study.href}&review=${attempt.id}` : study?.href; /* what was found stays beside it */
  return (
    <li id={`a-at-${point.id}`} tabIndex={-1} class={active === point.id ? "on" : ""} onMouseEnter={() => pointAt(point.id)} onMouseLeave={() => pointAt(null)} onFocusCapture={() => pointAt(point.id)} onBlurCapture={() => pointAt(null)}>
      <span class={group.tone}><Icon name={group.icon} /></span>
      <div>
        <p>{point.says}{n !== undefined && <>{" "}<a class="ref" href={`#a-in-${point.id}`} onClick={(event) => jump(event, `a-in-${point.id}`)}>{n}<span class="vh"> {group.word}, see your words</span></a></>}</p>
        {missing && point.harm && <small>{point.harm}</small>}
        {point.because && !/other way round/.test(point.because) && <small>{sentence(point.because)}</small>}
        {(study || stage) && <small>{stage && <span class="faint">{stage.title}{study && " · "}</span>}{study && <>Read: {here ? <a href={here} {...(study.away ? { target: "_blank", rel: "noreferrer noopener" } : {})}>{study.label}</a> : study.label}{" · "}<a href={`/topics/${question.topic}`}>{question.topic_title}</a></>}</small>}
        <Disagree attempt={attempt} point={point} claim={claim} onChange={onChange} />
      </div>
    </li>
  );
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?!]$/.test(text) ? "" : "."}`;

const VIEWS: { value: OwnView; label: string }[] = [{ value: "yes", label: "I said it" }, { value: "partly", label: "Partly" }, { value: "no", label: "I did not" }];
const VIEW_SAYS: Record<OwnView, string> = { yes: "you said it", partly: "you said part of it", no: "you did not say it" };

function Disagree({ attempt, point, claim, onChange }: { attempt: Attempt; point: PointFinding; claim: Claim | undefined; onChange: (attempt: Attempt) => void }): JSX.Element {
  const [open, setOpen] = useState(false);
  const [error, setError] = useState("");
  const path = `/attempts/${attempt.id}/claims/${point.id}`;
  const done = (next: Attempt, says: string): void => {
    setOpen(false);
    setError("");
    announce(says);
    onChange(next);
  };
  const failed = (failure: unknown): void => setError(wordsFor(failure));
  const undo = (): void => void remove<Attempt>(path).then((next) => done(next, "Taken back."), failed);
  const save = (found: OwnView, why: string): void => void send<Attempt>("PUT", path, { found, why }).then((next) => done(next, "Noted. The score shows it as yours."), failed);
  return (
    <div class="dispute">
      {claim
        ? <small class="own-view"><Icon name="person" /><span>By your own reading {VIEW_SAYS[claim.found]}.{claim.why && <> “{claim.why}”</>} <button class="link" type="button" onClick={undo}>Undo<span class="vh"> the disagreement about: {point.says}</span></button></span></small>
        : !open && <button class="link quiet small" type="button" aria-expanded={false} onClick={() => setOpen(true)}>I disagree<span class="vh"> about: {point.says}</span></button>}
      {open && !claim && <DisagreeForm point={point} onSave={save} onCancel={() => setOpen(false)} />}
      {error && <p class="bad small" role="alert">{error}</p>}
    </div>
  );
}

function DisagreeForm({ point, onSave, onCancel }: { point: PointFinding; onSave: (found: OwnView, why: string) => void; onCancel: () => void }): JSX.Element {
  const [found, setFound] = useState<OwnView>(point.found === "yes" ? "no" : "yes");
  const [why, setWhy] = useState("");
  return (
    <form class="dispute-form" aria-label={`Disagree about: ${point.says}`} onSubmit={(event) => { event.preventDefault(); onSave(found, why.trim()); }}
      onKeyDown={(event) => event.key === "Escape" && onCancel()}>
      <Segmented legend="How do you see it?" name={`view-${point.id}`} options={VIEWS} value={found} onChange={(value) => value && setFound(value)} />
      <label class="small soft" for={`why-${point.id}`}>Why? (whoever wrote the question reads it)</label>
      <input id={`why-${point.id}`} type="text" maxLength={1000} value={why} onInput={(event) => setWhy(event.currentTarget.value)} placeholder="e.g. it is in my second sentence" />
      <div class="acts"><button class="btn" type="submit">Note my view</button><button class="link small" type="button" onClick={onCancel}>Cancel</button></div>
    </form>
  );
}

export function Block({ title, children }: { title: string; children: ComponentChildren }): JSX.Element {
  return <section class="blk" aria-label={title}><h3>{title}</h3>{children}</section>;
}
