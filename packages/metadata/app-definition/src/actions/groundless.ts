import type { DefinitionViolation } from '../validation/violation.ts';
import type { DefinitionAction } from './definition-action.ts';

/** Why an action that takes back a refused one is refused with it: what it would bring back never went. Null for any other action. */
export function groundless({ undoes }: DefinitionAction, refused: ReadonlySet<string>): DefinitionViolation | null {
  if (undoes === undefined || !refused.has(undoes)) return null;
  return { rule: 'undo', record: '', path: '', message: 'what this takes back was not done', hint: 'Nothing is left to take back.' };
}
