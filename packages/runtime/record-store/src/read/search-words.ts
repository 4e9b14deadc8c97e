const mostWords = 20;

/** What people typed as a query of PostgreSQL's full-text search: every word, the beginning of a word is enough; null where there is no word. */
export function searchQuery(text: string): string | null {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0) return null;
  return words
    .slice(0, mostWords)
    .map((word) => `'${word.slice(0, 100)}':*`)
    .join(' & ');
}
