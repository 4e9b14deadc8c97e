import { expect, test } from 'vitest';
import { defineErrors, definePhrases, type ErrorCatalogue, PlinthError, phraseIn, problemIn, speakErrors, toProblem } from '../index.ts';
import { wordsOf } from './error-words.ts';

const errors = defineErrors('wordstest', {
  denied: { status: 403, cause: 'caller', message: 'You may not {operation} {name}.', hint: 'Ask about {name}.' },
  plain: { status: 500, cause: 'ours', message: 'Broken.', hint: 'Wait.' },
});

const phrases = definePhrases('wordstest', {
  tooMany: 'must have at most {most} {things}',
  most: 'must have at most {most} wheels',
  required: 'is wanted',
  nearest: 'Is {nearest} meant?',
  braces: 'must be { add, remove } of {one}',
});

const german: ErrorCatalogue = {
  language: 'de',
  isolated: false,
  phrases: {
    'wordstest.too-many': 'darf höchstens {most} {things} haben',
    'wordstest.most': 'darf höchstens {most} Räder haben',
    'wordstest.required': 'ist erwünscht',
    'wordstest.nearest': 'Ist {nearest} gemeint?',
  },
  words: {
    'wordstest.denied': {
      message: 'Sie dürfen {name} nicht {operation}.',
      hint: 'Fragen Sie nach {name}.',
      values: { operation: { read: 'lesen' } },
    },
  },
};
const arabic: ErrorCatalogue = { ...german, language: 'ar', isolated: true };

test('a problem document is written with the words of a catalogue, and everything else of it stays', () => {
  const error = errors.denied({ operation: 'read', name: 'loans' }, { details: { near: 'y' } });
  const { detail, hint, ...english } = toProblem(error, 'abc');
  expect([detail, hint]).toEqual(['You may not read loans.', 'Ask about loans.']);
  expect(toProblem(error, 'abc', german)).toEqual({ ...english, detail: 'Sie dürfen loans nicht lesen.', hint: 'Fragen Sie nach loans.' });
});

test('a value that is no word of the catalogue stays as it is, whatever it is called', () => {
  for (const operation of ['delete', 'constructor', '__proto__', 'toString'])
    expect(toProblem(errors.denied({ operation, name: 'x' }), undefined, german).detail).toBe(`Sie dürfen x nicht ${operation}.`);
});

test('what has no words stays English, as does what came without its parameters', () => {
  expect(toProblem(errors.plain(), undefined, german)).toMatchObject({ detail: 'Broken.', hint: 'Wait.' });
  const received = new PlinthError('wordstest.denied', { status: 403, cause: 'caller', message: 'As it came.', hint: 'So.' }, {});
  expect(toProblem(received, undefined, german)).toMatchObject({ detail: 'As it came.', hint: 'So.' });
});

test('parameters bring no parameters, no markup that means something, and turn no direction', () => {
  const hostile = '{operation}\u202Egnorw\u2066 <b>$&</b> {0} {{x}}\u2069';
  const error = errors.denied({ operation: 'read', name: hostile });
  const inert = '{operation}gnorw <b>$&</b> {0} {{x}}';
  expect(error.message).toBe(`You may not read ${inert}.`);
  expect(toProblem(error, undefined, german).detail).toBe(`Sie dürfen ${inert} nicht lesen.`);
  expect(toProblem(error, undefined, arabic).detail).toBe(`Sie dürfen \u2068${inert}\u2069 nicht lesen.`);
});

test('a parameter is cut in every language', () => {
  expect(toProblem(errors.denied({ operation: 'read', name: 'x'.repeat(10_000) }), undefined, german).detail.length).toBeLessThan(300);
});

test('a program that speaks to one person makes its errors in their language', () => {
  try {
    speakErrors((code, parameters) => wordsOf(german, code, parameters));
    expect(errors.denied({ operation: 'read', name: '{operation}' }).message).toBe('Sie dürfen {operation} nicht lesen.');
    expect(errors.plain().message).toBe('Broken.');
  } finally {
    speakErrors(null);
  }
  expect(errors.denied({ operation: 'read', name: 'loans' }).message).toBe('You may not read loans.');
});

test('a phrase is its English, of which code and parameters are found again', () => {
  expect(phrases.most({ most: 3 })).toBe('must have at most 3 wheels');
  expect(phraseIn(phrases.most({ most: 3 }))).toEqual({ code: 'wordstest.most', parameters: { most: '3' } });
  expect(phraseIn(phrases.tooMany({ most: 3, things: 'red wheels' }))).toEqual({
    code: 'wordstest.too-many',
    parameters: { most: '3', things: 'red wheels' },
  });
  expect(phraseIn(phrases.braces({ one: 'x' }))).toEqual({ code: 'wordstest.braces', parameters: { one: 'x' } });
  for (const none of ['', 'is', 'is wanted!', 'must have at most ', 'must have at most 3', `must have at most ${'9 '.repeat(100_000)}`])
    expect(phraseIn(none)).toBeNull();
});

test('violations, and the one that a message begins with, are said in the language of the reader', () => {
  const violations = [
    { path: '/a', message: phrases.most({ most: 3 }), hint: phrases.nearest({ nearest: '{most}' }), row: 4 },
    { path: '/b', message: 'as the maker put it' },
  ];
  const error = errors.denied({ operation: 'read', name: `a ${phrases.required()}` }, { details: { violations } });
  expect(toProblem(error, undefined, german)).toMatchObject({
    detail: 'Sie dürfen a ist erwünscht nicht lesen.',
    violations: [
      { path: '/a', message: 'darf höchstens 3 Räder haben', hint: 'Ist {most} gemeint?', row: 4 },
      { path: '/b', message: 'as the maker put it' },
    ],
  });
  expect(toProblem(error).violations).toEqual(violations);
  expect(toProblem(error, undefined, arabic).violations?.[0]?.message).toBe('darf höchstens \u20683\u2069 Räder haben');
});

test('a problem that was kept in English is said in the language of whoever looks', () => {
  const violations = [{ path: '/a', message: phrases.most({ most: 3 }) }];
  const error = errors.denied({ operation: 'read', name: 'loans. Ask about it' }, { details: { violations } });
  const kept = JSON.parse(JSON.stringify(toProblem(error, 'abc')));
  expect(problemIn(german, kept)).toEqual(toProblem(error, 'abc', german));
  expect(problemIn(null, kept)).toBe(kept);
  for (const other of [
    { ...kept, code: 'wordstest.gone' },
    { ...kept, detail: 'As an older version said it.' },
    { ...kept, hint: '' },
  ])
    expect(problemIn(german, other)).toBe(other);
});
