import type { Violation } from '@plinth/foundation';
import type { DefinitionRecord } from '../kinds/record-kinds.ts';

/** Which law a definition breaks. */
export type ViolationRule =
  | 'format'
  | 'schema'
  | 'root'
  | 'reference'
  | 'cycle'
  | 'duplicate'
  | 'page-path'
  | 'component'
  | 'action'
  | 'dependency'
  | 'expression'
  | 'process'
  | 'permission-test'
  | 'undo';

/** One thing that is wrong in a definition: `path` is a JSON Pointer into its snapshot, `hint` says what to do. */
export interface DefinitionViolation extends Violation {
  readonly rule: ViolationRule;
  /** Id of the record that is wrong; empty where the definition as a whole is. */
  readonly record: string;
  /** Where in a text of several lines, from 1; absent where the text as a whole is meant, or is no text. */
  readonly within?: { readonly line: number; readonly column: number };
}

/** A JSON Pointer (RFC 6901) of these steps. */
export function pointer(...steps: readonly (string | number)[]): string {
  return steps.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** A violation of a record; `steps` lead from the record to the place. */
export function violationOf(
  record: { readonly id: string },
  rule: ViolationRule,
  steps: readonly (string | number)[],
  message: string,
  hint?: string,
): DefinitionViolation {
  return { rule, record: record.id, path: pointer('records', record.id, ...steps), message, ...(hint === undefined ? {} : { hint }) };
}

/** What people call a record: `page clients`, `composite clientCard`, `component loanTable`. */
export function nameForPeople(record: DefinitionRecord): string {
  if (record.kind === 'component') return record.name === undefined ? `a ${record.component}` : `component ${record.name}`;
  if (record.kind === 'translation') return `translation ${record.locale}`;
  if (record.kind === 'permission-test') return `permission test ${record.key}`;
  if (record.kind === 'page' && record.composite !== undefined) return `composite ${record.key}`;
  return 'key' in record ? `${record.kind} ${record.key}` : `${record.kind} ${record.id}`;
}

/** "Did you mean …?" where something is near enough. */
export function didYouMean(nearest: string | null): string | undefined {
  return nearest === null ? undefined : `Did you mean ${nearest}?`;
}
