import type { Source } from '../fields/field-codec.ts';
import type { RecordValue } from './record-value.ts';

/** A field whose bytes are none of its picture. */
export interface FieldProblem {
  /** Where it stands: `ORDERS[2].AMOUNT`. */
  readonly path: string;
  /** Bytes from the beginning of the record. */
  readonly offset: number;
  /** The bytes, in hexadecimal. */
  readonly bytes: string;
  /** What is wrong with them; absent where they are only kept. */
  readonly reason?: string;
}

/** What is known while a record is read; one for all records, so that reading makes nothing but values. */
export interface Reading extends Source {
  bytes: Uint8Array;
  text: string;
  base: number;
  /** Where the record begins and ends. */
  start: number;
  end: number;
  /** What the counters of tables said, by their number. */
  readonly counts: number[];
  /** Which occurrence is read, by depth. */
  readonly indexes: number[];
  /** The objects that are being read, the record first; kept only where conditions ask for them. */
  readonly objects: RecordValue[];
  problems: FieldProblem[] | null;
  /** Whether bytes are kept that the value alone would not bring back. */
  exact: boolean;
}

/** Why a record as a whole cannot be read or written; caught where records are counted. */
export class RecordProblem extends Error {
  override readonly name = 'RecordProblem';
}
