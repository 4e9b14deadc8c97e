import type { ContentForm } from './binding.ts';

/** How content of a media type becomes a value. */
export function formOfMediaType(mediaType: string): ContentForm {
  const type = bareType(mediaType);
  if (type === 'application/json' || type.endsWith('+json') || type.endsWith('/json') || type === '*/*') return 'json';
  if (/(x-ndjson|jsonl|json-seq|x-json-stream|stream\+json)$/.test(type)) return 'json-lines';
  if (type === 'application/x-www-form-urlencoded') return 'form';
  if (type.startsWith('multipart/')) return 'multipart';
  if (type.startsWith('text/') || isXml(type) || textual.has(type)) return 'text';
  return 'bytes';
}

/** A media type without its parameters, in small letters. */
export function bareType(mediaType: string): string {
  return (mediaType.split(';')[0] ?? '').trim().toLowerCase();
}

export function isXml(type: string): boolean {
  return type.endsWith('+xml') || type.endsWith('/xml');
}

const textual: ReadonlySet<string> = new Set([
  'application/javascript',
  'application/jose',
  'application/jwt',
  'application/sql',
  'application/x-yaml',
  'application/yaml',
  'application/graphql',
]);

/** Of several media types for the same, those first that say most of their value. */
export function byPreference(mediaTypes: readonly string[]): readonly string[] {
  return mediaTypes.toSorted((a, b) => rank(a) - rank(b));
}

const ranks: Readonly<Record<ContentForm, number>> = { json: 0, 'json-lines': 3, form: 4, multipart: 5, text: 6, bytes: 7 };

function rank(mediaType: string): number {
  const type = bareType(mediaType);
  if (type === 'application/json') return 0;
  if (type === '*/*') return 2;
  // A list of changes is seldom what the schema beside it describes, which most documents give for all of their patches.
  if (type === 'application/json-patch+json') return 1.5;
  return ranks[formOfMediaType(type)] + (ranks[formOfMediaType(type)] === 0 ? 1 : 0);
}
