import type { FeelType } from '../types/feel-type.ts';

/** Where a node stands: UTF-16 offsets, the end excluded. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '**';

/** The syntax tree of an expression, as written. */
export type Node = Place &
  (
    | { readonly kind: 'null' }
    | { readonly kind: 'boolean'; readonly value: boolean }
    /** Digits as written, so that nothing is lost. */
    | { readonly kind: 'number'; readonly digits: string }
    | { readonly kind: 'string'; readonly value: string }
    /** `@"2026-01-01"`. */
    | { readonly kind: 'at'; readonly value: string }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'path'; readonly of: Node; readonly name: string; readonly nameFrom: number }
    | { readonly kind: 'filter'; readonly of: Node; readonly condition: Node }
    | { readonly kind: 'call'; readonly of: Node; readonly arguments: readonly Argument[] }
    | { readonly kind: 'negate'; readonly of: Node }
    | { readonly kind: 'arithmetic'; readonly operator: ArithmeticOperator; readonly left: Node; readonly right: Node }
    | { readonly kind: 'comparison'; readonly operator: ComparisonOperator; readonly left: Node; readonly right: Node }
    | { readonly kind: 'and'; readonly left: Node; readonly right: Node }
    | { readonly kind: 'or'; readonly left: Node; readonly right: Node }
    | { readonly kind: 'between'; readonly of: Node; readonly low: Node; readonly high: Node }
    | { readonly kind: 'in'; readonly of: Node; readonly tests: readonly Node[] }
    /** `< 5` where a test may stand; also `(< 5)`, a range. */
    | { readonly kind: 'unary-comparison'; readonly operator: ComparisonOperator; readonly of: Node }
    /** `-` as unary test. */
    | { readonly kind: 'anything' }
    /** Unary tests: any of them; with `not`, none. */
    | { readonly kind: 'tests'; readonly tests: readonly Node[]; readonly not: boolean }
    | { readonly kind: 'instance-of'; readonly of: Node; readonly type: FeelType }
    | { readonly kind: 'range'; readonly lowIncluded: boolean; readonly low: Node; readonly high: Node; readonly highIncluded: boolean }
    | { readonly kind: 'list'; readonly items: readonly Node[] }
    | { readonly kind: 'context'; readonly entries: readonly { readonly name: string; readonly value: Node }[] }
    | { readonly kind: 'if'; readonly condition: Node; readonly then: Node; readonly else: Node }
    | { readonly kind: 'for'; readonly iterations: readonly Iteration[]; readonly result: Node }
    | { readonly kind: 'some' | 'every'; readonly iterations: readonly Iteration[]; readonly condition: Node }
    | {
        readonly kind: 'function';
        readonly parameters: readonly { readonly name: string; readonly type: FeelType | null }[];
        readonly body: Node;
      }
  );

export interface Argument {
  /** Null where the argument is positional. */
  readonly name: string | null;
  readonly value: Node;
}

export interface Iteration {
  readonly name: string;
  readonly in: Node;
  /** The end of `in from..to`. */
  readonly to: Node | null;
}
