import type { ComparisonOperator, Node } from '../syntax/ast.ts';
import type { Code } from './code.ts';
import type { Locals } from './locals.ts';
import type { Written } from './written.ts';

/** What the writers of single forms need of the one that knows them all. */
export interface PartWriter {
  readonly locals: Locals;
  write(node: Node): Written;
  /** A call of a function of the runtime. */
  runtime(name: string, ...given: readonly Written[]): Code;
  /** A local variable by its depth. */
  local(index: number): Written;
  comparison(operator: ComparisonOperator, left: Written, right: Written): Written;
}
