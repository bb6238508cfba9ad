/* Settings: each is in force, and kept, as soon as it is chosen. */
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import type { Settings as SettingsData, Status } from "../api/types";
import { announce } from "../base/announce";
import { oneKey } from "../base/commands";
import { useObservable } from "../base/observable";
import { useTitle } from "../base/page";
import { useResource } from "../base/resource";
import { changeSettings, serverNow, useSettings } from "../base/session";
import { plural, STACKS, type Tone } from "../base/words";
import { Segmented } from "../parts/segmented";
import { Fault, State } from "../parts/states";
import { YourData } from "./your-data";

const SIZES = [11, 12, 13, 14, 15, 16, 18, 20, 24];

export function Settings(): JSX.Element {
  useTitle("Settings");
  const now = useSettings();
  const [error, setError] = useState<unknown>(null);
  const change = (part: Partial<SettingsData>): void => {
    setError(null);
    changeSettings(part).then(() => announce("Saved."), setError);
  };
  const single = useObservable(oneKey);
  return (
    <>
      <header class="head"><h1>Settings</h1><p class="lede">A change is saved as you make it.</p></header>
      {error !== null && <Fault error={error} />}
      <Part title="Looks">
        <Segmented legend="Theme" name="theme" value={now.theme} onChange={(theme) => theme && change({ theme })}
          options={[{ value: "system", label: "As the system" }, { value: "light", label: "Light" }, { value: "dark", label: "Dark" }]} />
      </Part>
      <Part title="Editor">
        <Segmented legend="Keys" name="keys" value={now.keys} onChange={(keys) => keys && change({ keys })}
          options={[{ value: "default", label: "Usual" }, { value: "vim", label: "Vim" }, { value: "emacs", label: "Emacs" }]} />
        <div class="field">
          <label for="size">Size of code</label>
          <select id="size" value={now.font_size} onChange={(event) => change({ font_size: Number(event.currentTarget.value) })}>
            {[...new Set([...SIZES, now.font_size])].sort((a, b) => a - b).map((size) => <option key={size} value={size} selected={size === now.font_size}>{size} px</option>)}
          </select>
          <code class="sample" style={{ fontSize: `${now.font_size}px` }} aria-hidden="true">d = np.abs(a - b)</code>
        </div>
      </Part>
      <Part title="Time">
        <Segmented legend="Clock in the workspace" name="clock" value={now.clock ? "on" : "off"} onChange={(on) => on && change({ clock: on === "on" })}
          options={[{ value: "on", label: "Shown" }, { value: "off", label: "Hidden" }]} />
        <Zone zone={now.zone} onChange={(zone) => change({ zone })} />
      </Part>
      <Part title="Reviews">
        <div class="field">
          <label for="retention">Known when it is due</label>
          <select id="retention" value={now.retention} onChange={(event) => change({ retention: Number(event.currentTarget.value) })}>
            {[...new Set([70, 75, 80, 85, 90, 93, 95, 97, now.retention])].sort((a, b) => a - b).map((percent) => <option key={percent} value={percent} selected={percent === now.retention}>{percent} of 100</option>)}
          </select>
          <span class="small soft">More means that more stays, and many more reviews.</span>
        </div>
        <Segmented legend="One review in ten comes later" name="delays" value={now.delays ? "on" : "off"} onChange={(on) => on && change({ delays: on === "on" })}
          options={[{ value: "on", label: "On" }, { value: "off", label: "Off" }]} />
        <p class="small soft">Drawn at random, its wait is half as long again. What you still know then, beside what you know after the usual wait, tells what reviews do for you; Progress shows it.</p>
      </Part>
      <Part title="Keyboard" note="In this browser">
        <Segmented legend="Keys without Ctrl, such as ? and Enter" name="one-key" value={single ? "on" : "off"} onChange={(on) => oneKey.set(on === "on")}
          options={[{ value: "on", label: "On" }, { value: "off", label: "Off" }]} />
      </Part>
      <YourData />
      <Machine />
    </>
  );
}

function Part({ title, note, children }: { title: string; note?: string; children: ComponentChildren }): JSX.Element {
  return <section class="sec" aria-label={title}><header><h2>{title}</h2>{note && <p>{note}</p>}</header><div class="fields">{children}</div></section>;
}

function Zone({ zone, onChange }: { zone: string; onChange: (zone: string) => void }): JSX.Element {
  const zones = Intl.supportedValuesOf("timeZone");
  const known = zones.includes(zone) ? zones : [zone, ...zones];
  const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", weekday: "long", timeZone: zones.includes(zone) ? zone : undefined }).format(serverNow());
  return (
    <div class="field">
      <label for="zone">Time zone</label>
      <select id="zone" value={zone} onChange={(event) => onChange(event.currentTarget.value)}>
        {known.map((name) => <option key={name} value={name} selected={name === zone}>{name.replaceAll("_", " ")}</option>)}
      </select>
      <span class="small soft">There it is {time}. A day of practice ends at 04:00.</span>
    </div>
  );
}

const STATES: Record<string, { tone: Tone; says: string }> = {
  ready: { tone: "good", says: "ready" }, loading: { tone: "warn", says: "starting" }, missing: { tone: "faint", says: "not installed yet" }, failed: { tone: "bad", says: "failed" },
};

function Machine(): JSX.Element {
  const { data, error, reload } = useResource<Status>("/status");
  return (
    <section class="sec" aria-label="This machine">
      <header><h2>This machine</h2>{data && <p>viva {data.version}</p>}</header>
      <div>
        {error && !data ? <Fault error={error} retry={reload} /> : null}
        {data && (
          <dl class="facts">
            {data.stacks.map((stack) => {
              const state = STATES[stack.state] ?? { tone: "faint" as Tone, says: stack.state };
              return <><dt>{STACKS[stack.name]}</dt><dd><State tone={state.tone}>{state.says}</State>{stack.says && <span class="small soft"> {stack.says}</span>}</dd></>;
            })}
            <dt>Bank</dt><dd>{plural(data.bank.questions, "question")}{data.bank.findings.length > 0 && `, ${plural(data.bank.findings.length, "finding")}`}</dd>
          </dl>
        )}
        {data && data.bank.findings.length > 0 && (
          <ul class="findings small">
            {data.bank.findings.slice(0, 20).map((finding) => <li key={finding.where + finding.message}><code>{finding.where}</code> {finding.message}</li>)}
          </ul>
        )}
      </div>
    </section>
  );
}
