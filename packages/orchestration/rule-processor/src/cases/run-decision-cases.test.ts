import { describe, expect, test } from 'vitest';
import { compileModel } from '../graph/compile-model.ts';
import { readDmn } from '../xml/read-dmn.ts';
import { runDecisionCases } from './run-decision-cases.ts';

const model = compileModel(
  readDmn(`<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="urn:m">
    <inputData id="a" name="amount"><variable name="amount" typeRef="number"/></inputData>
    <inputData id="d" name="day"><variable name="day" typeRef="date"/></inputData>
    <decision id="r" name="result"><informationRequirement><requiredInput href="#a"/></informationRequirement><informationRequirement><requiredInput href="#d"/></informationRequirement>
      <literalExpression><text>{ rate: amount / 10, due: day + duration("P1D"), list: [amount, "x", null], yes: amount &gt; 0 }</text></literalExpression></decision>
  </definitions>`),
);
const inputs = { amount: '12345678901234567890.5', day: '2024-02-28' };
const right = { rate: '1234567890123456789.05', due: '2024-02-29', list: ['12345678901234567890.5', 'x', null], yes: true };
const run = (
  expected: Parameters<typeof runDecisionCases>[1][number]['expected'],
  given: Record<string, string | number> = inputs,
  decision = 'result',
) => runDecisionCases(model, [{ name: 'case', decision, inputs: given, expected }])[0];

describe('C1: stored cases', () => {
  test('pass where every digit and every day is right', () =>
    expect(run(right)).toMatchObject({ passed: true, differences: [], failure: null }));

  test.each([
    ['a last digit', { ...right, rate: '1234567890123456789.06' }, 'rate'],
    ['a day', { ...right, due: '2024-03-01' }, 'due'],
    ['an item', { ...right, list: [right.list[0] ?? null, 'y', null] }, 'list[2]'],
    ['an item too few', { ...right, list: right.list.slice(0, 2) }, 'list[3]'],
    ['a truth', { ...right, yes: false }, 'yes'],
    ['a text that looks like the truth', { ...right, yes: 'true' }, 'yes'],
    ['an entry too many', { ...right, more: null }, 'more'],
    ['nothing', null, ''],
  ])('fail by %s, and say where', (_what, expected, path) => {
    expect(run(expected)).toMatchObject({ passed: false, differences: [{ path }] });
  });

  test('an input that does not fit is told, a decision that is not there fails alone', () => {
    expect(run(right, { amount: 'much', day: '2024-02-28' })?.reasons).toContainEqual(expect.objectContaining({ element: 'amount' }));
    const both = runDecisionCases(model, [
      { name: 'lost', decision: 'gone', inputs: {}, expected: null },
      { name: 'good', decision: 'result', inputs, expected: right },
    ]);
    expect(both.map(({ passed, failure }) => [passed, failure])).toEqual([
      [false, expect.stringContaining('There is no decision gone')],
      [true, null],
    ]);
  });
});
