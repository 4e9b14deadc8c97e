import { compile, evaluate, type FeelValue } from '@plinth/expression';
import fc from 'fast-check';
import type { Aggregation, DecisionTable, HitPolicy } from '../model/boxed-expression.ts';
import type { DecisionModel } from '../model/decision-model.ts';

/** Literals of every kind that has an order, near each other so that cells and inputs meet. */
const literals = {
  number: ['0', '1', '2', '2.5', '3', '-1', '10.00', '1e2', '12345678901234567890.5'],
  string: ['""', '"a"', '"b"', '"B"', '"𐀀"', '"\ufffd"'],
  boolean: ['true', 'false'],
  date: ['date("2024-02-28")', '@"2024-02-29"', 'date("2024-03-01")'],
  'date and time': [
    '@"2024-02-29T00:00:00"',
    '@"2024-02-29T12:00:00Z"',
    '@"2024-02-29T13:00:00+01:00"',
    'date and time("2024-03-01T00:00:00@Europe/Berlin")',
  ],
  time: ['@"00:00:00"', 'time("12:00:00Z")', '@"13:00:00+01:00"', '@"23:59:59"'],
  'days and time duration': ['@"PT1H"', 'duration("P1D")', '@"PT24H"', '@"-P1D"'],
  'years and months duration': ['@"P1M"', '@"P1Y"', 'duration("P12M")'],
} as const;

export type LiteralKind = keyof typeof literals;
const literalKinds = Object.keys(literals) as LiteralKind[];

const literal = (kinds: readonly LiteralKind[]) => fc.constantFrom(...kinds).chain((kind) => fc.constantFrom(...literals[kind]));
const ends = (kinds: readonly LiteralKind[]) =>
  fc.constantFrom(...kinds).chain((kind) => fc.tuple(fc.constantFrom(...literals[kind]), fc.constantFrom(...literals[kind])));

/** Cells whose outcome can be known before the input. */
function constantTest(kinds: readonly LiteralKind[]): fc.Arbitrary<string> {
  const range = fc
    .tuple(fc.constantFrom('[', '(', ']'), ends(kinds), fc.constantFrom(']', ')', '['))
    .map(([open, [low, high], close]) => `${open}${low}..${high}${close}`);
  const comparison = fc.tuple(fc.constantFrom('<', '<=', '>', '>='), literal(kinds)).map(([operator, of]) => `${operator} ${of}`);
  return fc.oneof(
    { weight: 4, arbitrary: literal(kinds) },
    { weight: 4, arbitrary: comparison },
    { weight: 3, arbitrary: range },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom('=', '!='), literal(kinds)).map(([operator, of]) => `${operator} ${of}`) },
    { weight: 1, arbitrary: fc.array(fc.oneof(literal(kinds), range), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`) },
    { weight: 1, arbitrary: fc.constantFrom('null', '= null', '!= null') },
  );
}

/** Cells of every sort, also such as only asking decides. */
export function cell(kinds: readonly LiteralKind[], others: readonly string[]): fc.Arbitrary<string> {
  const tests = fc.array(constantTest(kinds), { minLength: 1, maxLength: 3 }).map((all) => all.join(', '));
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('-', '') },
    { weight: 8, arbitrary: tests },
    { weight: 2, arbitrary: tests.map((text) => `not(${text})`) },
    { weight: 2, arbitrary: others.length === 0 ? tests : fc.constantFrom(...others) },
  );
}

const opaqueCells = [
  '< b',
  '? = a',
  '? != null',
  'c',
  '[a, 1, "a"]',
  'count(?) = 1',
  '? in [1..2]',
  '< <',
  'nothing',
  'list contains(?, 1)',
];

/** A value that an input may have: of any kind, also none. */
export const inputValue: fc.Arbitrary<FeelValue> = fc.oneof(
  { weight: 10, arbitrary: literal(literalKinds).map((text) => evaluate(compile(text))) },
  { weight: 1, arbitrary: fc.constantFrom<FeelValue>(null, [], ['a'], [1, 2], { x: 1 }, evaluate(compile('[1..3]'))) },
);

export const outputs = ['"high"', '"middle"', '"low"', '1', '2.5', 'a', 'null', '"beyond"'];

/** Tables with every hit policy over inputs named a, b, c. */
export function anyTable(maxRules: number): fc.Arbitrary<DecisionTable> {
  const kinds = fc.oneof(
    fc.constant(literalKinds),
    fc.constantFrom(...literalKinds).map((kind) => [kind]),
  );
  const policy = fc.constantFrom<readonly [HitPolicy, Aggregation | null]>(
    ['UNIQUE', null],
    ['ANY', null],
    ['PRIORITY', null],
    ['FIRST', null],
    ['RULE ORDER', null],
    ['OUTPUT ORDER', null],
    ['COLLECT', null],
    ['COLLECT', 'SUM'],
    ['COLLECT', 'COUNT'],
    ['COLLECT', 'MIN'],
    ['COLLECT', 'MAX'],
  );
  return fc
    .tuple(policy, fc.array(kinds, { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 2 }))
    .chain(([[hitPolicy, aggregation], columns, width]) =>
      fc
        .array(
          fc.tuple(
            fc.tuple(...columns.map((column) => cell(column, opaqueCells))),
            fc.array(fc.constantFrom(...outputs), { minLength: width, maxLength: width }),
          ),
          { maxLength: maxRules },
        )
        .map((rules) => ({
          kind: 'table' as const,
          type: null,
          hitPolicy,
          aggregation,
          annotations: [],
          inputs: columns.map((_, index) => ({ label: null, expression: 'abc'.charAt(index), type: null, allowed: null })),
          outputs: Array.from({ length: width }, (_, index) => ({
            name: width === 1 ? null : `o${index}`,
            type: null,
            allowed: index === 0 ? '"high", "middle", "low", 1, 2.5, null' : null,
            otherwise: null,
          })),
          rules: rules.map(([inputs, results]) => ({ id: null, description: null, annotations: [], inputs, outputs: results })),
        })),
    );
}

/** A model whose one decision `result` is the table. */
export function modelOf(table: DecisionTable): DecisionModel {
  const names = ['a', 'b', 'c'];
  return {
    name: 'generated',
    namespace: 'urn:generated',
    imports: [],
    items: [],
    knowledge: [],
    services: [],
    inputs: names.map((name) => ({ id: name, name, type: null })),
    decisions: [
      {
        id: 'result',
        name: 'result',
        type: null,
        question: null,
        requirements: { inputs: names.map((name) => `#${name}`), decisions: [], knowledge: [] },
        logic: table,
      },
    ],
  };
}
