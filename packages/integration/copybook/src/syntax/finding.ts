/** Where something stands: the name by which `COPY` brought it, null in the copybook itself; line and column from 1. */
export interface Place {
  readonly file: string | null;
  readonly line: number;
  readonly column: number;
}

/** Something wrong with a copybook (`error`), or done otherwise than by some compilers (`warning`), with its place. */
export interface Finding extends Place {
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

/** The place of something that has one, and no more of it. */
export function placeOf({ file, line, column }: Place): Place {
  return { file, line, column };
}

/** A place in words: `line 3` or `line 3 of ACCOUNT`. */
export function placeText({ file, line }: Place): string {
  return file === null ? `line ${line}` : `line ${line} of ${file}`;
}
