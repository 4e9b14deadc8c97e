import type { TypedExpression } from '../analysis/typed-expression.ts';
import type { Node } from '../syntax/ast.ts';
import type { FeelValue } from '../values/value.ts';
import { compileClosure } from './compile-closure.ts';

/** Whether nothing of a scope, of a caller or of the moment is in a part, so that it has one value for ever. */
export function isConstant(typed: TypedExpression, node: Node): boolean {
  switch (node.kind) {
    case 'null':
    case 'boolean':
    case 'number':
    case 'string':
    case 'at':
      return true;
    case 'negate':
      return isConstant(typed, node.of);
    case 'arithmetic':
      return isConstant(typed, node.left) && isConstant(typed, node.right);
    case 'list':
      return node.items.every((item) => isConstant(typed, item));
    case 'call': {
      const moment = node.of.kind === 'name' && (node.of.name === 'now' || node.of.name === 'today');
      return !moment && typed.builtinsOf(node).length > 0 && node.arguments.every(({ value }) => isConstant(typed, value));
    }
    default:
      return false;
  }
}

/** The value of a part that is constant. */
export function constantValue(typed: TypedExpression, node: Node): FeelValue {
  return compileClosure({ ...typed, root: node })({ get: () => null });
}
