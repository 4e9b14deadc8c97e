import { pageActions } from '@plinth/app-definition';
import { expect, test } from 'vitest';
import { actionWords, innerActions } from './action-words.ts';

test('every page action is said in words of its own', () => {
  for (const name of Object.keys(pageActions)) expect(actionWords({ do: name })).not.toBe(name);
});

test('what is no action is said to be unreadable', () => {
  for (const wrong of [null, 3, 'open', {}, { do: 4 }]) expect(actionWords(wrong)).toBe('Something unreadable');
});

test('what follows is told with when', () => {
  // biome-ignore lint/suspicious/noThenProperty: a word of the page action language
  const save = { do: 'updateRecord', then: [{ do: 'close' }], catch: [{ do: 'notify', message: 'No' }] };
  expect(innerActions(save).map(({ when }) => when)).toEqual(['then', 'if it fails']);
});
