import type { RecordOf } from '@plinth/app-definition';
import { contextType, type FeelType, parseType, printType, types } from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';

type ActionTypes = Pick<RecordOf<'external-action'>, 'input' | 'result' | 'rows'>;

/** What an external action gives; anything where it does not say, or says what is no type. */
export function actionResult({ result = 'any' }: Pick<ActionTypes, 'result'>): FeelType {
  return readable(result);
}

/** What an external action takes under a name; null where it takes nothing of that name. */
export function actionInput({ input }: Pick<ActionTypes, 'input'>, name: string): FeelType | null {
  return Object.hasOwn(input, name) ? readable(input[name] ?? 'any') : null;
}

/** The columns of the rows that a query has of an external action: those of the list that it names, or of the one result. */
export function actionColumns(action: Pick<ActionTypes, 'result' | 'rows'>): Readonly<Record<string, string>> {
  const found = memberType(actionResult(action), action.rows);
  const row = action.rows !== undefined && found.kind === 'list' ? found.item : found;
  const entries = row.kind === 'context' ? Object.entries(row.entries) : [['value', row] as const];
  return Object.fromEntries(entries.map(([name, type]) => [name, printType(type)]));
}

/** What stands at a path of names in a value of a type. */
function memberType(type: FeelType, path: string | undefined): FeelType {
  return (path?.split('.') ?? []).reduce<FeelType>(
    (at, name) => (at.kind === 'context' && Object.hasOwn(at.entries, name) ? (at.entries[name] ?? types.any) : types.any),
    type,
  );
}

function readable(text: string): FeelType {
  try {
    return parseType(text);
  } catch (error) {
    // What is no type is told where it stands.
    if (error instanceof PlinthError && error.fault === 'caller') return types.any;
    throw error;
  }
}

/** Nothing is known of what an action that is gone gives. */
export const unknownColumns: Readonly<Record<string, string>> = { value: printType(contextType({}, { open: true })) };
