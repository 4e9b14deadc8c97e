const longest = 40;

/** A name as expressions and files can have it: `Client card` is `clientCard`; null where the words have no letter for one. */
export function keyOfWords(words: string): string | null {
  const parts = words.match(/[A-Za-z0-9]+/g) ?? [];
  const joined = parts.map((part, at) => (at === 0 ? part.charAt(0).toLowerCase() : part.charAt(0).toUpperCase()) + part.slice(1)).join('');
  const key = joined.replace(/^[0-9]+/, '').slice(0, longest);
  return key === '' ? null : key.charAt(0).toLowerCase() + key.slice(1);
}
