import type { Edge, PatternNode, PatternTree } from './pattern-tree.ts';

const edges: Readonly<Record<Edge, string>> = {
  start: '^',
  end: '$',
  'line-start': '(?:^|(?<=\\n)(?!$))',
  'line-end': '(?=\\n|$)',
  word: '\\b',
  'no-word': '\\B',
};

/** The same pattern for the engine of JavaScript; null where that refuses a class. */
export function javascriptPattern({ root, ignoresCase }: PatternTree): RegExp | null {
  return expressionOf(sourceOf(root), ignoresCase, 'g');
}

/** A test of one character against a class; null where the class is none, such as a range that goes down. */
export function classTest(source: string, ignoresCase: boolean): RegExp | null {
  return expressionOf(`^${source}$`, ignoresCase, '');
}

function expressionOf(source: string, ignoresCase: boolean, more: string): RegExp | null {
  try {
    return new RegExp(source, `${more}v${ignoresCase ? 'i' : ''}`);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function sourceOf(node: PatternNode): string {
  switch (node.kind) {
    case 'letter':
      return node.source;
    case 'edge':
      return edges[node.edge];
    case 'sequence':
      return node.parts.map((part) => (part.kind === 'choice' ? `(?:${sourceOf(part)})` : sourceOf(part))).join('');
    case 'choice':
      return node.options.map(sourceOf).join('|');
    case 'group':
      return `(${sourceOf(node.of)})`;
    case 'repeat': {
      const most = node.most === Number.POSITIVE_INFINITY ? '' : node.most;
      return `(?:${sourceOf(node.of)}){${node.least},${most}}${node.greedy ? '' : '?'}`;
    }
    case 'look':
      return `(?${node.ahead ? '' : '<'}${node.negative ? '!' : '='}${sourceOf(node.of)})`;
    case 'back-reference':
      return `(?:\\${node.group})`;
  }
}
