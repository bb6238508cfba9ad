/* The editor: CodeMirror for Python and SQL, behind a handle of a few verbs, so that nothing else knows CodeMirror.
 *
 * Tab indents. Escape, then Tab, leaves the editor (CodeMirror's own rule for the keyboard); the label says so. A marked line
 * moves with the text around it and goes when it is unmarked. SQL, Vim's and Emacs' keys are fetched when they are wanted. */
import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab, undo } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, type Extension, RangeSet, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, drawSelection, EditorView, gutterLineClass, GutterMarker, keymap, lineNumbers } from "@codemirror/view";
import type { CodeQuestion, Settings } from "../api/types";
import { LANGUAGES } from "../base/words";
import { colours } from "./highlight";
import { theme } from "./theme";

export type Language = CodeQuestion["language"];

export interface EditorHandle {
  code(): string;
  /* Replaces everything in one step that undo takes back. */
  replace(code: string): void;
  undo(): void;
  focus(): void;
  mark(line: number | null): void;
  goTo(line: number): void;
  setKeys(keys: Settings["keys"]): Promise<void>;
  destroy(): void;
}

const mark = StateEffect.define<number | null>();
const lineAt = Decoration.line({ class: "at" });
const gutterAt = new (class extends GutterMarker { override elementClass = "at"; })();

const marked = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(lines, transaction) {
    let next = lines.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(mark)) continue;
      const { doc } = transaction.state;
      next = effect.value && effect.value <= doc.lines ? Decoration.set([lineAt.range(doc.line(effect.value).from)]) : Decoration.none;
    }
    return next;
  },
  provide: (field) => [
    EditorView.decorations.from(field),
    gutterLineClass.compute([field], (state) => {
      const places: number[] = [];
      state.field(field).between(0, state.doc.length, (from) => void places.push(from));
      return RangeSet.of(places.map((place) => gutterAt.range(place)));
    }),
  ],
});

const nonce = (): string => document.querySelector<HTMLMetaElement>("meta[name=csp-nonce]")?.content ?? "";

function extensions(keys: Compartment, grammar: Compartment, language: Language, onChange: (code: string) => void): Extension[] {
  return [
    keys.of([]),
    EditorView.cspNonce.of(nonce()),
    lineNumbers(), history(), drawSelection(), indentOnInput(), bracketMatching(), closeBrackets(), highlightSelectionMatches(), search(),
    grammar.of(language === "python" ? python() : []), indentUnit.of("    "), EditorState.tabSize.of(4), syntaxHighlighting(colours), marked, theme,
    keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, indentWithTab]),
    EditorView.contentAttributes.of({ "aria-label": `Your code, ${LANGUAGES[language]}. Escape, then Tab, leaves the editor.`, spellcheck: "false", autocorrect: "off", autocapitalize: "off" }),
    EditorView.updateListener.of((update) => update.docChanged && onChange(update.state.doc.toString())),
  ];
}

const loaders: Record<Settings["keys"], () => Promise<Extension>> = {
  default: () => Promise.resolve([]),
  vim: () => import("@replit/codemirror-vim").then(({ vim }) => vim({ status: true })),
  emacs: () => import("@replit/codemirror-emacs").then(({ emacs }) => emacs()),
};

const loadSql = (): Promise<Extension> => import("@codemirror/lang-sql").then(({ sql, SQLite }) => sql({ dialect: SQLite }));

export function createEditor(parent: HTMLElement, code: string, language: Language, onChange: (code: string) => void): EditorHandle {
  const keys = new Compartment();
  const grammar = new Compartment();
  const view = new EditorView({ parent, state: EditorState.create({ doc: code, extensions: extensions(keys, grammar, language, onChange) }) });
  /* Without its grammar the editor still edits. */
  if (language === "sql") void loadSql().then((extension) => view.dispatch({ effects: grammar.reconfigure(extension) }), () => undefined);
  return {
    code: () => view.state.doc.toString(),
    replace(next) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next }, selection: { anchor: 0 }, userEvent: "input.replace", effects: mark.of(null) });
    },
    undo: () => void undo(view),
    focus: () => view.focus(),
    mark: (line) => view.dispatch({ effects: mark.of(line) }),
    goTo(line) {
      const at = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
      view.dispatch({ selection: { anchor: at.from + at.text.length - at.text.trimStart().length }, effects: EditorView.scrollIntoView(at.from, { y: "center" }) });
      view.focus();
    },
    async setKeys(wanted) {
      const extension = await loaders[wanted]();
      view.dispatch({ effects: keys.reconfigure(extension) });
    },
    destroy: () => view.destroy(),
  };
}
