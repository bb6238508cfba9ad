/* Probes of a question, one at a time. Each answer is a review: it comes back before it is forgotten. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Probe } from "../api/types";
import { useCommands } from "../base/commands";
import { useResource } from "../base/resource";
import { Fault, Skeleton } from "../parts/states";
import { OneProbe } from "./one-probe";

export function Probes({ slug }: { slug: string }): JSX.Element {
  const { data, error, reload } = useResource<{ probes: Probe[] }>(`/questions/${slug}/probes`);
  const [at, setAt] = useState(0);
  const probes = data?.probes;
  if (!probes) return error ? <Fault error={error} retry={reload} /> : <Skeleton lines={5} label="Loading the probes" />;
  const probe = probes[at];
  if (!probe) return <Finished n={probes.length} again={() => { setAt(0); reload(); }} />;
  return (
    <div class="probe">
      <p class="small faint num">{at + 1} of {probes.length} · about {probe.seconds} seconds{probe.last && (probe.last.right ? " · right last time" : " · wrong last time")}</p>
      <OneProbe key={`${probe.id} ${probe.draw}`} slug={slug} probe={probe}
        after={() => <Next title={at === probes.length - 1 ? "Finish" : "Next probe"} go={() => setAt(at + 1)} />} />
    </div>
  );
}

function Finished({ n, again }: { n: number; again: () => void }): JSX.Element {
  return (
    <div class="probe">
      <h2 class="t2">{n === 1 ? "That was it" : `Those were all ${n}`}</h2>
      <p class="soft">They come again, with other figures where there are some.</p>
      <p><button class="btn" type="button" onClick={again}>Once more</button></p>
    </div>
  );
}

function Next({ title, go }: { title: string; go: () => void }): JSX.Element {
  useCommands([{ title, keys: "Enter", run: go }]);
  return <button class="btn" type="button" onClick={go}>{title} <kbd>Enter</kbd></button>;
}
