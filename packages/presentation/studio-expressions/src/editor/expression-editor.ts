import { closeBrackets, closeBracketsKeymap, startCompletion } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, insertNewline } from '@codemirror/commands';
import { type Diagnostic, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, hoverTooltip, keymap } from '@codemirror/view';
import type { ContextType } from '@plinth/expression';
import { pageNonce } from '@plinth/web-shell';
import type { ExpressionKind, Finding } from '../expression-finding.ts';
import { type NameAt, nameAt } from '../language/meaning-at.ts';
import { completion } from './completion.ts';
import { explainedName } from './explained.ts';
import { highlighting } from './highlighting.ts';
import { signatureHint } from './signature-hint.ts';

export interface EditorWords {
  /** Before what a function of spreadsheets is in FEEL. */
  readonly inSpreadsheets: string;
  /** On a button that mends something: `Change to name`. */
  fix(text: string): string;
  /** What CodeMirror says by itself, by its English words. */
  readonly phrases: Readonly<Record<string, string>>;
}

export interface EditorOptions {
  readonly parent: HTMLElement;
  readonly text: string;
  readonly kind: ExpressionKind;
  readonly words: EditorWords;
  /** The names that it may use, as they are now. */
  scope(): ContextType;
  onChange(text: string): void;
  /** Enter, or the focus went elsewhere. */
  onKeep(): void;
  /** Escape without an open list; false where there is nothing to give up. */
  onGiveUp(): boolean;
  /** F12 or Ctrl and a click on a name; with Shift, who uses it. */
  onOpen(name: NameAt, usages: boolean): boolean;
}

/** An editor of one expression. */
export interface ExpressionEditor {
  readonly view: EditorView;
  setText(text: string): void;
  setFindings(findings: readonly Finding[]): void;
  /** Attributes of what has the focus: its name, what describes it. */
  setAttributes(attributes: Readonly<Record<string, string>>): void;
  close(): void;
}

/** Makes an editor. Tab leaves it, for a field that keeps the focus locks people in. */
export function createEditor(options: EditorOptions): ExpressionEditor {
  const { kind, scope, words } = options;
  const attributes = new Compartment();
  let findings: readonly Finding[] = [];
  let quiet = false;

  const openAt = (view: EditorView, at: number, usages: boolean) => {
    const found = nameAt(view.state.doc.toString(), at, kind, scope());
    return found !== null && options.onOpen(found, usages);
  };
  const mend = (view: EditorView) => {
    const { head } = view.state.selection.main;
    const mendable = findings.filter(({ fix }) => fix !== null);
    const { fix = null } = mendable.find(({ from, to }) => from <= head && head <= to) ?? mendable[0] ?? {};
    if (fix === null) return false;
    view.dispatch({
      changes: { from: fix.from, to: fix.to, insert: fix.text },
      selection: { anchor: fix.from + fix.text.length },
      userEvent: 'input',
    });
    return true;
  };
  const keep = () => {
    options.onKeep();
    return true;
  };
  const own = keymap.of([
    { key: 'Enter', run: keep, shift: insertNewline },
    { key: 'Mod-Enter', run: keep },
    { key: 'Escape', run: () => options.onGiveUp() },
    { key: 'Mod-.', run: mend },
    { key: 'F12', run: (view) => openAt(view, view.state.selection.main.head, false) },
    { key: 'Shift-F12', run: (view) => openAt(view, view.state.selection.main.head, true) },
    { key: 'Mod-Space', run: startCompletion },
  ]);
  const hover = hoverTooltip(
    (view, at) => {
      const found = nameAt(view.state.doc.toString(), at, kind, scope());
      return found === null ? null : { pos: found.from, end: found.to, above: true, create: () => ({ dom: explainedName(found) }) };
    },
    { hoverTime: 300 },
  );
  const extensions: Extension[] = [
    EditorView.cspNonce.of(pageNonce),
    EditorState.phrases.of(words.phrases),
    EditorState.languageData.of(() => [{ closeBrackets: { brackets: ['(', '[', '{', '"'] } }]),
    EditorView.lineWrapping,
    drawSelection(),
    history(),
    closeBrackets(),
    completion(kind, scope, words.inSpreadsheets, keep),
    own,
    keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...lintKeymap]),
    highlighting(kind, scope),
    signatureHint(kind, scope),
    hover,
    attributes.of([]),
    EditorView.updateListener.of(({ docChanged, state }) => {
      if (docChanged && !quiet) options.onChange(state.doc.toString());
    }),
    EditorView.domEventHandlers({
      blur: () => {
        options.onKeep();
        return false;
      },
      // Left to Chromium, typing over coloured words keeps their colour by an inline style, which the page's policy forbids.
      beforeinput(event, view) {
        const { inputType, data, isComposing } = event;
        if (inputType !== 'insertText' || data === null || isComposing || view.state.selection.main.empty) return false;
        if ('([{"'.includes(data)) return false;
        view.dispatch(view.state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true });
        event.preventDefault();
        return true;
      },
      mousedown(event, view) {
        if (!(event.ctrlKey || event.metaKey) || event.button !== 0) return false;
        const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
        return at !== null && openAt(view, at, false);
      },
    }),
  ];
  // What closed the list or gave up the draft is no Escape for whatever stands around the field.
  const ownEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && event.defaultPrevented) event.stopPropagation();
  };
  options.parent.addEventListener('keydown', ownEscape);
  const view = new EditorView({ parent: options.parent, state: EditorState.create({ doc: options.text, extensions }) });
  return {
    view,
    setText(text) {
      if (text === view.state.doc.toString()) return;
      quiet = true;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
      quiet = false;
    },
    setFindings(found) {
      findings = found;
      const { length } = view.state.doc;
      const shown = found.flatMap((finding): Diagnostic[] => {
        const { from, to, message, hint, fix } = finding;
        if (from > length || to > length) return [];
        return [
          {
            from,
            to,
            severity: 'error',
            message: `${message} ${hint}`.trim(),
            actions: fix === null ? [] : [{ name: words.fix(fix.text), apply: (target) => void mendOne(target, finding) }],
          },
        ];
      });
      view.dispatch(setDiagnostics(view.state, shown));
    },
    setAttributes(given) {
      view.dispatch({ effects: attributes.reconfigure(EditorView.contentAttributes.of({ tabindex: '0', ...given })) });
    },
    close() {
      options.parent.removeEventListener('keydown', ownEscape);
      view.destroy();
    },
  };
}

function mendOne(view: EditorView, { fix }: Finding): void {
  if (fix !== null) view.dispatch({ changes: { from: fix.from, to: fix.to, insert: fix.text }, userEvent: 'input' });
}
