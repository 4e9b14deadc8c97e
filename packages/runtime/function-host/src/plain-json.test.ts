import { expect, test } from 'vitest';
import { mostDepth } from './limits.ts';
import { tooDeep, unplainJson } from './plain-json.ts';

test.each([
  [null, null],
  [{ a: [1, 'x', { b: null }], constructor: 'a name like others' }, null],
  [JSON.parse(`${'['.repeat(mostDepth)}${']'.repeat(mostDepth)}`), null],
  [JSON.parse(`${'['.repeat(mostDepth + 1)}${']'.repeat(mostDepth + 1)}`), /500 deep/],
  [JSON.parse(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`), /500 deep/],
  [JSON.parse('[{"a": {"__proto__": {"isAdministrator": true}}}]'), /__proto__/],
])('what strangers sent as JSON: %#', (value, problem) => {
  if (problem === null) expect(unplainJson(value)).toBeNull();
  else expect(unplainJson(value)).toMatch(problem);
  // Names are a function's own business.
  expect(tooDeep(value)).toBe(problem?.source.includes('deep') ? unplainJson(value) : null);
});
