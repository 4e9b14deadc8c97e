import { Decimal, parseNumber } from '@plinth/expression';
import { describe, expect, test } from 'vitest';
import { compileModel } from '../graph/compile-model.ts';
import { readDmn } from '../xml/read-dmn.ts';

const model = compileModel(
  readDmn(`<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="loans" namespace="urn:loans">
    <inputData id="i1" name="amount"><variable name="amount" typeRef="number"/></inputData>
    <businessKnowledgeModel id="f" name="double"><encapsulatedLogic><formalParameter name="n"/><literalExpression><text>n * 2</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
    <decision id="rate" name="rate">
      <variable name="rate"/>
      <informationRequirement><requiredInput href="#i1"/></informationRequirement>
      <decisionTable hitPolicy="PRIORITY">
        <input label="Amount"><inputExpression typeRef="number"><text>amount</text></inputExpression></input>
        <output><outputValues><text>0.1, 0.2, 0.3</text></outputValues></output>
        <annotation name="Source"/><annotation name="Owner"/>
        <rule id="r1"><description>small</description><inputEntry><text>&lt; 100</text></inputEntry><outputEntry><text>0.2</text></outputEntry><annotationEntry><text>§ 4</text></annotationEntry></rule>
        <rule id="r2"><inputEntry><text>[50..200]</text></inputEntry><outputEntry><text>0.1</text></outputEntry><annotationEntry><text>§ 5</text></annotationEntry><annotationEntry><text>Ida</text></annotationEntry></rule>
        <rule id="r3"><inputEntry><text>&gt; 1000</text></inputEntry><outputEntry><text>0.3</text></outputEntry></rule>
      </decisionTable>
    </decision>
    <decision id="cost" name="cost">
      <variable name="cost"/>
      <informationRequirement><requiredDecision href="#rate"/></informationRequirement>
      <informationRequirement><requiredInput href="#i1"/></informationRequirement>
      <knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement>
      <literalExpression><text>double(amount) * rate</text></literalExpression>
    </decision>
  </definitions>`),
);
const explain = (amount: Parameters<typeof model.evaluate>[1]['values'][string]) =>
  model.evaluate('cost', { values: { amount } }, { explain: true }).explanation;

describe('E: an evaluation explains itself', () => {
  test('E1: every input, decision and call with its value, what depends after what it depends on', () => {
    const found = explain(60);
    expect(found?.steps.map(({ kind, name, value, arguments: given }) => [kind, name, value, given])).toEqual([
      ['input', 'amount', 60, null],
      ['call', 'double', 120, { n: 60 }],
      ['decision', 'rate', '0.1', null],
      ['decision', 'cost', 12, null],
    ]);
    expect(found).toMatchObject({
      format: 1,
      model: { name: 'loans', namespace: 'urn:loans' },
      asked: 'cost',
      value: 12,
      isCutOff: false,
      reasons: [],
    });
  });

  test('E2: which rules matched and which made the result, with their annotations', () => {
    expect(explain(60)?.steps.flatMap(({ tables }) => tables)).toEqual([
      {
        hitPolicy: 'PRIORITY',
        aggregation: null,
        inputs: [{ label: 'Amount', expression: 'amount', value: 60 }],
        matched: [
          { rule: 1, id: 'r1', description: 'small', inputs: ['< 100'], outputs: ['0.2'], annotations: [{ name: 'Source', text: '§ 4' }] },
          {
            rule: 2,
            id: 'r2',
            description: null,
            inputs: ['[50..200]'],
            outputs: ['0.1'],
            annotations: [
              { name: 'Source', text: '§ 5' },
              { name: 'Owner', text: 'Ida' },
            ],
          },
        ],
        fired: [2],
        isDefault: false,
      },
    ]);
  });

  test('E3: why something is null, and where', () => {
    const found = explain(500);
    expect(found?.value).toBeNull();
    expect(found?.reasons[0]).toEqual({ element: 'rate', place: '', severity: 'error', message: 'no rule matches', from: 0, to: 0 });
    expect(found?.reasons[1]).toMatchObject({ element: 'cost', message: expect.stringContaining('has no result') });
  });

  test('E4: it is plain JSON with every digit, the same for the same question', () => {
    const amount = parseNumber('1234567890123456789.000000000000001');
    expect(amount).toBeInstanceOf(Decimal);
    const found = explain(amount);
    expect(found?.steps[0]?.value).toBe('1234567890123456789.000000000000001');
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
    expect(JSON.stringify(explain(amount))).toBe(JSON.stringify(found));
  });

  test('E5: a thousand times a thousand steps are cut off, and said to be', () => {
    const text = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="urn:m"><decision id="d" name="d"><context>
      <contextEntry><variable name="f"/><functionDefinition><formalParameter name="n"/><literalExpression><text>n</text></literalExpression></functionDefinition></contextEntry>
      <contextEntry><literalExpression><text>count(for i in 1..6000 return f(i))</text></literalExpression></contextEntry>
    </context></decision></definitions>`;
    const { value, explanation } = compileModel(readDmn(text)).evaluate('d', { values: {} }, { explain: true });
    expect(value).toBe(6_000);
    expect(explanation).toMatchObject({ isCutOff: true });
    expect(explanation?.steps.length).toBe(5_000);
  });
});
