import { describe, expect, test } from 'vitest';
import { readDmn } from '../xml/read-dmn.ts';
import { compileModel } from './compile-model.ts';

const model = compileModel(
  readDmn(`<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="urn:m">
    <itemDefinition name="tGrade"><typeRef>string</typeRef><allowedValues><text>"a", "b"</text></allowedValues></itemDefinition>
    <inputData id="n" name="amount"><variable name="amount" typeRef="number"/></inputData>
    <inputData id="g" name="grade"><variable name="grade" typeRef="tGrade"/></inputData>
    <inputData id="x" name="elsewhere"><variable name="elsewhere" typeRef="number"/></inputData>
    <decision id="inner" name="inner"><informationRequirement><requiredInput href="#g"/></informationRequirement><literalExpression><text>grade</text></literalExpression></decision>
    <decision id="outer" name="outer"><informationRequirement><requiredDecision href="#inner"/></informationRequirement><informationRequirement><requiredInput href="#n"/></informationRequirement><literalExpression><text>[amount, inner]</text></literalExpression></decision>
    <decisionService id="s" name="service"><outputDecision href="#outer"/><encapsulatedDecision href="#inner"/><inputData href="#g"/><inputData href="#n"/></decisionService>
  </definitions>`),
);

function refused(name: string, values: Parameters<typeof model.evaluate>[1]['values']): unknown {
  try {
    model.evaluate(name, { values }, { inputs: 'refuse' });
    return null;
  } catch (error) {
    return error;
  }
}

describe('I1: missing inputs and those of another type', () => {
  test.each(['outer', 'service'])('are refused, all of them at once: %s', (name) => {
    expect(refused(name, { grade: 'z' })).toMatchObject({
      code: 'decision.invalid-inputs',
      message: expect.stringMatching(/amount \(number\): it is missing/),
      details: {
        inputs: expect.arrayContaining([
          { input: 'amount', namespace: 'urn:m', type: 'number', problem: 'it is missing' },
          { input: 'grade', namespace: 'urn:m', type: 'string', problem: expect.stringContaining('allows') },
        ]),
      },
    });
    expect(refused(name, { grade: 5, amount: '7' })).toMatchObject({ details: { inputs: [{}, {}] } });
    expect(refused(name, { grade: 'a', amount: null })).toBeNull();
    expect(refused(name, { grade: 'a', amount: 5 })).toBeNull();
  });

  test('or are null with a reason each, as the caller likes', () => {
    const { value, reasons } = model.evaluate('outer', { values: { grade: 'z', amount: 'seven' } });
    expect(value).toEqual([null, null]);
    expect(reasons.map(({ element }) => element).sort()).toEqual(['amount', 'grade']);
  });

  test('nobody needs what only other decisions require, nor what the prototype has', () => {
    expect(refused('inner', { grade: 'a' })).toBeNull();
    expect(refused('inner', Object.create({ grade: 'a' }))).toMatchObject({ code: 'decision.invalid-inputs' });
  });
});
