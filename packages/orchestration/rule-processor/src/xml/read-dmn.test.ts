import { processorTime } from '@plinth/foundation/testing';
import { describe, expect, test } from 'vitest';
import { compileModel } from '../graph/compile-model.ts';
import { readDmn } from './read-dmn.ts';

const namespace = 'https://www.omg.org/spec/DMN/20230324/MODEL/';
const model = (content: string) => `<definitions xmlns="${namespace}" name="m" namespace="urn:m">${content}</definitions>`;
const literal = (text: string) => `<literalExpression><text>${text}</text></literalExpression>`;
const decision = (name: string, logic: string, requires: readonly string[] = []) =>
  `<decision id="${name}" name="${name}">${requires
    .map((id) => `<informationRequirement><requiredDecision href="#${id}"/></informationRequirement>`)
    .join('')}${logic}</decision>`;

describe('R1: what cannot be read is refused with line and reason', () => {
  test.each([
    ['nothing', '', 'no element|root|unclosed|ends'],
    ['no XML', 'hello', 'text|outside|root'],
    ['another document', '<html/>', 'begins with html'],
    ['another namespace', '<definitions xmlns="urn:other" name="m"/>', 'urn:other'],
    [
      'an entity expansion',
      `<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${model(decision('d', literal('&b;')))}`,
      'document type',
    ],
    ['an external reference', `<!DOCTYPE d SYSTEM "file:///etc/passwd">${model('')}`, 'document type'],
    ['an unknown entity', model(decision('d', literal('&lol;'))), 'entity'],
    ['a duplicate id', model(decision('d', literal('1')) + decision('d', literal('2'))), 'd stands also in line'],
    ['a decision without a name', model('<decision id="x"/>'), 'lacks a name'],
    [
      'a rule with too few entries',
      model(decision('d', '<decisionTable><input/><output/><rule/></decisionTable>')),
      '0 input entries for 1',
    ],
    ['a hit policy of its own', model(decision('d', '<decisionTable hitPolicy="LAST"/>')), 'hitPolicy is LAST'],
    ['an aggregation of its own', model(decision('d', '<decisionTable hitPolicy="COLLECT" aggregation="MEAN"/>')), 'aggregation is MEAN'],
    ['an import of itself', model(`<import name="" namespace="urn:m" importType="${namespace}"/>`), 'imports itself'],
    [
      'a chain without end',
      model(
        Array.from({ length: 15_000 }, (_, index) => decision(`d${index}`, literal('1'), [`d${index + 1}`])).join('\n') +
          decision('d15000', literal('1')),
      ),
      'over more than 400 levels',
    ],
    ['rules without end', model(decision('d', `<decisionTable>${'<rule/>'.repeat(100_001)}</decisionTable>`)), 'more than 100000 rules'],
    ['an entity a million times', model(decision('d', literal('&lol;'.repeat(1_000_000)))), 'entity'],
    ['a huge attribute without end', `<definitions name="${'a'.repeat(10_000_000)}`, 'unclosed|end'],
    ['endless nesting', `${'<a>'.repeat(10_000)}`, 'nested'],
  ])('%s', (_what, text, reason) => {
    const spent = processorTime();
    expect(() => readDmn(text)).toThrow(new RegExp(`cannot be read.*(${reason}).*line \\d+, column \\d+`, 's'));
    expect(spent()).toBeLessThan(5_000);
  });

  test('twenty megabytes are refused at once', () => {
    const spent = processorTime();
    expect(() => readDmn(model(' '.repeat(21_000_000)))).toThrow('longer than');
    expect(spent()).toBeLessThan(1000);
  });
});

