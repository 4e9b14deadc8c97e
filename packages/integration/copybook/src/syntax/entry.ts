import type { Place } from './finding.ts';
import type { Picture } from './picture.ts';

/** How an item without characters of its own is kept. */
export type Usage =
  | 'display'
  | 'packed'
  | 'unsigned-packed'
  | 'binary'
  | 'native-binary'
  | 'compact-binary'
  | `${'' | 'unsigned-'}integer-${1 | 2 | 4 | 8}`
  | 'float'
  | 'double'
  | 'national'
  | 'utf-8'
  | 'graphic'
  | 'index'
  | 'pointer'
  | 'procedure-pointer';

export interface Occurs {
  readonly minimum: number;
  /** Infinite for UNBOUNDED. */
  readonly maximum: number;
  /** Name of the item that counts, with the groups that qualify it. */
  readonly dependsOn: readonly string[] | null;
}

/** What level 66 gives another name: the bytes from one item to another, each by its name with the groups that qualify it. */
export interface Renames {
  readonly from: readonly string[];
  readonly through: readonly string[];
}

export interface SignClause {
  readonly leading: boolean;
  readonly separate: boolean;
}

/** A name of level 88: what values of the item above mean. */
export interface Condition {
  readonly name: string;
  /** Values and ranges as written, literals without their quotes. */
  readonly values: readonly (string | { readonly from: string; readonly through: string })[];
}

/** A data description entry, with those below it. */
export interface Entry extends Place {
  readonly level: number;
  /** `FILLER` where it has no name. */
  readonly name: string;
  /** Whether something in it was no COBOL, so that what is missing need not be told. */
  readonly refused: boolean;
  readonly redefines: string | null;
  /** Of level 66 alone. */
  readonly renames: Renames | null;
  readonly picture: Picture | null;
  /** As the entry itself says; a group's counts for all below it. */
  readonly usage: Usage | null;
  readonly occurs: Occurs | null;
  readonly sign: SignClause | null;
  readonly synchronized: boolean;
  readonly justified: boolean;
  readonly blankWhenZero: boolean;
  /** The first VALUE as written: a literal's text, a number, or a figurative constant such as `SPACES`. */
  readonly value: string | null;
  /** `VALUE ALL 'x'`: the text again and again, as long as the item is. */
  readonly valueRepeats: boolean;
  /** Bytes of an item in UTF-8, where it says how many; four for each character of its picture where absent. */
  readonly byteLength: number | null;
  readonly conditions: Condition[];
  readonly children: Entry[];
  /** Of a record: what level 66 behind it calls otherwise. */
  readonly aliases: Entry[];
}
