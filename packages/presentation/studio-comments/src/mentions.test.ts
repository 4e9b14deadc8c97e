import { expect, test } from 'vitest';
import { mentionsIn, piecesOf, suggestionsAt } from './mentions.ts';

const colleagues = [
  { id: '1', name: 'Ann' },
  { id: '2', name: 'Ann Marie Stone' },
  { id: '3', name: 'Ben (he/him) *' },
];

test('whole names are mentions, the longer of two', () => {
  expect(mentionsIn('@Ann Marie Stone, look', colleagues)).toEqual(['2']);
  expect(mentionsIn('@Ann and @Ben (he/him) *', colleagues)).toEqual(['1', '3']);
  expect(mentionsIn('ann@Ann twice @Ann; @annika, @ Ben', colleagues)).toEqual(['1']);
  expect(mentionsIn('', colleagues)).toEqual([]);
});

test('a text in pieces is the text', () => {
  for (const text of ['@Ann', 'a@Ann b @Ann Marie Stone', '<b>@Ben (he/him) *</b>', '@@Ann@', '🙂@Ann\n\u202e'])
    expect(
      piecesOf(text, colleagues)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
  expect(piecesOf('Hi @Ann!', colleagues)).toEqual([
    { text: 'Hi ', mention: false },
    { text: '@Ann', mention: true },
    { text: '!', mention: false },
  ]);
});

test('who is being mentioned is suggested by any part of the name', () => {
  const names = (text: string, caret = text.length) => suggestionsAt(text, caret, colleagues)?.colleagues.map(({ id }) => id) ?? null;
  expect(names('Hello @an')).toEqual(['1', '2']);
  expect(names('@sto')).toEqual(['2']);
  expect(names('@Ann')).toEqual(['2']);
  expect(names('@')).toEqual(['1', '2', '3']);
  for (const text of ['mail@an', 'nobody', '@x', '@an\n']) expect(names(text), text).toBeNull();
  expect(names('@an and more', 3)).toEqual(['1', '2']);
});
