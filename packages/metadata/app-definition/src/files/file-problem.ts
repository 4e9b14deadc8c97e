import type { ViolationRule } from '../validation/violation.ts';

/** Something wrong in the files of a definition; lines and columns count from 1. */
export interface FileProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly rule: ViolationRule;
  readonly message: string;
  readonly hint?: string;
}
