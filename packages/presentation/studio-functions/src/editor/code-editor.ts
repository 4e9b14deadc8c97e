import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  closeBrackets,
  closeBracketsKeymap,
  startCompletion,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { bracketMatching, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, hoverTooltip, keymap, lineNumbers } from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';
import { pageNonce } from '@plinth/web-shell';
import type { SourceCompletion, SourceHover, SourceMistake } from '../language/source-language.ts';

export interface CodeEditorOptions {
  readonly parent: HTMLElement;
  readonly text: string;
  readonly label: string;
  /** What CodeMirror says by itself, by its English words. */
  readonly phrases: Readonly<Record<string, string>>;
  /** What else belongs to it. */
  readonly extensions: Extension;
  completions(text: string, at: number): Promise<readonly SourceCompletion[]>;
  hover(text: string, at: number): Promise<SourceHover | null>;
  onChange(text: string): void;
  /** The focus went elsewhere, or Ctrl and S. */
  onKeep(): void;
  /** Ctrl and Enter. */
  onRun(): void;
}

export interface CodeEditor {
  readonly view: EditorView;
  setText(text: string): void;
  setMistakes(mistakes: readonly SourceMistake[]): void;
  /** Puts the cursor at a line and column, counted from 1, and the focus there. */
  goTo(line: number, column: number): void;
  close(): void;
}

const kinds: Readonly<Record<string, string>> = {
  method: 'method',
  property: 'property',
  function: 'function',
  'local function': 'function',
  const: 'constant',
  let: 'variable',
  var: 'variable',
  parameter: 'variable',
  keyword: 'keyword',
  interface: 'interface',
  type: 'type',
  class: 'class',
  string: 'text',
};

/** An editor of TypeScript. Tab leaves it, for what keeps the focus locks people in; lines are indented with Ctrl and the brackets. */
export function createCodeEditor(options: CodeEditorOptions): CodeEditor {
  let quiet = false;
  const keep = () => {
    options.onKeep();
    return true;
  };
  const run = () => {
    options.onRun();
    return true;
  };
  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        EditorView.cspNonce.of(pageNonce),
        EditorState.phrases.of(options.phrases),
        EditorView.contentAttributes.of({ 'aria-label': options.label, dir: 'ltr', tabindex: '0' }),
        EditorView.lineWrapping,
        options.extensions,
        lineNumbers(),
        lintGutter(),
        highlightActiveLine(),
        drawSelection(),
        history(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        javascript({ typescript: true }),
        syntaxHighlighting(classHighlighter),
        autocompletion({ override: [(context) => completionsAt(context, options)], interactionDelay: 30 }),
        hoverTooltip((editor, at) => hoverAt(editor, at, options), { hoverTime: 350 }),
        keymap.of([
          { key: 'Mod-Enter', run },
          { key: 'Mod-s', run: keep, preventDefault: true },
          { key: 'Mod-Space', run: startCompletion },
          ...closeBracketsKeymap,
          ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'),
          ...historyKeymap,
          ...lintKeymap,
        ]),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged && !quiet) options.onChange(state.doc.toString());
        }),
        EditorView.domEventHandlers({
          blur() {
            options.onKeep();
            return false;
          },
        }),
      ],
    }),
  });
  // Escape that closed a list of completions is none for what stands around the editor.
  const ownEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && event.defaultPrevented) event.stopPropagation();
  };
  options.parent.addEventListener('keydown', ownEscape);
  return {
    view,
    setText(text) {
      const now = view.state.doc.toString();
      if (text === now) return;
      quiet = true;
      // What stays the same at both ends is left, so that the cursor of whoever writes stays where it is.
      let from = 0;
      while (from < now.length && from < text.length && now[from] === text[from]) from++;
      let end = 0;
      while (end < now.length - from && end < text.length - from && now.at(-1 - end) === text.at(-1 - end)) end++;
      view.dispatch({ changes: { from, to: now.length - end, insert: text.slice(from, text.length - end) } });
      quiet = false;
    },
    setMistakes(mistakes) {
      const { length } = view.state.doc;
      const shown = mistakes.flatMap(({ from, to, message, severity }): Diagnostic[] =>
        from > length ? [] : [{ from, to: Math.min(Math.max(to, from), length), message, severity }],
      );
      view.dispatch(setDiagnostics(view.state, shown));
    },
    goTo(line, column) {
      const found = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines));
      view.dispatch({ selection: { anchor: Math.min(found.from + column - 1, found.to) }, scrollIntoView: true });
      view.focus();
    },
    close() {
      options.parent.removeEventListener('keydown', ownEscape);
      view.destroy();
    },
  };
}

async function completionsAt(context: CompletionContext, options: CodeEditorOptions): Promise<CompletionResult | null> {
  const word = context.matchBefore(/[\w$]*/);
  const before = context.matchBefore(/[.'"][\w$]*/);
  if (!context.explicit && before === null && (word === null || word.text === '')) return null;
  const found = await options.completions(context.state.doc.toString(), context.pos);
  if (found.length === 0) return null;
  return {
    from: word?.from ?? context.pos,
    options: found.map(({ label, kind, sort }) => ({ label, type: kinds[kind] ?? 'variable', boost: -Number.parseInt(sort, 10) || 0 })),
    validFor: /^[\w$]*$/,
  };
}

async function hoverAt(view: EditorView, at: number, options: CodeEditorOptions) {
  const found = await options.hover(view.state.doc.toString(), at);
  if (found === null) return null;
  const { from, to, text, documentation } = found;
  return {
    ...{ pos: from, end: to, above: true },
    create() {
      const dom = document.createElement('div');
      dom.className = 'function-hover';
      const type = document.createElement('code');
      type.textContent = text;
      dom.append(type);
      if (documentation !== '') dom.append(Object.assign(document.createElement('p'), { textContent: documentation }));
      return { dom };
    },
  };
}
