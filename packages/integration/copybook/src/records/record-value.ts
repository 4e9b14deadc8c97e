import type { FieldValue } from '../fields/field-codec.ts';

/** What a record holds, by the names of its copybook. Null is a field whose bytes were none of its picture. */
export interface RecordValue {
  [name: string]: Value | undefined;
}

export type Value = FieldValue | null | RecordValue | Value[];

/** The member that holds bytes by the paths of fields, in hexadecimal, where a value does not say them. */
export const bytesMember = '$bytes';
