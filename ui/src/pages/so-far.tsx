/* So far, below the work of the day: how ready one is, and the last twelve weeks. */
import type { JSX } from "preact";
import type { Today } from "../api/types";
import { Ready } from "../charts/ready";
import { practised, Weeks } from "../charts/weeks";

export function SoFar({ readiness, days }: Pick<Today, "readiness" | "days">): JSX.Element {
  return (
    <section class="sec" aria-labelledby="h-so-far">
      <header><h2 id="h-so-far">So far</h2><p><a href="/progress">Where you stand</a></p></header>
      {days.some(practised) ? <div class="so-far"><Ready readiness={readiness} /><Weeks days={days} heading="h3" /></div>
        : <p class="soft">Your days of practice and how ready you are will stand here, once there is something to tell.</p>}
    </section>
  );
}
