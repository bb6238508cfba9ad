/* Which page stands at which address. Pages beyond Today are fetched when they are first opened. */
import type { ComponentType, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useTitle } from "./base/page";
import { match, usePlace } from "./base/router";
import { Frame } from "./frame/frame";
import { Today } from "./pages/today";
import { Empty, Fault, Skeleton } from "./parts/states";

type Page = ComponentType<Record<string, string>>;
interface Route { pattern: string; load: () => Promise<Page>; work?: boolean }

const ROUTES: Route[] = [
  { pattern: "/", load: () => Promise.resolve(Today as Page) },
  { pattern: "/practise", load: () => import("./pages/practise").then(({ Practise }) => Practise as Page) },
  { pattern: "/questions/:slug", load: () => import("./workspace/workspace").then(({ Workspace }) => Workspace as unknown as Page), work: true },
  { pattern: "/review", load: () => import("./pages/review").then(({ ReviewPage }) => ReviewPage as Page) },
  { pattern: "/progress", load: () => import("./pages/progress").then(({ Progress }) => Progress as Page) },
  { pattern: "/attempts/:id", load: () => import("./pages/attempt").then(({ AttemptPage }) => AttemptPage as unknown as Page) },
  { pattern: "/topics", load: () => import("./pages/topics").then(({ Topics }) => Topics as Page) },
  { pattern: "/topics/:topic", load: () => import("./pages/topic").then(({ TopicPage }) => TopicPage as unknown as Page) },
  { pattern: "/plan", load: () => import("./pages/plan").then(({ PlanPage }) => PlanPage as Page) },
  { pattern: "/sittings/:which", load: () => import("./pages/sitting").then(({ SittingPage }) => SittingPage as unknown as Page) },
  { pattern: "/stories", load: () => import("./pages/stories").then(({ Stories }) => Stories as Page) },
  { pattern: "/glossary", load: () => import("./pages/glossary").then(({ Glossary }) => Glossary as Page) },
  { pattern: "/settings", load: () => import("./pages/settings").then(({ Settings }) => Settings as Page) },
];

const loaded = new Map<string, Page>([["/", Today as Page]]);

export function App(): JSX.Element {
  const { path } = usePlace();
  const route = ROUTES.find((each) => match(each.pattern, path));
  return (
    <Frame narrow={route?.work ?? false}>
      {route ? <Routed key={route.work ? path : route.pattern} route={route} params={match(route.pattern, path) ?? {}} /> : <NotHere />}
    </Frame>
  );
}

function Routed({ route, params }: { route: Route; params: Record<string, string> }): JSX.Element {
  const [page, setPage] = useState(() => loaded.get(route.pattern) ?? null);
  const [error, setError] = useState<unknown>(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (page) return;
    route.load().then((found) => {
      loaded.set(route.pattern, found);
      setPage(() => found);
    }).catch(() => setError(new Error("This page could not be fetched. Is viva still running?")));
  }, [round]);
  if (page) {
    const Found = page;
    return <Found {...params} />;
  }
  const place = error ? <Fault error={error} retry={() => { setError(null); setRound((n) => n + 1); }} /> : <Skeleton lines={6} />;
  return route.work ? <div class="sheet">{place}</div> : place;
}

function NotHere(): JSX.Element {
  useTitle("Not found");
  return (
    <>
      <header class="head"><h1>There is no page here</h1></header>
      <Empty title="It may have moved"><p class="soft">Ctrl K finds questions and pages by name.</p><p><a class="btn main" href="/">Today</a></p></Empty>
    </>
  );
}
