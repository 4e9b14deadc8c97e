import type { ErrorCatalogue } from '../errors/error-words.ts';
import { arabic } from './ar.ts';
import { german } from './de.ts';

const catalogues: ReadonlyMap<string, ErrorCatalogue> = new Map([arabic, german].map((catalogue) => [catalogue.language, catalogue]));

/** Languages that errors are said in besides English. */
export const errorLanguages: readonly string[] = [...catalogues.keys()];

/**
 * What errors say to a reader of these languages, the best liked first, by their BCP 47 tags (lookup, RFC 4647 §3.4). Null is English:
 * where it is liked best of those that there are, and where there is none of them.
 */
export function catalogueFor(languages: readonly string[]): ErrorCatalogue | null {
  for (const tag of languages) {
    const language = tag.split('-', 1)[0]?.toLowerCase() ?? '';
    const catalogue = catalogues.get(language) ?? null;
    if (catalogue !== null || language === 'en') return catalogue;
  }
  return null;
}
