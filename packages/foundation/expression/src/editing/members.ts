import { builtInProperties } from '../analysis/operator-types.ts';
import type { FeelType } from '../types/feel-type.ts';
import { entriesOf } from './written-names.ts';

/** What may stand behind a dot after a value of a type, with the type of each: entries of a context or of the items of a list, `year` of a date. */
export function membersOf(type: FeelType): Readonly<Record<string, FeelType>> {
  return entriesOf(type)?.entries ?? builtInProperties(type) ?? {};
}
