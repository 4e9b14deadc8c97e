import { expect, test } from 'vitest';
import { readSteps, writeSteps } from './step-clip.ts';
import { insertSteps, listAt, moveStep, pathKey, stepAt, withoutStep, withStep } from './step-path.ts';

const say = (message: string) => ({ do: 'notify', message });
const steps = [
  // biome-ignore lint/suspicious/noThenProperty: a word of the page action language
  { do: 'if', condition: 'a', then: [say('one'), say('two')], else: [say('three')] },
  { do: 'createRecord', entity: 'task', values: {}, catch: [say('failed')] },
];

test('steps are found, changed and removed wherever they stand', () => {
  expect(stepAt(steps, [0, 'then', 1])).toEqual(say('two'));
  expect(listAt(steps, [0, 'nowhere' as never])).toEqual([]);
  expect(stepAt(withStep(steps, [0, 'else', 0], say('four')), [0, 'else', 0])).toEqual(say('four'));
  expect(withoutStep(steps, [0])).toEqual([steps[1]]);
});

test('a branch without steps is left out, but what a condition must have stays', () => {
  expect(withoutStep(steps, [1, 'catch', 0])[1]).toEqual({ do: 'createRecord', entity: 'task', values: {} });
  const emptied = withoutStep(withoutStep(steps, [0, 'then', 0]), [0, 'then', 0]);
  // biome-ignore lint/suspicious/noThenProperty: a word of the page action language
  expect(emptied[0]).toEqual({ do: 'if', condition: 'a', then: [], else: [say('three')] });
});

test('steps move among their neighbours and keep their branch', () => {
  expect(moveStep(steps, [0, 'then', 0], 1)?.path).toEqual([0, 'then', 1]);
  expect(listAt(moveStep(steps, [0, 'then', 0], 1)?.steps ?? [], [0, 'then'])).toEqual([say('two'), say('one')]);
  expect(moveStep(steps, [0, 'then', 0], -1)).toBeNull();
  expect(moveStep(steps, [1], 1)).toBeNull();
});

test('a branch that there was not begins with what is put into it', () => {
  const added = insertSteps(steps, [1, 'then'], 0, [say('done')]);
  // biome-ignore lint/suspicious/noThenProperty: a word of the page action language
  expect(added[1]).toMatchObject({ then: [say('done')], catch: [say('failed')] });
  expect(pathKey([1, 'then', 0])).toBe('1.then.0');
});

test('what was copied is read back', () => {
  expect(readSteps(writeSteps(steps))).toEqual({ steps });
});

test.each([
  '',
  'plain words',
  '[]',
  'null',
  '{"plinth":"components","format":1}',
  `{"plinth":"actions","format":1,"actions":[${' '.repeat(1_000_001)}]}`,
])('%.40s are no steps', (text) => {
  expect(readSteps(text)).toBeNull();
});

test.each([
  ['[]', 'actions is empty'],
  ['3', 'actions must be a list of page actions'],
  ['[{"do":"eval","code":"alert(1)"}]', 'actions/0/do "eval" is no page action'],
  ['[{"do":"if","condition":"a","then":[{"do":"gone"}]}]', 'actions/0/then/0/do "gone" is no page action'],
])('steps %s are told to be wrong', (actions, problem) => {
  expect(readSteps(`{"plinth":"actions","format":1,"actions":${actions}}`)).toEqual({ problem });
});
