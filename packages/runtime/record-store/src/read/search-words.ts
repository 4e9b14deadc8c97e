const mostWords = 20;

/** What people typed as a query of PostgreSQL's full-text search: every word, the beginning of a word is enough; null where there is no word. */
export function searchQuery(text: string): string | null {
  const words = wordsOf(text);
  return words === null ? null : words.map((word) => `'${word}':*`).join(' & ');
}

/** The words of a text, letters and digits alone; null where there is none. */
export function wordsOf(text: string): readonly string[] | null {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length === 0 ? null : words.slice(0, mostWords).map((word) => word.slice(0, 100));
}
