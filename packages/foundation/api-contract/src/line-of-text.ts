import { Type } from 'typebox';

/** Text of one line that is not blank and has no control characters. */
export function lineOfText(maxLength: number) {
  return Type.String({ minLength: 1, maxLength, pattern: '^(?!\\s*$)[^\\u0000-\\u001f\\u007f]*$' });
}

/** What somebody looks for: any text of one line. */
export const SearchText = Type.String({ maxLength: 120, pattern: '^[^\\u0000-\\u001f\\u007f]*$' });

/** For texts that are kept or looked for: any but U+0000 and halves of surrogate pairs, which PostgreSQL has no form for. */
export const keptText = { pattern: '^[^\\u0000\\ud800-\\udfff]*$' } as const;
