/* One question: it is fetched here, and opened in the workspace of its type. */
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { Failure } from "../api/client";
import type { Question } from "../api/types";
import { useTitle } from "../base/page";
import { useResource } from "../base/resource";
import { session, useSettings } from "../base/session";
import { useObservable } from "../base/observable";
import { Fault, Skeleton } from "../parts/states";
import { Ask } from "./ask";
import { BarTop } from "./bar-top";
import { CodeWork } from "./code-work";
import { WordsWork } from "../words/words-work";

export function Workspace({ slug }: { slug: string }): JSX.Element {
  const { data, error, reload } = useResource<Question>(`/questions/${slug}`);
  const here = useObservable(session);
  const { welcomed } = useSettings();
  const guided = useRef(false);
  if (here?.first_visit && !welcomed && here.first_question === slug) guided.current = true;
  useTitle(data?.title ?? null);
  if (!data) {
    return (
      <div class="sheet">
        {error ? <><h1>{error instanceof Failure && error.status === 404 ? "There is no such question" : "The question did not arrive"}</h1><Fault error={error} retry={reload}><a class="btn" href="/practise">All questions</a></Fault></> : <Skeleton lines={8} label="Loading the question" />}
      </div>
    );
  }
  if (data.runnable) return <CodeWork key={slug} question={data} guided={guided.current} reload={reload} />;
  if (data.answerable) return <WordsWork key={slug} question={data} reload={reload} />;
  return (
    <>
      <BarTop question={data} clock={null} />
      <div class="halves alone">
        <Ask question={data} reload={reload} onLine={() => undefined} onReopen={() => undefined} solved={false} />
        <div class="do"><div class="out"><p class="guide soft">viva shows questions of this type, but cannot mark an answer to it yet. The hints and the explanation are there.</p></div></div>
      </div>
    </>
  );
}
