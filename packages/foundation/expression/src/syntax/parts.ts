import type { Node } from './ast.ts';

/** The parts of a node in the order in which they are written. */
export function partsOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'null':
    case 'boolean':
    case 'number':
    case 'string':
    case 'at':
    case 'name':
    case 'anything':
      return [];
    case 'path':
    case 'negate':
    case 'unary-comparison':
    case 'instance-of':
      return [node.of];
    case 'filter':
      return [node.of, node.condition];
    case 'call':
      return [node.of, ...node.arguments.map(({ value }) => value)];
    case 'arithmetic':
    case 'comparison':
    case 'and':
    case 'or':
      return [node.left, node.right];
    case 'between':
      return [node.of, node.low, node.high];
    case 'in':
      return [node.of, ...node.tests];
    case 'tests':
      return node.tests;
    case 'range':
      return [node.low, node.high];
    case 'list':
      return node.items;
    case 'context':
      return node.entries.map(({ value }) => value);
    case 'if':
      return [node.condition, node.then, node.else];
    case 'for':
      return [...node.iterations.flatMap(({ in: source, to }) => (to === null ? [source] : [source, to])), node.result];
    case 'some':
    case 'every':
      return [...node.iterations.flatMap(({ in: source, to }) => (to === null ? [source] : [source, to])), node.condition];
    case 'function':
      return [node.body];
  }
}

/** Those that take more of the stack than an operator does, measured. */
const levelsByKind: Partial<Record<Node['kind'], number>> = {
  for: 9,
  some: 7,
  every: 7,
  list: 6,
  context: 6,
  in: 6,
  tests: 6,
  filter: 4,
  call: 3,
};
const levels = new WeakMap<Node, number>();

/** Levels of the stack that a part takes while it is evaluated, at most; one for an operator. */
export function levelsOf(node: Node): number {
  const known = levels.get(node);
  if (known !== undefined) return known;
  const found = (levelsByKind[node.kind] ?? 1) + partsOf(node).reduce((most, part) => Math.max(most, levelsOf(part)), 0);
  levels.set(node, found);
  return found;
}

const sizes = new WeakMap<Node, number>();
/** So many parts of a body are one step more of each time it is evaluated. */
const partsOfStep = 16;

/** Steps that evaluating a part once takes, at least one: what is long takes longer. */
export function stepsToEvaluate(node: Node): number {
  return 1 + Math.floor(sizeOf(node) / partsOfStep);
}

function sizeOf(node: Node): number {
  const known = sizes.get(node);
  if (known !== undefined) return known;
  const found = 1 + partsOf(node).reduce((sum, part) => sum + sizeOf(part), 0);
  sizes.set(node, found);
  return found;
}
