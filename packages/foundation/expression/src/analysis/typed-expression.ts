import type { Builtin } from '../builtins/builtin.ts';
import type { Node } from '../syntax/ast.ts';
import type { FeelType } from '../types/feel-type.ts';

/** Where the value of a name comes from. */
export type Resolution =
  /** A variable of `for`, `some`, `every`, a function's parameter, `item`, `partial` or `?`, by its depth. */
  | { readonly kind: 'local'; readonly index: number }
  /** A name the caller declared. */
  | { readonly kind: 'scope'; readonly name: string }
  /** An entry of the item that a filter looks at; `certain` where its type says it is there. */
  | {
      readonly kind: 'entry';
      readonly index: number;
      readonly name: string;
      readonly certain: boolean;
      readonly otherwise: Resolution | null;
    }
  /** A builtin function as a value. */
  | { readonly kind: 'builtin'; readonly name: string }
  | { readonly kind: 'unknown' };

/** An expression after parsing and type-checking: what all back ends start from. */
export interface TypedExpression {
  readonly text: string;
  readonly root: Node;
  readonly type: FeelType;
  /** The names of the scope it reads, each as the longest path that is certain: `[['client', 'name']]`. */
  readonly dependencies: readonly (readonly string[])[];
  readonly typeOf: (node: Node) => FeelType;
  readonly resolutionOf: (node: Node) => Resolution;
  /** The ways in which a call of a builtin can be meant; empty for other calls. */
  readonly builtinsOf: (node: Node) => readonly Builtin[];
}
