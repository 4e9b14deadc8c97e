import type { Refusal } from '@plinth/database';
import type { Violation } from '@plinth/foundation';
import { recordPhrases } from '../record-phrases.ts';
import type { WrittenField } from './attached-statements.ts';

/** A value that a column cannot hold at all. */
export function misfit({ field: { key }, type }: WrittenField, kind: Refusal['kind']): Violation {
  if (kind === 'not-null') return { path: `/${key}`, message: recordPhrases.required() };
  if (kind === 'check') return { path: `/${key}`, message: recordPhrases.ruleOfColumn() };
  return { path: `/${key}`, message: recordPhrases.noValueOfColumn({ type }) };
}
