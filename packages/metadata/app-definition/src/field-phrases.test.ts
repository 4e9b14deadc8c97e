import { listPhrases, phraseIn } from '@plinth/foundation';
import { expect, test } from 'vitest';
import './field-phrases.ts';
import { checkFieldValue, type ValidatedField, validateRecord } from './record-validation.ts';

type Wrong = readonly [phrase: string, field: Partial<ValidatedField> & Pick<ValidatedField, 'type'>, value: unknown];

const options = [{ value: 'red' }, { value: 'dark blue' }];
const day = '2026-01-31';
const wrong: readonly Wrong[] = [
  ['required', { type: 'text', required: true }, null],
  ['email', { type: 'email' }, 'x'],
  ['phone', { type: 'phone' }, 'x'],
  ['url', { type: 'url' }, 'x'],
  ['integer', { type: 'integer' }, '1.5'],
  ['truth', { type: 'boolean' }, 'x'],
  ['date', { type: 'date' }, 'x'],
  ['time', { type: 'time' }, 'x'],
  ['date-time', { type: 'dateTime' }, 'x'],
  ['duration', { type: 'duration' }, 'x'],
  ['one-of', { type: 'choice', options }, 'x'],
  ['only-of', { type: 'multiChoice', options }, ['x']],
  ['list', { type: 'multiChoice', options }, 'x'],
  ['id', { type: 'reference' }, 'x'],
  ['text', { type: 'text' }, 1],
  ['bad-characters', { type: 'text' }, 'a\0'],
  ['too-short', { type: 'text', minLength: 3 }, 'a'],
  ['too-long', { type: 'text', maxLength: 3 }, 'abcd'],
  ['pattern', { type: 'text', pattern: 'a+' }, 'b'],
  ['number', { type: 'decimal' }, 'x'],
  ['digit-by-digit', { type: 'decimal' }, 1e30],
  ['too-many-digits', { type: 'decimal' }, '1'.repeat(35)],
  ['whole', { type: 'decimal', scale: 0 }, '1.5'],
  ['too-many-decimals', { type: 'decimal', scale: 2 }, '1.555'],
  ['other-currency', { type: 'money', currency: 'EUR' }, { amount: '1', currency: 'USD' }],
  ['amount', { type: 'money' }, '1'],
  ['too-small', { type: 'integer', minimum: '5' }, 1],
  ['too-large', { type: 'integer', maximum: '5' }, 9],
  ['too-early', { type: 'date', minimum: day }, '2025-01-01'],
  ['too-late', { type: 'dateTime', maximum: `${day}T00:00:00Z` }, '2027-01-01T00:00:00Z'],
];

/** The English of the phrase that a text is: several areas may say the same. */
function textIn(said: string | null | undefined): string | undefined {
  return textOf(phraseIn(said ?? '')?.code);
}

function textOf(code: string | undefined): string | undefined {
  return listPhrases().find((phrase) => phrase.code === code)?.text;
}

test.each(wrong)('field.%s is what is said of it', (phrase, field, value) => {
  const said = textIn(checkFieldValue({ key: 'it', required: false, ...field }, value));
  expect(said).toBeDefined();
  expect(withoutNames(said)).toBe(withoutNames(textOf(`field.${phrase}`)));
});

test('every phrase of fields is said somewhere', () => {
  const [violation] = validateRecord([{ key: 'name', type: 'text', required: false }], { nam: 1 });
  expect([textIn(violation?.message), textIn(violation?.hint)]).toEqual([textOf('field.unknown'), textOf('field.nearest')]);
  const codes = listPhrases().flatMap(({ code }) => (code.startsWith('field.') ? [code] : []));
  expect([...wrong.map(([phrase]) => `field.${phrase}`), 'field.unknown', 'field.nearest'].sort()).toEqual(codes.sort());
});

function withoutNames(text: string | undefined): string | undefined {
  return text?.replace(/\{\w+\}/g, '{}');
}
