/* The start: who is here, then the page. A first visit begins with a question, not with a form. */
import { render } from "preact";
import { Failure } from "./api/client";
import { startEvents } from "./api/events";
import { App } from "./app";
import { startCommands } from "./base/commands";
import { go, place, startRouter } from "./base/router";
import { loadSession, watchStacks } from "./base/session";
import { Fault } from "./parts/states";

const root = document.getElementById("app") as HTMLElement;

async function start(): Promise<void> {
  try {
    const session = await loadSession();
    if (session.first_visit && session.first_question && place.get().path === "/") go(`/questions/${session.first_question}`, { replace: true });
  } catch (error) {
    render(<Outside error={error} />, root);
    return;
  }
  render(<App />, root);
  startEvents();
  watchStacks();
}

function Outside({ error }: { error: unknown }): preact.JSX.Element {
  const unknown = error instanceof Failure && error.status === 401;
  return (
    <main class="outside">
      <p class="brand">viva</p>
      <h1>{unknown ? "This browser is not known here" : "viva does not answer"}</h1>
      {unknown
        ? <p class="soft">Open the address that viva printed when it started; it carries a key that works once. To see it again, stop viva and run it anew.</p>
        : <Fault error={error} retry={() => void start()} />}
    </main>
  );
}

startRouter();
startCommands();
void start();
