import { pageActions } from '@plinth/app-definition';
import type { TextLookup } from '@plinth/component-kit';
import { expect, test } from 'vitest';
import { actionKinds } from './action-kinds.ts';
import { actionWords } from './action-words.ts';

const text: TextLookup = (_id, english, values = {}) => (english ?? '').replaceAll(/\{(\w+)\}/g, (_whole, name) => String(values[name]));
const names = {
  page: (key: string) => `“${key}”`,
  entity: (key: string) => (key === 'task' ? 'Task' : key),
  process: (key: string) => `“${key}”`,
  eventType: (key: string) => key,
  externalAction: (key: string) => `“${key}”`,
};

test.each([
  [{ do: 'createRecord', entity: 'task', values: { title: '= event.value', done: false } }, 'Create task with title, done'],
  [{ do: 'updateRecord', entity: 'task', id: '= row.id', values: { done: true } }, 'Change done of task'],
  [{ do: 'setState', values: { filter: '= event.value', page: 1 } }, 'Remember filter = event.value, page = 1'],
  [{ do: 'navigate', page: 'tasks' }, 'Go to “tasks”'],
  [{ do: 'confirm', message: "'= sure?" }, 'Ask “= sure?”'],
  // biome-ignore lint/suspicious/noThenProperty: a word of the page action language
  [{ do: 'if', condition: 'a > 1', then: [] }, 'If a > 1'],
  [{ do: 'publishEvent', type: 'orderPlaced', data: {} }, 'Tell that “orderPlaced”'],
  [{ do: 'callAction', action: 'pay', input: {} }, 'Ask for “pay”'],
  [{ do: 'startProcess', process: 'loan', variables: { amount: 1 } }, 'Start “loan”'],
  [{ do: 'callFunction', function: 'rate', input: { amount: 1 } }, 'Call the function rate'],
  [{ do: 'completeTask', task: '= parameters.task', variables: { approved: true, reason: '' } }, 'Complete the task with approved, reason'],
  [{ do: 'completeTask', task: '= parameters.task' }, 'Complete the task'],
  [{ do: 'delegateTask', task: '= parameters.task', to: '= other.email' }, 'Delegate the task to other.email'],
  [{ do: 'close' }, 'Close what is open'],
  [{ do: 'eval' }, 'Something unreadable'],
  ['<script>', 'Something unreadable'],
])('%j reads as it should', (step, words) => {
  expect(actionWords(step, text, names)).toBe(words);
});

test('a very long value is told in part', () => {
  expect(actionWords({ do: 'notify', message: '🙂'.repeat(10_000) }, text, names)).toBe(`Say “${'🙂'.repeat(119)}…”`);
});

test('a value cannot turn around the words behind it', () => {
  expect(actionWords({ do: 'notify', message: '\u202Eabc' }, text, names)).toBe('Say “abc”');
});

test('every page action that there is can be added', () => {
  expect(actionKinds.map(({ name }) => name).sort()).toEqual(Object.keys(pageActions).sort());
});
