import { join } from 'node:path';
import { type ErrorCatalogue, listPhrases } from '@plinth/foundation';
import { catalogueFor, errorLanguages } from '@plinth/foundation/error-words';
import { shownErrors as shownInArabic } from '@plinth/foundation/shown-errors-ar';
import { shownErrors as shownInGerman } from '@plinth/foundation/shown-errors-de';
import { expect, test } from 'vitest';
import { isOfTests, loadErrors } from './load-errors.ts';

const errors = await loadErrors(join(import.meta.dirname, '..', '..', '..'));
const english = new Map(errors.map((error) => [error.code, error]));
/** Scripts that a language is written in: what has none of their letters was not translated. */
const letters: Readonly<Record<string, RegExp>> = { ar: /\p{Script=Arabic}/u, de: /\p{Script=Latin}/u };

const phrases = new Map(
  listPhrases()
    .filter(({ code }) => !isOfTests(code))
    .map(({ code, text }) => [code, text]),
);

function parametersIn(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort();
}

function catalogueOf(language: string): ErrorCatalogue {
  const catalogue = catalogueFor([language]);
  if (catalogue === null) throw new Error(`There is no catalogue of ${language}.`);
  return catalogue;
}

test('errors are said in German and Arabic, besides English', () => {
  expect(errorLanguages).toEqual(['ar', 'de']);
  expect(english.size).toBeGreaterThan(400);
});

test.each(errorLanguages)('%s: every code has its words, and none are left over', (language) => {
  const { words } = catalogueOf(language);
  expect([...english.keys()].filter((code) => !Object.hasOwn(words, code))).toEqual([]);
  expect(Object.keys(words).filter((code) => !english.has(code))).toEqual([]);
});

test.each(errorLanguages)('%s: message and hint name the parameters of the English ones, and only those', (language) => {
  const different = Object.entries(catalogueOf(language).words).filter(([code, { message, hint }]) => {
    const of = english.get(code);
    const wanted = new Set(parametersIn(`${of?.message} ${of?.hint}`));
    const named = new Set(parametersIn(`${message} ${hint}`));
    return [...wanted].join() !== [...named].join();
  });
  expect(different.map(([code]) => code)).toEqual([]);
});

test.each(errorLanguages)('%s: nothing is English by accident, empty, or an unclosed brace', (language) => {
  const wrong = Object.entries(catalogueOf(language).words).flatMap(([code, said]) =>
    (['message', 'hint'] as const)
      .filter((part) => {
        const text = said[part];
        const bare = text.replace(/\{\w+\}/g, '');
        if (/[{}]/.test(bare) || text.trim() !== text || text === '') return true;
        // What is made of parameters alone is the same everywhere.
        if (!/\p{L}/u.test(bare)) return false;
        return text === english.get(code)?.[part] || letters[language]?.test(bare) !== true;
      })
      .map((part) => `${code} ${part}`),
  );
  expect(wrong).toEqual([]);
});

test.each(errorLanguages)('%s: words for values are those of parameters that are there', (language) => {
  const wrong = Object.entries(catalogueOf(language).words).flatMap(([code, { message, hint, values = {} }]) =>
    Object.keys(values)
      .filter((name) => !parametersIn(message + hint).includes(name))
      .map((name) => `${code} ${name}`),
  );
  expect(wrong).toEqual([]);
});

test.each([
  ['ar', shownInArabic],
  ['de', shownInGerman],
])('%s: what pages carry is part of the catalogue', (language, shown) => {
  const { words } = catalogueOf(language);
  expect(shown.language).toBe(language);
  for (const [code, said] of Object.entries(shown.words)) expect(said).toBe(words[code]);
  expect(shown.phrases).toBe(catalogueOf(language).phrases);
});

test.each(errorLanguages)('%s: every phrase is said, with the parameters of the English one, and none is left over', (language) => {
  const said = catalogueOf(language).phrases;
  expect([...phrases.keys()].filter((code) => !Object.hasOwn(said, code))).toEqual([]);
  expect(Object.keys(said).filter((code) => !phrases.has(code))).toEqual([]);
  const wrong = Object.entries(said).filter(([code, text]) => {
    const of = phrases.get(code) ?? '';
    return text === of || letters[language]?.test(text) !== true || parametersIn(text).join() !== parametersIn(of).join();
  });
  expect(wrong).toEqual([]);
});

test.each(errorLanguages)('%s: phrases that are the same in English are the same, whichever of them is found', (language) => {
  const said = catalogueOf(language).phrases;
  const bare = (text: string | undefined) => text?.replace(/\{\w+\}/g, '{}');
  const alike = Map.groupBy(phrases, ([, text]) => bare(text));
  const different = [...alike.values()].filter((same) => new Set(same.map(([code]) => bare(said[code]))).size > 1);
  expect(different).toEqual([]);
});