describe('R2: graphs', () => {
  test('decisions that require each other in a circle are refused with the circle, also in models that were not read', () => {
    const text = model(`${decision('a', literal('b'), ['b'])}\n${decision('b', literal('a'), ['a'])}`);
    expect(() => readDmn(text)).toThrow(/circle: a → b → a \(line 2, column \d+\)/);
    const straight = readDmn(text.replace('href="#a"', 'href="#c"'));
    const requirements = { inputs: [], decisions: ['#a'], knowledge: [] };
    const circle = { ...straight, decisions: straight.decisions.map((each) => (each.id === 'b' ? { ...each, requirements } : each)) };
    expect(() => compileModel(circle).evaluate('a', { values: {} })).toThrow('a → b → a');
  });

  test('a requirement that leads nowhere is named', () => {
    const lost = readDmn(model(decision('a', literal('1'), ['gone'])));
    expect(() => compileModel(lost).evaluate('a', { values: {} })).toThrow('#gone');
  });

  test('an unknown decision is answered with those that exist', () => {
    const one = compileModel(readDmn(model(decision('rate', literal('1')))));
    expect(() => one.evaluate('rates', { values: {} })).toThrow(/There is no decision rates/);
  });

  test('a function that calls itself for ever ends in null with its reason', () => {
    const text = `<businessKnowledgeModel id="f" name="f"><encapsulatedLogic><formalParameter name="n"/>${literal('f(n + 1)')}</encapsulatedLogic></businessKnowledgeModel>
      <decision id="d" name="d"><knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement>${literal('f(1)')}</decision>`;
    const { value, reasons } = compileModel(readDmn(model(text))).evaluate('d', { values: {} });
    expect(value).toBeNull();
    expect(reasons.some(({ message }) => message.includes('calls itself'))).toBe(true);
  });

  test('types of imported models count, with and without a prefix; models that import each other are refused', () => {
    const imports = (name: string, from: string) => `<import name="${name}" namespace="urn:${from}" importType="${namespace}"/>`;
    const of = (name: string, content: string) =>
      readDmn(`<definitions xmlns="${namespace}" name="${name}" namespace="urn:${name}">${content}</definitions>`);
    const type = (name: string) =>
      `<itemDefinition name="${name}"><typeRef>number</typeRef><allowedValues><text>[0..9]</text></allowedValues></itemDefinition>`;
    const input = (name: string, typeRef: string) =>
      `<inputData id="${name}" name="${name}"><variable name="${name}" typeRef="${typeRef}"/></inputData>`;
    const main = of(
      'main',
      imports('', 'types') +
        imports('p', 'prefixed') +
        input('a', 'tDigit') +
        input('b', 'p.tOther') +
        decision('d', literal('[a, b]')).replace(
          '<literal',
          '<informationRequirement><requiredInput href="#a"/></informationRequirement><informationRequirement><requiredInput href="#b"/></informationRequirement><literal',
        ),
    );
    const model = compileModel(main, [of('types', type('tDigit')), of('prefixed', type('tOther'))]);
    expect(model.evaluate('d', { values: { a: 5, b: 7 } }).value).toEqual([5, 7]);
    expect(model.evaluate('d', { values: { a: 15, b: 17 } }).value).toEqual([null, null]);
    expect(() => compileModel(main, [of('types', imports('', 'main'))])).toThrow('types → main → types');
  });

  test('names of the prototype are names like any other', () => {
    const text = model(
      `<inputData id="i" name="__proto__"/><decision id="d" name="d"><informationRequirement><requiredInput href="#i"/></informationRequirement>${literal('__proto__')}</decision>`,
    );
    expect(compileModel(readDmn(text)).evaluate('d', { values: {} }).value).toBeNull();
    const values = JSON.parse('{"__proto__": 5}') as { __proto__: number };
    expect(compileModel(readDmn(text)).evaluate('d', { values }).value).toBe(5);
  });
});

test('R3: ten megabytes of rules are read, compiled and asked within seconds', { timeout: 60_000 }, () => {
  const rule = (index: number) =>
    `<rule><inputEntry><text>[${index}..${index + 1})</text></inputEntry><outputEntry><text>${index}</text></outputEntry><annotationEntry><text>${'x'.repeat(60)}</text></annotationEntry></rule>`;
  const rules = Array.from({ length: 60_000 }, (_, index) => rule(index)).join('');
  const table = `<decisionTable hitPolicy="FIRST"><input><inputExpression typeRef="number"><text>a</text></inputExpression></input><output/><annotation/>${rules}</decisionTable>`;
  const text = model(
    `<inputData id="a" name="a"><variable name="a" typeRef="number"/></inputData><decision id="d" name="d"><informationRequirement><requiredInput href="#a"/></informationRequirement>${table}</decision>`,
  );
  expect(text.length).toBeGreaterThan(10_000_000);
  const before = process.threadCpuUsage();
  expect(compileModel(readDmn(text)).evaluate('d', { values: { a: 59_999 } }).value).toBe(59_999);
  // Of the processor: others may be at work beside it.
  const { user, system } = process.threadCpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(15_000);
});
