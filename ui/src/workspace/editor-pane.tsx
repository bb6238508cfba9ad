/* The editor in its place: it is fetched when it is first needed; until then the code stands there to read. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useSettings } from "../base/session";
import type { EditorHandle, Language } from "../editor/editor";
import { Code } from "../parts/code";
import { Fault } from "../parts/states";

interface Props { code: string; language: Language; onChange: (code: string) => void; onReady: (editor: EditorHandle) => void }

export function EditorPane({ code, language, onChange, onReady }: Props): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorHandle | null>(null);
  const change = useRef(onChange);
  change.current = onChange;
  const [here, setHere] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { keys, font_size } = useSettings();
  useEffect(() => {
    let wanted = true;
    import("../editor/editor").then(({ createEditor }) => {
      if (!wanted || !box.current) return;
      editor.current = createEditor(box.current, code, language, (next) => change.current(next));
      setHere(true);
      onReady(editor.current);
    }).catch(setError);
    return () => {
      wanted = false;
      editor.current?.destroy();
    };
  }, []);
  useEffect(() => {
    if (here) void editor.current?.setKeys(keys).catch(setError);
  }, [here, keys]);
  return (
    <div class="editor" style={{ "--code-size": `${font_size}px` } as JSX.CSSProperties}>
      {error !== null && <Fault error={new Error("The editor could not be fetched. Reload the page; your code is kept.")} />}
      {!here && <Code code={code} language={language} label="Your code" />}
      <div class="editor-in" ref={box} />
    </div>
  );
}
