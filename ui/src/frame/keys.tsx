/* The keys of this page, behind `?`. */
import type { JSX } from "preact";
import { allCommands, shownKeys } from "../base/commands";
import { Dialog } from "../parts/dialog";

export function KeysDialog({ onClose }: { onClose: () => void }): JSX.Element {
  const commands = allCommands().filter((command) => command.keys);
  return (
    <Dialog title="Keys of this page" onClose={onClose}>
      <table class="keylist">
        <tbody>
          {commands.map((command) => (
            <tr key={command.title}><th scope="row">{command.title}</th><td><kbd>{shownKeys(command.keys ?? "")}</kbd></td></tr>
          ))}
        </tbody>
      </table>
      <p class="small soft">Keys without Ctrl rest while you type. They can be switched off in the <a href="/settings" onClick={onClose}>settings</a>.</p>
      <div class="acts"><button class="btn" type="button" autofocus onClick={onClose}>Close</button></div>
    </Dialog>
  );
}
