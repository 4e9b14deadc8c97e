import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { collectTexts } from './collect-texts.ts';
import { missingForms, shapeOfMessage } from './message-arguments.ts';
import { translationsOf } from './translations.ts';

const root = new URL('../../../', import.meta.url).pathname;
const { texts, prefixes, unreadable } = collectTexts(root, [
  'packages/presentation',
  'components/ui',
  'apps/player/src',
  'apps/studio/src',
]);
const english = new Map(texts.map(({ key, english }) => [key, english]));
/** Keys that wait for their translation; a list that may only shrink. */
const waiting: Readonly<Record<string, readonly string[]>> = {
  ar: JSON.parse(readFileSync(new URL('./untranslated-ar.json', import.meta.url), 'utf8')),
  de: [],
};

test('the interface has texts, and every one can be read from the code', () => {
  expect(english.size).toBeGreaterThan(1000);
  expect([...unreadable]).toEqual([]);
  expect([...prefixes].sort()).toEqual(['studio.create.', 'studio.start.', 'studio.startHelp.', 'studio.tool.', 'studio.view.']);
});

test('a key has one English text', () => {
  const several = texts.filter((text) => english.get(text.key) !== text.english);
  expect(several).toEqual([]);
});

test('every English text is a message', () => {
  expect([...english].filter(([, message]) => broken(message))).toEqual([]);
});

for (const locale of ['de', 'ar']) {
  const translations = translationsOf(root, locale);
  const translated = new Map(translations.map(({ key, message }) => [key, message]));

  test(`${locale}: nothing is missing but what is known to wait`, () => {
    const missing = [...english.keys()].filter((key) => !translated.has(key)).sort();
    expect(missing).toEqual([...(waiting[locale] ?? [])].sort());
  });

  test(`${locale}: no key is unused, and none is translated twice`, () => {
    expect(translations.filter(({ key }) => !english.has(key))).toEqual([]);
    expect(translations.length).toBe(translated.size);
  });

  test(`${locale}: every message is whole, with the arguments of the English one and all plural forms`, () => {
    const wrong = translations.flatMap(({ key, message, file }) => {
      const source = english.get(key);
      if (broken(message)) return [{ key, file, reason: 'broken' }];
      if (source === undefined) return [];
      const shape = shapeOfMessage(message);
      const names = shapeOfMessage(source).names;
      if (names.join() !== shape.names.join()) return [{ key, file, reason: `arguments ${shape.names} for ${names}` }];
      return missingForms(locale, shape).map((form) => ({ key, file, reason: `no form ${form}` }));
    });
    expect(wrong).toEqual([]);
  });
}

function broken(message: string): boolean {
  try {
    shapeOfMessage(message);
    return message.trim() === '';
  } catch {
    return true;
  }
}
