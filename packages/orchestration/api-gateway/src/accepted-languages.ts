import type { ErrorCatalogue } from '@plinth/foundation';
import { catalogueFor } from '@plinth/foundation/error-words';
import type { FastifyRequest } from 'fastify';

const longestHeader = 1000;
const mostLanguages = 20;
const range = /^([A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,8})(?:\s*;\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?$/;

/**
 * The languages of an `Accept-Language` header (RFC 9110 §12.5.4), the best liked first; what is none, `*` and what is not wanted are
 * left out. Of a header that nobody's browser would send only the beginning is read.
 */
export function acceptedLanguages(header: string | undefined): readonly string[] {
  const found: { readonly tag: string; readonly quality: number }[] = [];
  for (const part of (header ?? '').slice(0, longestHeader).split(',', mostLanguages)) {
    const [, tag, quality = '1'] = range.exec(part.trim()) ?? [];
    if (tag !== undefined && Number(quality) > 0) found.push({ tag, quality: Number(quality) });
  }
  return found.sort((a, b) => b.quality - a.quality).map(({ tag }) => tag);
}

/**
 * The languages that a request is answered in. A page cannot give headers to a WebSocket, and says there by `language` in the address
 * what it is shown in.
 */
export function languagesOf({ headers, query }: Pick<FastifyRequest, 'headers' | 'query'>): readonly string[] {
  const accepted = acceptedLanguages(headers['accept-language']);
  if (headers.upgrade === undefined) return accepted;
  const { language } = query as { readonly language?: unknown };
  return typeof language === 'string' ? [...acceptedLanguages(language), ...accepted] : accepted;
}

/** What errors say to whoever sent a request; null is English. */
export function errorsFor(request: Pick<FastifyRequest, 'headers' | 'query'>): ErrorCatalogue | null {
  return catalogueFor(languagesOf(request));
}
