import type { DefinitionRecord } from '@plinth/app-definition';
import type { Steps } from './expression-site.ts';

/** A place of a definition that uses something the definition declares. */
export interface Use {
  readonly record: DefinitionRecord;
  /** From the record to the text that names it; to the entry where `at` is `key`. */
  readonly steps: Steps;
  /** Whether the name stands in a text, is the key of an entry, or is meant by the id of what it names, which a new name changes nothing of. */
  readonly at: 'text' | 'key' | 'id';
  /** Where in the text; the whole key. */
  readonly from: number;
  readonly to: number;
  /** All that is written there: the expression with its sign, the path, the key. */
  readonly text: string;
  /** What is used, as {@link memberId} writes it. */
  readonly of: string;
}

/** A name that may stand for something, and nobody can tell before it runs: an entry of what is not known. */
export interface Guess extends Omit<Use, 'of'> {
  readonly name: string;
}
