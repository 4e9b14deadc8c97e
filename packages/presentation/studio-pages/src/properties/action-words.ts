import { isJsonObject } from '@plinth/foundation';

/** A page action in words: `Open editTask`, `Set status`. */
export function actionWords(action: unknown): string {
  if (!isJsonObject(action) || typeof action.do !== 'string') return 'Something unreadable';
  const named = (name: string) => (typeof action[name] === 'string' ? String(action[name]) : '');
  switch (action.do) {
    case 'navigate':
      return `Go to page ${named('page')}`;
    case 'openAddress':
      return `Open ${named('address')}`;
    case 'setState':
      return `Set ${isJsonObject(action.values) ? Object.keys(action.values).join(', ') : 'state'}`;
    case 'runQuery':
      return `Run ${named('query')} again`;
    case 'createRecord':
      return `Create ${named('entity')}`;
    case 'updateRecord':
      return `Change ${named('entity')}`;
    case 'deleteRecord':
      return `Delete ${named('entity')}`;
    case 'updateRecords':
      return `Change several of ${named('entity')}`;
    case 'deleteRecords':
      return `Delete several of ${named('entity')}`;
    case 'open':
      return `Open ${named('component')}`;
    case 'close':
      return `Close ${named('component') || 'what is open'}`;
    case 'confirm':
      return `Ask: ${named('message')}`;
    case 'notify':
      return `Say: ${named('message')}`;
    case 'callApi':
      return `Call ${named('method')} ${named('address')}`;
    case 'if':
      return `If ${named('condition')}`;
    case 'sequence':
      return 'In turn';
    default:
      return action.do;
  }
}

/** What follows an action, by why: `then`, `else`, `if it fails`. */
export function innerActions(action: unknown): readonly { readonly when: string; readonly actions: readonly unknown[] }[] {
  if (!isJsonObject(action)) return [];
  const parts = [
    ['', action.actions],
    ['then', action.then],
    ['otherwise', action.else],
    ['if it fails', action.catch],
  ] as const;
  return parts.flatMap(([when, actions]) => (Array.isArray(actions) && actions.length > 0 ? [{ when, actions }] : []));
}
