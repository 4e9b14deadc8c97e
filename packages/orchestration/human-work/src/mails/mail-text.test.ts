import { expect, test } from 'vitest';
import { mailText } from './mail-text.ts';

const task = { name: 'Approve', instanceKey: 'L-1', due: '2026-03-01T10:00:00.000Z', isAssigned: true };
const about = { name: 'Eva', application: 'Bank', tasks: [task], address: 'https://plinth.example/inbox' };

test('one task is told with what is known of it, in the language of the application', () => {
  const { subject, text } = mailText('de-AT', about);
  expect(subject).toBe('Eine Aufgabe wartet auf Sie in Bank');
  expect(text).toContain('- Approve (Ihre, L-1, fällig ');
  expect(text).toContain('https://plinth.example/inbox');
  expect(mailText('ar', about).text).toContain('مرحبًا Eva،');
  expect(mailText('xx', { ...about, address: null }).text).not.toContain('Open them here');
});

test('of many tasks some are told, and how many there are', () => {
  const { subject, text } = mailText('en', { ...about, tasks: Array.from({ length: 25 }, () => task) });
  expect(subject).toBe('25 tasks wait for you in Bank');
  expect(text.match(/^- /gm)).toHaveLength(20);
  expect(text).toContain('and 5 more');
});

test('names stay on their line, and turn nothing around', () => {
  const hostile = `x\r\nBcc: mallory@evil.example\u202e${'y'.repeat(10_000)}`;
  const { subject, text } = mailText('en', { ...about, name: hostile, application: hostile, tasks: [{ ...task, name: hostile }] });
  expect(`${subject}${text}`).not.toMatch(/\r|\u202e|^Bcc/m);
  expect(text.length).toBeLessThan(2000);
});
