import { builtins, type TypedExpression } from '@plinth/expression';

type Node = TypedExpression['root'];

const operators = ['+', '-', '*', '/', '**', '=', '!=', '<', '<=', '>', '>='];
const kinds = [
  'null',
  'boolean',
  'number',
  'string',
  'at',
  'name',
  'path',
  'filter',
  'negate',
  'and',
  'or',
  'between',
  'in',
  'unary-comparison',
  'tests',
  'anything',
  'instance-of',
  'range',
  'list',
  'context',
  'if',
  'for',
  'some',
  'every',
  'function',
  'call of a value',
  'call by name',
];

/** How many expressions use each operator, form and builtin of the language. */
export class FeatureCounts {
  readonly #counts = new Map<string, number>();
  #expressions = 0;

  constructor() {
    for (const name of [...operators, ...kinds, ...builtins.map(({ name }) => `${name}()`)]) this.#counts.set(name, 0);
  }

  add(typed: TypedExpression): void {
    this.#expressions++;
    for (const feature of new Set(featuresOf(typed, typed.root))) this.#counts.set(feature, (this.#counts.get(feature) ?? 0) + 1);
  }

  /** What no expression uses. */
  missing(): string[] {
    return [...this.#counts].filter(([, count]) => count === 0).map(([feature]) => feature);
  }

  /** Share of the expressions by feature, in percent. */
  shares(): Readonly<Record<string, number>> {
    const share = (count: number) => Number(((100 * count) / Math.max(1, this.#expressions)).toFixed(2));
    return Object.fromEntries([...this.#counts].map(([feature, count]) => [feature, share(count)]));
  }
}

function* featuresOf(typed: TypedExpression, node: Node): Generator<string> {
  if (node.kind === 'arithmetic' || node.kind === 'comparison') yield node.operator;
  else if (node.kind === 'call') {
    if (node.arguments.some(({ name }) => name !== null)) yield 'call by name';
    const isBuiltin = typed.builtinsOf(node).length > 0;
    yield isBuiltin && node.of.kind === 'name' ? `${node.of.name}()` : 'call of a value';
  } else yield node.kind;
  for (const part of partsOf(node)) yield* featuresOf(typed, part);
}

/** The nodes that stand in a node, whatever it calls them. */
function partsOf(node: Node): Node[] {
  return Object.values(node).flatMap((value) => nodesIn(value));
}

function nodesIn(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  if (typeof value !== 'object' || value === null) return [];
  if ('kind' in value && 'from' in value) return [value as Node];
  return 'value' in value || 'in' in value ? Object.values(value).flatMap(nodesIn) : [];
}
