import { printType } from '@plinth/expression';
import { expect, test } from 'vitest';
import { readDmn } from '../xml/read-dmn.ts';
import { compileModel } from './compile-model.ts';

const dmn = 'https://www.omg.org/spec/DMN/20230324/MODEL/';
const input = (name: string, type: string) =>
  `<inputData id="${name}" name="${name}"><variable name="${name}" typeRef="${type}"/></inputData>`;
const required = (kind: string, href: string) => `<informationRequirement><required${kind} href="${href}"/></informationRequirement>`;
const decision = (name: string, requirements: string) =>
  `<decision id="${name}" name="${name}">${requirements}<literalExpression><text>1</text></literalExpression></decision>`;

const base = readDmn(
  `<definitions xmlns="${dmn}" name="base" namespace="urn:base">${input('age', 'number')}${decision(
    'adult',
    required('Input', '#age'),
  )}</definitions>`,
);

const model = compileModel(
  readDmn(`<definitions xmlns="${dmn}" name="loans" namespace="urn:loans">
    <import name="b" namespace="urn:base" importType="${dmn}"/>
    <itemDefinition name="tGrade"><typeRef>string</typeRef><allowedValues><text>"A","B"</text></allowedValues></itemDefinition>
    ${input('grade', 'tGrade')}${input('born', 'date')}${input('age', 'number')}
    ${decision('rate', required('Input', '#grade') + required('Decision', 'urn:base#adult'))}
    ${decision('offer letter', required('Decision', '#rate') + required('Input', '#born') + required('Input', '#grade'))}
    <businessKnowledgeModel id="k" name="k"><encapsulatedLogic><formalParameter name="years" typeRef="number"/>
      <literalExpression><text>years</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
    <decisionService id="s" name="s"><outputDecision href="#offer letter"/><inputDecision href="#rate"/><inputData href="#born"/></decisionService>
  </definitions>`),
  [base],
);

const inputsOf = (name: string) =>
  model.requirementsOf(name).inputs.map(({ prefix, name: own, type }) => `${prefix}${prefix && '.'}${own}: ${printType(type)}`);

test('a decision needs the input data of all that it requires, in other models too', () => {
  expect(inputsOf('offer letter')).toEqual(['born: date', 'grade: string', 'b.age: number']);
  expect(model.requirementsOf('offer letter').decisions).toEqual(['rate']);
  expect(inputsOf('rate')).toEqual(['grade: string', 'b.age: number']);
});

test('a service and a knowledge model need their parameters', () => {
  expect(inputsOf('s')).toEqual(['born: date', 'rate: any']);
  expect(inputsOf('k')).toEqual(['years: number']);
});

test('a value is refused that is not of the type or not allowed', () => {
  const [grade] = model.requirementsOf('rate').inputs;
  expect(grade?.problemOf('A')).toBeNull();
  expect(grade?.problemOf('C')).toContain('not among those');
  expect(grade?.problemOf(1)).toContain('not of the declared type');
});

test('an unknown decision is answered with the nearest name, else with all', () => {
  expect(() => model.requirementsOf('Offer leter')).toThrow(expect.objectContaining({ hint: 'Did you mean offer letter?' }));
  expect(() => model.requirementsOf('something else')).toThrow(
    expect.objectContaining({ hint: 'Ask for one of: rate, offer letter, k, s.' }),
  );
});
