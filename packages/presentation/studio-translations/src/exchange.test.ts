import { expect, test } from 'vitest';
import { readExchange, writeExchange } from './exchange.ts';

const texts = [
  { key: 'a.label', source: 'Loan', record: 'a', place: 'Loan' },
  { key: 'b.label', source: 'Client', record: 'b', place: 'Client' },
];

test('what is sent to a translator comes back as it was', () => {
  const sent = writeExchange('de', texts, { 'a.label': 'Kredit' });
  expect(JSON.parse(sent).texts['b.label']).toEqual({ place: 'Client', source: 'Client', text: '' });
  expect(readExchange(sent, texts)).toEqual({ messages: { 'a.label': 'Kredit' }, unknown: [], stale: [] });
});

test('a plain object is read too; what the application lacks, and what has changed since, is told', () => {
  expect(readExchange('{"a.label":"Kredit","gone.label":"Weg"}', texts)).toEqual({
    ...{ messages: { 'a.label': 'Kredit' }, unknown: ['gone.label'], stale: [] },
  });
  const sent = writeExchange('de', [{ key: 'a.label', source: 'Old', record: 'a', place: '' }], { 'a.label': 'Alt' });
  expect(readExchange(sent, texts)?.stale).toEqual(['a.label']);
});

test.each(['', '[]', 'null', '{"a.label"', 'a;b\n1;2'])('%j is no file of translations', (content) => {
  expect(readExchange(content, texts)).toBeNull();
});

test('what is no text, or one beyond measure, is left out, and no property of objects is set', () => {
  const content = JSON.stringify({ texts: { 'a.label': { text: 5 }, 'b.label': 'x'.repeat(20_001) } });
  expect(readExchange(content, texts)).toEqual({ messages: {}, unknown: [], stale: [] });
  expect(readExchange('{"__proto__":"x","constructor":"y"}', texts)?.unknown).toContain('constructor');
});
