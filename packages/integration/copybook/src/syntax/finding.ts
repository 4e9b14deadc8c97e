/** Something wrong with a copybook (`error`), or done otherwise than by some compilers (`warning`), with its place from 1. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  readonly line: number;
  readonly column: number;
  readonly message: string;
}
