import type { RecordOf } from '@plinth/app-definition';
import { contextType, type FeelType, parseType, printType, types } from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';

type ActionTypes = Pick<RecordOf<'external-action'>, 'input' | 'result' | 'rows'>;

/** What an external action gives; anything where it does not say, or says what is no type. */
export function actionResult({ result = 'any' }: Pick<ActionTypes, 'result'>): FeelType {
  return readable(result);
}

/**
 * What an external action takes under a name; null where it takes nothing of that name. What stands within may be left out, as messages
 * and bodies leave it out: what of it the system needs is said by the system.
 */
export function actionInput({ input }: Pick<ActionTypes, 'input'>, name: string): FeelType | null {
  return Object.hasOwn(input, name) ? inPart(readable(input[name] ?? 'any')) : null;
}

function inPart(type: FeelType): FeelType {
  if (type.kind === 'list') return { ...type, item: inPart(type.item) };
  if (type.kind !== 'context') return type;
  const entries = Object.entries(type.entries).map(([name, entry]) => [name, inPart(entry)] as const);
  return { ...type, partial: true, entries: Object.fromEntries(entries) };
}

/** Whether an external action takes what a path of names leads to: an input, or a member within one. */
export function takesInput(action: Pick<ActionTypes, 'input'>, path: string): boolean {
  const [name = '', ...within] = Object.hasOwn(action.input, path) ? [path] : path.split('.');
  const type = actionInput(action, name);
  return type !== null && hasMember(type, within);
}

function hasMember(type: FeelType, [name, ...within]: readonly string[]): boolean {
  if (name === undefined || type.kind === 'any') return true;
  if (type.kind !== 'context') return false;
  const member = Object.hasOwn(type.entries, name) ? type.entries[name] : undefined;
  return member === undefined ? type.open : hasMember(member, within);
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
