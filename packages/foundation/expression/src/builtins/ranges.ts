import { PlinthError } from '@plinth/foundation';
import type { Node } from '../syntax/ast.ts';
import { KnownNames } from '../syntax/known-names.ts';
import { parseExpression } from '../syntax/parser.ts';
import { negateValue } from '../values/arithmetic.ts';
import { compareValues, kindOf } from '../values/comparison.ts';
import { parseNumber } from '../values/decimal.ts';
import { parseDate, parseDateTime, parseDuration, parseTemporal, parseTime } from '../values/parse-temporal.ts';
import { FeelRange, type FeelValue } from '../values/value.ts';
import { stepsOf, stepsOfHardNumber } from '../values/weight.ts';
import { builtin } from './builtin.ts';

const readers: Readonly<Record<string, (text: string) => FeelValue>> = {
  date: parseDate,
  time: parseTime,
  'date and time': parseDateTime,
  duration: parseDuration,
};

const names = new KnownNames();
for (const name of Object.keys(readers)) names.add(name);

/** The range that a text holds; its ends are literals, nothing is evaluated. Null for any other text. */
function parseRange(text: string): FeelValue {
  let node: Node;
  try {
    node = parseExpression(text, names);
  } catch (error) {
    if (error instanceof PlinthError) return null;
    throw error;
  }
  if (node.kind !== 'range') return null;
  const low = literalValue(node.low);
  const high = literalValue(node.high);
  if (low === undefined || high === undefined || (low === null && high === null)) return null;
  // An end that is not there is not part of the range.
  if ((low === null && node.lowIncluded) || (high === null && node.highIncluded)) return null;
  if (low !== null && high !== null) {
    const order = kindOf(low) === kindOf(high) ? compareValues(low, high) : null;
    if (order === null || order > 0) return null;
  }
  return new FeelRange(node.lowIncluded, low, high, node.highIncluded);
}

/** The value of a literal; undefined where the node is none. */
function literalValue(node: Node): FeelValue | undefined {
  switch (node.kind) {
    case 'null':
      return null;
    case 'string':
      return node.value;
    case 'number':
      return parseNumber(node.digits) ?? undefined;
    case 'at':
      return parseTemporal(node.value) ?? undefined;
    case 'negate': {
      const of = literalValue(node.of);
      return of === undefined || of === null ? undefined : (negateValue(of) ?? undefined);
    }
    case 'call': {
      const [argument] = node.arguments;
      if (node.of.kind !== 'name' || node.arguments.length !== 1 || argument?.value.kind !== 'string') return undefined;
      const read = Object.hasOwn(readers, node.of.name) ? readers[node.of.name] : undefined;
      return read?.(argument.value.value) ?? undefined;
    }
    default:
      return undefined;
  }
}

/** §10.3.4.1, `range` (DMN 1.5). */
export const rangeBuiltins = [
  builtin('range', ['from: string'], 'range', 'The range a text holds: [1..10).', ([from], environment) => {
    if (typeof from !== 'string') return null;
    environment.step(stepsOfHardNumber + stepsOf(16 * from.length));
    return parseRange(from);
  }),
];
