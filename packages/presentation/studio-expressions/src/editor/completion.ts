import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  closeCompletion,
  pickedCompletion,
  selectedCompletion,
} from '@codemirror/autocomplete';
import { type EditorState, type Extension, Prec } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import type { ContextType } from '@plinth/expression';
import type { ExpressionKind } from '../expression-finding.ts';
import { type Offer, offersAt } from '../language/completions.ts';

/** What stands nearer in meaning stands first among what fits as well. */
const boosts: Readonly<Record<Offer['kind'], number>> = { value: 40, name: 20, member: 20, function: 0, keyword: -5, spreadsheet: -10 };

/** Offers what can be written while it is written, and at Ctrl Space. Enter on what is written out already is `keep`'s. */
export function completion(kind: ExpressionKind, scope: () => ContextType, inSpreadsheets: string, keep: () => boolean): Extension {
  const source = ({ state, pos, explicit }: CompletionContext): CompletionResult | null => {
    const text = state.doc.toString();
    const found = offersAt(text, pos, kind, scope());
    if (found === null || found.offers.length === 0) return null;
    const written = text.slice(found.from, pos);
    const isMember = text[found.from - 1] === '.';
    // Behind a space nothing was asked for, unless what is compared has few values.
    if (!explicit && written === '' && !isMember && found.offers[0]?.kind !== 'value') return null;
    return { from: found.from, options: found.offers.map((offer) => optionOf(offer, inSpreadsheets)), validFor: stillBegins };
  };
  // A letter more may make it another name, which begins further back: `up` behind `round half `, however slowly it is typed.
  const stillBegins = (text: string, from: number, to: number, state: EditorState) =>
    /^[\p{L}\p{N}_']*$/u.test(text) && offersAt(state.doc.toString(), to, kind, scope())?.from === from;
  // The list scrolls, so it must be reachable; Tab leaves the field and closes it first, so it is no stop on the way.
  const reachable = EditorView.updateListener.of(({ view }) => {
    view.dom.querySelector('.cm-tooltip-autocomplete > ul')?.setAttribute('tabindex', '0');
  });
  const keepWrittenOut = (view: EditorView) => {
    const { main } = view.state.selection;
    const picked = selectedCompletion(view.state);
    // Of a function there is more to write: its brackets.
    if (picked === null || !main.empty || picked.type === 'function' || picked.type === 'spreadsheet') return false;
    const before = view.state.sliceDoc(Math.max(0, main.head - picked.label.length - 1), main.head);
    if (!before.endsWith(picked.label) || /^[\p{L}\p{N}_]/u.test(before.slice(0, -picked.label.length))) return false;
    closeCompletion(view);
    return keep();
  };
  const left = (view: EditorView) => {
    closeCompletion(view);
    return false;
  };
  const offered = autocompletion({
    override: [source],
    icons: false,
    closeOnBlur: true,
    optionClass: ({ type }) => `feel-option-${type}`,
    activateOnTypingDelay: 60,
    // What is seen can be chosen at once, as in every editor.
    interactionDelay: 0,
  });
  return [
    Prec.highest(keymap.of([{ key: 'Enter', run: keepWrittenOut }])),
    offered,
    reachable,
    keymap.of([{ key: 'Tab', run: left, shift: left }]),
  ];
}

function optionOf(offer: Offer, inSpreadsheets: string): Completion {
  const { name, kind, label, documentation, insert, cursor } = offer;
  const detail =
    kind === 'spreadsheet'
      ? `${inSpreadsheets} ${offer.detail}`
      : [label === null ? '' : isolated(label), offer.detail].filter((part) => part !== '').join(' · ');
  return {
    label: name,
    type: kind,
    boost: boosts[kind],
    detail,
    ...(documentation === null ? {} : { info: documentation }),
    apply(view: EditorView, picked: Completion, from: number, to: number) {
      // A bracket that stands there already is not written again.
      const followed = insert.endsWith('()') && view.state.sliceDoc(to, to + 1) === '(';
      const text = followed ? insert.slice(0, -2) : insert;
      view.dispatch({
        changes: { from, to, insert: text },
        selection: { anchor: from + Math.min(followed ? text.length + 1 : cursor, text.length + (followed ? 1 : 0)) },
        annotations: pickedCompletion.of(picked),
        userEvent: 'input.complete',
      });
    },
  };
}

/** A label is whatever people wrote: what turns its direction ends with it. */
function isolated(label: string): string {
  return `\u2068${label}\u2069`;
}
