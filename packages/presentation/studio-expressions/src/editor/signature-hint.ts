import { type EditorState, type Extension, StateField } from '@codemirror/state';
import { showTooltip, type Tooltip } from '@codemirror/view';
import type { ContextType } from '@plinth/expression';
import type { ExpressionKind } from '../expression-finding.ts';
import { callAt } from '../language/meaning-at.ts';
import { explainedForms } from './explained.ts';

/** Shows above a call what its arguments are while they are written. */
export function signatureHint(kind: ExpressionKind, scope: () => ContextType): Extension {
  const hintOf = (state: EditorState): Tooltip | null => {
    const { head, empty } = state.selection.main;
    const call = empty ? callAt(state.doc.toString(), head, kind, scope()) : null;
    if (call === null) return null;
    return { pos: call.from, above: true, create: () => ({ dom: explainedForms(call.forms, call.argument) }) };
  };
  return StateField.define<Tooltip | null>({
    create: () => null,
    update(before, transaction) {
      const { state, docChanged, selection } = transaction;
      if (!docChanged && selection === undefined) return before;
      // It is help for who writes, and not in the way of who only comes by.
      return docChanged || before !== null || transaction.isUserEvent('select') ? hintOf(state) : before;
    },
    provide: (field) => showTooltip.from(field),
  });
}
