/**
 * A text of strangers as a terminal may show it: what would command the terminal (ECMA-48 §5) or turn the direction of what stands
 * around it is written as its number.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (character) =>
    character === '\n' || character === '\t' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
