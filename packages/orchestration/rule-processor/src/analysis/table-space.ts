import type { FeelType, FeelValue } from '@plinth/expression';
import { compileLiteral, compileTests, type LogicScope } from '../boxed/compile-literal.ts';
import type { DecisionTable } from '../model/boxed-expression.ts';
import { type CellShape, opaque } from '../table/cell-shape.ts';
import { compileColumn } from '../table/compile-rules.ts';
import { type BitSet, intersection, isEmpty } from './bit-set.ts';
import type { Budget } from './budget.ts';
import { InputDomain } from './input-domain.ts';
import type { Box } from './uncovered.ts';

/** A part of a table that the analysis does not understand. Numbers from 1; null where it is not one rule or one input. */
export interface NotAnalysed {
  readonly rule: number | null;
  readonly input: number | null;
  readonly output: number | null;
  readonly reason: string;
}

/** A rule as a part of the space of its inputs. */
export interface RuleBox {
  /** From 1. */
  readonly rule: number;
  /** What the rule matches at most: cells that are not understood are taken as `-`. */
  readonly box: Box;
  /** Whether every cell is understood, so that it matches just that. */
  readonly exact: boolean;
  /** Whether some cell passes no value at all. */
  readonly impossible: boolean;
  /** For each input expression, which of its distinct sets of values the rule takes. */
  readonly setOf: readonly number[];
}

/** The conditions of a table as boxes in a space with a dimension for each input expression. */
export interface TableSpace {
  readonly whole: Box;
  readonly rules: readonly RuleBox[];
  /** The distinct sets of values of each dimension. */
  readonly sets: readonly (readonly BitSet[])[];
  readonly notAnalysed: readonly NotAnalysed[];
  /** Input values that lie in a box, one for each input of the table. */
  readonly sampleOf: (box: Box) => readonly FeelValue[];
  /** Unary tests of a box, one for each input of the table. */
  readonly testsOf: (box: Box) => readonly string[];
}

interface Dimension {
  readonly inputs: readonly number[];
  readonly domain: InputDomain;
  readonly sets: readonly BitSet[];
  /** Index into the sets, by rule. */
  readonly setOf: readonly number[];
  readonly opaqueRules: ReadonlySet<number>;
}

const comparableKinds = new Set<FeelType['kind']>([
  'any',
  'boolean',
  'number',
  'string',
  'date',
  'time',
  'date and time',
  'days and time duration',
  'years and months duration',
]);

export function spaceOf(table: DecisionTable, scope: LogicScope, budget: Budget): TableSpace {
  const notAnalysed: NotAnalysed[] = [];
  // The same expression twice is one thing with one value.
  const byExpression = Map.groupBy(table.inputs.keys(), (index) => table.inputs[index]?.expression.trim() ?? '');
  const dimensions = [...byExpression.values()].map((inputs) => dimensionOf(table, inputs, scope, budget, notAnalysed));
  return {
    whole: dimensions.map(({ domain }) => domain.all),
    sets: dimensions.map(({ sets }) => sets),
    notAnalysed,
    rules: table.rules.map((_, index): RuleBox => {
      const setOf = dimensions.map((dimension) => dimension.setOf[index] ?? 0);
      const box = dimensions.map(({ sets, domain }, dimension) => sets[setOf[dimension] ?? 0] ?? domain.all);
      return {
        rule: index + 1,
        box,
        setOf,
        exact: dimensions.every(({ opaqueRules }) => !opaqueRules.has(index)),
        impossible: box.some(isEmpty),
      };
    }),
    sampleOf: (box) => spread(table, dimensions, (domain, index) => domain.sampleOf(box[index] as BitSet)),
    testsOf: (box) => spread(table, dimensions, (domain, index) => domain.testsOf(box[index] as BitSet)),
  };
}

function spread<Value>(table: DecisionTable, dimensions: readonly Dimension[], of: (domain: InputDomain, index: number) => Value): Value[] {
  return table.inputs.map((_, input) => {
    const index = dimensions.findIndex(({ inputs }) => inputs.includes(input));
    return of((dimensions[index] as Dimension).domain, index);
  });
}

function dimensionOf(
  table: DecisionTable,
  inputs: readonly number[],
  scope: LogicScope,
  budget: Budget,
  notAnalysed: NotAnalysed[],
): Dimension {
  const type = typeOf(table, inputs[0] ?? 0, scope);
  const allowed: CellShape[] = [];
  const columns = inputs.map((input) => {
    const { type: reference, allowed: listed } = table.inputs[input] ?? { type: null, allowed: null };
    for (const text of [...scope.items.of(reference).tests, ...(listed === null ? [] : [listed])]) {
      const { shape } = compileTests(text, type, scope);
      if (shape.kind === 'opaque')
        notAnalysed.push({ rule: null, input: input + 1, output: null, reason: 'what its values may be is only known by asking' });
      allowed.push(shape);
    }
    const texts = table.rules.map((rule) => rule.inputs[input] ?? '-');
    const { cells, cellOf } = compileColumn(texts, type, scope);
    const comparable = comparableKinds.has(type.kind);
    return { input, cellOf, shapes: cells.map(({ shape }) => (comparable || shape.kind === 'anything' ? shape : opaque)) };
  });
  const domain = new InputDomain(
    type,
    columns.flatMap(({ shapes }) => shapes),
    allowed,
  );
  budget.take(domain.parts.length);
  const passing = columns.map(({ shapes }) =>
    shapes.map((shape) => {
      budget.take(domain.all.length);
      return shape.kind === 'constant' ? intersection(domain.passing(shape), domain.all) : domain.all;
    }),
  );
  const opaqueRules = new Set<number>();
  const sets: BitSet[] = [];
  const known = new Map<string, number>();
  const setOf = table.rules.map((_, rule) => {
    const cells = columns.map(({ cellOf }) => cellOf[rule] ?? 0);
    for (const [index, { input, shapes }] of columns.entries()) {
      if (shapes[cells[index] ?? 0] !== opaque) continue;
      opaqueRules.add(rule);
      const reason = comparableKinds.has(type.kind)
        ? 'the cell depends on more than constants, or is no FEEL'
        : `values of the type ${type.kind} are not analysed`;
      notAnalysed.push({ rule: rule + 1, input: input + 1, output: null, reason });
    }
    const place = known.get(cells.join());
    if (place !== undefined) return place;
    known.set(cells.join(), sets.length);
    return sets.push(cells.map((cell, index) => passing[index]?.[cell] ?? domain.all).reduce(intersection)) - 1;
  });
  return { inputs, domain, sets, setOf, opaqueRules };
}

/** The declared type of an input, or that of the name it asks for. */
function typeOf(table: DecisionTable, input: number, scope: LogicScope): FeelType {
  const { type, expression } = table.inputs[input] ?? { type: null, expression: '' };
  const declared = scope.items.of(type).type;
  return declared.kind === 'any' ? compileLiteral(expression, scope).type : declared;
}
