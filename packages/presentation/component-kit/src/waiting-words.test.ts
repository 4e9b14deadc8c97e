import { expect, test } from 'vitest';
import german from './messages/de.json' with { type: 'json' };
import { textOf } from './text/text.ts';
import { type WaitingReason, waitingWords } from './waiting-words.ts';

const format = { dateTime: (value: string | null | undefined) => `[${value}]`, list: (items: Iterable<string>) => [...items].join(' & ') };
const say = (locale: string, messages: Readonly<Record<string, string>>) => (reason: WaitingReason) =>
  waitingWords(reason, textOf({ locale, direction: 'ltr', messages }), format);
const inEnglish = say('en', {});
const inGerman = say('de', german);
const due = '2026-01-31T09:00:00.000Z';

test('a moment is told as people write it, and for which element where it is another one', () => {
  const reason = { kind: 'timer', text: `It waits until ${due}.`, due, at: 'Reminder' } as const;
  expect(inEnglish(reason)).toBe(`It waits until [${due}]. (for Reminder)`);
  expect(inGerman(reason)).toBe(`Es wartet bis [${due}]. (für Reminder)`);
});

test('who a task waits for is named', () => {
  const task = { kind: 'task', text: '' } as const;
  expect(inEnglish({ ...task, assignee: 'Grace' })).toBe('It waits for Grace.');
  expect(inGerman({ ...task, candidates: [] })).toContain('der den Prozess verwaltet');
  const candidates = [
    { kind: 'role', name: 'clerk' },
    { kind: 'member', name: 'Ada' },
  ] as const;
  expect(inGerman({ ...task, candidates })).toBe('Es wartet darauf, dass jemand die Aufgabe übernimmt: Rolle clerk & Ada.');
});

test('what programs and workers have to do is counted', () => {
  const work = { kind: 'work', text: '', about: 'charge' } as const;
  expect(inEnglish({ ...work, tries: 1 })).toBe('It waits for a program that does charge; 1 try is left.');
  expect(inEnglish({ ...work, holder: 'till', due })).toBe(`The program till has the work of charge until [${due}].`);
  expect(inGerman({ kind: 'worker', text: '', code: 'records.denied', tries: 20 })).toContain('20-mal');
});

test('what went wrong stays as it was told', () => {
  expect(inGerman({ kind: 'incident', text: 'away for good', code: 'failed' })).toBe('away for good');
});
