import { type PatternNode, type PatternTree, partsOfPattern } from './pattern-tree.ts';

/**
 * How many characters an engine that goes back and tries again can look at in a text of a length, at most: as many ways as there are
 * through the pattern, from every character on. Infinite where a repeated part has several ways itself, as in `(a+)+`.
 */
export function backtrackingCost({ root }: PatternTree, length: number): number {
  const starts = beginsAtStart(root) ? 1 : length + 1;
  return starts * ways(root, length) * (Math.min(letters(root), length) + 1 + looks(root, length));
}

function ways(node: PatternNode, length: number): number {
  switch (node.kind) {
    case 'letter':
    case 'edge':
    case 'back-reference':
    case 'look':
      return 1;
    case 'sequence':
      return node.parts.reduce((product, part) => product * ways(part, length), 1);
    case 'choice':
      return node.options.reduce((sum, option) => sum + ways(option, length), 0);
    case 'group':
      return ways(node.of, length);
    case 'repeat': {
      const once = ways(node.of, length);
      if (once === 1) return Math.min(node.most, Math.max(length, node.least)) - node.least + 1;
      if (node.most > 100) return Number.POSITIVE_INFINITY;
      let sum = 0;
      for (let times = node.least; times <= node.most; times++) sum += once ** times;
      return sum;
    }
  }
}

/** Characters that the pattern looks at in any case. */
function letters(node: PatternNode): number {
  if (node.kind === 'letter') return 1;
  if (node.kind === 'back-reference') return Number.POSITIVE_INFINITY;
  if (node.kind === 'look') return 0;
  const inner = partsOfPattern(node).reduce((sum, part) => sum + letters(part), 0);
  return node.kind === 'repeat' ? inner * Math.max(1, node.least) : inner;
}

/** The same of what is looked for ahead or behind, each time that a way comes by. */
function looks(node: PatternNode, length: number): number {
  if (node.kind === 'look') return ways(node.of, length) * (length + 1 + looks(node.of, length));
  const inner = partsOfPattern(node).reduce((sum, part) => sum + looks(part, length), 0);
  return inner === 0 ? 0 : node.kind === 'repeat' ? inner * (Math.min(node.most, Math.max(length, node.least)) + 1) : inner;
}

function beginsAtStart(node: PatternNode): boolean {
  if (node.kind === 'edge') return node.edge === 'start';
  if (node.kind === 'sequence') return node.parts[0] !== undefined && beginsAtStart(node.parts[0]);
  if (node.kind === 'choice') return node.options.every(beginsAtStart);
  return node.kind === 'group' && beginsAtStart(node.of);
}
