/* A topic: the page to study it from, three probes, and its questions. */
import type { JSX } from "preact";
import type { Topic, TopicPage as Page } from "../api/types";
import { useTitle } from "../base/page";
import { useResource } from "../base/resource";
import { plural } from "../base/words";
import { Figure } from "../parts/figure";
import { Html } from "../parts/html";
import { Sources } from "../parts/sources";
import { Empty, Fault, Skeleton } from "../parts/states";
import { Probes } from "../workspace/probes";
import { QuestionTable } from "./question-table";

export function TopicPage({ topic: key }: { topic: string }): JSX.Element {
  const { data, error, reload } = useResource<Page>(`/topics/${encodeURIComponent(key)}`);
  const topics = useResource<{ topics: Topic[] }>("/topics").data?.topics ?? [];
  useTitle(data?.title ?? null);
  if (!data) return <><Head title="Topic" />{error ? <Fault error={error} retry={reload} /> : <Skeleton lines={8} label="Loading the topic" />}</>;
  const before = topics.filter((topic) => data.prerequisites.includes(topic.key));
  const after = topics.filter((topic) => topic.prerequisites.includes(data.key));
  return (
    <>
      <Head title={data.title} />
      {(before.length > 0 || after.length > 0) && (
        <p class="small soft around">
          {before.length > 0 && <>Builds on <Links topics={before} />. </>}
          {after.length > 0 && <>Leads to <Links topics={after} />.</>}
        </p>
      )}
      {data.lead_html === null || data.body_html === null || !data.figure ? (
        <Empty title="No page yet"><p class="soft">Nobody has written the page on this topic. Its questions stand below, and their explanations teach it too.</p></Empty>
      ) : (
        <>
          <article class="long study" aria-label={data.title}>
            <Html html={data.lead_html} terms />
            <Figure figure={data.figure} />
            <Html html={data.body_html} terms />
            <Sources sources={data.sources} />
          </article>
          <section class="sec" aria-labelledby="h-probes">
            <header><h2 id="h-probes">Is it there?</h2><p>Three probes; they come back as reviews</p></header>
            <Probes key={data.key} slug={data.key} />
          </section>
        </>
      )}
      <section class="sec" aria-labelledby="h-questions">
        <header><h2 id="h-questions">Questions</h2><p>{data.solved} of {data.questions} solved</p></header>
        {data.cards.length ? <QuestionTable cards={data.cards} head={plural(data.cards.length, "question")} /> : <p class="soft">None yet.</p>}
      </section>
    </>
  );
}

function Head({ title }: { title: string }): JSX.Element {
  return <header class="head"><p class="when"><a href="/topics">Topics</a></p><h1>{title}</h1></header>;
}

function Links({ topics }: { topics: Topic[] }): JSX.Element {
  return <>{topics.map((topic, i) => <>{i > 0 && (i === topics.length - 1 ? " and " : ", ")}<a key={topic.key} href={`/topics/${topic.key}`}>{topic.title.toLowerCase()}</a></>)}</>;
}
