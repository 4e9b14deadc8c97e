import { expect, test } from 'vitest';
import { acceptedLanguages, errorsFor } from './accepted-languages.ts';

test.each([
  [undefined, []],
  ['', []],
  ['de', ['de']],
  ['de-AT,en;q=0.5', ['de-AT', 'en']],
  ['en;q=0.1, ar-EG ; q = 0.9 ,fr', ['fr', 'ar-EG', 'en']],
  ['zh-Hant-TW, sl-rozaj-biske-1994', ['zh-Hant-TW', 'sl-rozaj-biske-1994']],
  ['de;q=0, en', ['en']],
  ['*, de;q=0.5', ['de']],
  ['de;q=2, de;q=-1, de;q=NaN, de;x=1, de;q=0.1234, en', ['en']],
  ['../../etc/passwd, <script>, __proto__, de\u0000, d e, -de, ar', ['ar']],
])('%s', (header, languages) => {
  expect(acceptedLanguages(header)).toEqual(languages);
});

test('of a header that nobody sends only the beginning is read, in a time that does not grow with it', () => {
  expect(acceptedLanguages(`${'x,'.repeat(1_000_000)}de`)).toHaveLength(20);
  expect(acceptedLanguages(`${'a-'.repeat(1_000_000)}a`)).toEqual([]);
  expect(acceptedLanguages(`de${' '.repeat(1_000_000)};q=1`)).toEqual(['de']);
});

test.each([
  [undefined, undefined],
  ['fr, es', undefined],
  ['fr, de-CH;q=0.8, ar;q=0.2', 'de'],
  ['AR-sa', 'ar'],
  ['en-GB, de;q=0.9', undefined],
  ['constructor, toString, de;q=0.1', 'de'],
])('errors for %s are in %s', (header, language) => {
  expect(errorsFor({ headers: { 'accept-language': header }, query: {} })?.language).toBe(language);
});

test('where a WebSocket is opened the address may say the language, and nowhere else', () => {
  const headers = { 'accept-language': 'en' };
  const query = { language: 'de' };
  expect(errorsFor({ headers, query })).toBeNull();
  expect(errorsFor({ headers: { ...headers, upgrade: 'websocket' }, query })?.language).toBe('de');
  expect(errorsFor({ headers: { ...headers, upgrade: 'websocket' }, query: { language: ['de', 'ar'] } })).toBeNull();
});
