/** Places where an assertion holds: of the text, with the flag `m` of one of its lines, of words (JavaScript's `\\b`), and the rest. */
export type Edge = 'start' | 'end' | 'line-start' | 'line-end' | 'word' | 'no-word';

/** A pattern as it was read. */
export type PatternNode =
  /** One character of a class, written as JavaScript writes it with the flag `v`. */
  | { readonly kind: 'letter'; readonly source: string }
  | { readonly kind: 'edge'; readonly edge: Edge }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternNode[] }
  /** The first one that leads to a match. */
  | { readonly kind: 'choice'; readonly options: readonly PatternNode[] }
  /** What `$1` stands for; numbers begin at 1. */
  | { readonly kind: 'group'; readonly number: number; readonly of: PatternNode }
  /** `most` is infinite for `*` and `+`; one that is greedy takes as many as it can. */
  | { readonly kind: 'repeat'; readonly of: PatternNode; readonly least: number; readonly most: number; readonly greedy: boolean }
  /** Whether another pattern begins here, or ends here where it is looked for behind; takes no character. */
  | { readonly kind: 'look'; readonly ahead: boolean; readonly negative: boolean; readonly of: PatternNode }
  /** What a group matched, once more. */
  | { readonly kind: 'back-reference'; readonly group: number };

/** A pattern with what its flags say of all of it. */
export interface PatternTree {
  readonly root: PatternNode;
  readonly groups: number;
  readonly ignoresCase: boolean;
}

export function partsOfPattern(node: PatternNode): readonly PatternNode[] {
  switch (node.kind) {
    case 'sequence':
      return node.parts;
    case 'choice':
      return node.options;
    case 'group':
    case 'repeat':
    case 'look':
      return [node.of];
    default:
      return [];
  }
}
