import { type EditorState, type Extension, StateField } from '@codemirror/state';
import { type PanelConstructor, showPanel } from '@codemirror/view';
import type { ContextType } from '@plinth/expression';
import type { ExpressionKind } from '../expression-finding.ts';
import { type CallAt, callAt } from '../language/meaning-at.ts';
import { explainedForms } from './explained.ts';

interface Hint {
  readonly call: CallAt;
  readonly panel: PanelConstructor;
}

/** Shows below what is written what the arguments of a call are: nothing is covered, on a phone neither. */
export function signatureHint(kind: ExpressionKind, scope: () => ContextType): Extension {
  const hintOf = (state: EditorState, before: Hint | null): Hint | null => {
    const { head, empty } = state.selection.main;
    const call = empty ? callAt(state.doc.toString(), head, kind, scope()) : null;
    if (call === null) return null;
    const isSame = before?.call.argument === call.argument && before.call.forms[0] === call.forms[0];
    return isSame ? before : { call, panel: () => ({ dom: explainedForms(call.forms, call.argument) }) };
  };
  return StateField.define<Hint | null>({
    create: () => null,
    update(before, transaction) {
      const { state, docChanged, selection } = transaction;
      if (!docChanged && selection === undefined) return before;
      // It is help for who writes, and not in the way of who only comes by.
      return docChanged || before !== null || transaction.isUserEvent('select') ? hintOf(state, before) : before;
    },
    provide: (field) => showPanel.from(field, (hint) => hint?.panel ?? null),
  });
}
