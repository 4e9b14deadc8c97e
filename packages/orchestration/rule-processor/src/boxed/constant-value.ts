import { compileClosure, type FeelValue, scopeOf, type TypedExpression } from '@plinth/expression';

type Node = TypedExpression['root'];

/** Builtins whose value changes with the clock. */
const readTheClock = new Set(['now', 'today']);
const nowhere = scopeOf({});

/** The value of a part that depends on no name, or undefined; also undefined where it would be null for a reason. */
export function constantValue(typed: TypedExpression, node: Node = typed.root): FeelValue | undefined {
  switch (node.kind) {
    case 'null':
      return null;
    case 'boolean':
    case 'string':
      return node.value;
    default:
      if (!isConstant(typed, node)) return undefined;
  }
  let spoke = false;
  const onNull = () => {
    spoke = true;
  };
  const value = compileClosure({ ...typed, root: node }, { onNull })(nowhere);
  return spoke ? undefined : value;
}

function isConstant(typed: TypedExpression, node: Node): boolean {
  switch (node.kind) {
    case 'null':
    case 'boolean':
    case 'string':
    case 'number':
    case 'at':
      return true;
    case 'negate':
      return isConstant(typed, node.of);
    case 'unary-comparison':
      // What is only equal to, or different from, something is a test and no value.
      return node.operator !== '=' && node.operator !== '!=' && isConstant(typed, node.of);
    case 'arithmetic':
      return isConstant(typed, node.left) && isConstant(typed, node.right);
    case 'range':
      return isConstant(typed, node.low) && isConstant(typed, node.high);
    case 'list':
      return node.items.every((item) => isConstant(typed, item));
    case 'call':
      return (
        node.of.kind === 'name' &&
        !readTheClock.has(node.of.name) &&
        typed.builtinsOf(node).length > 0 &&
        node.arguments.every(({ value }) => isConstant(typed, value))
      );
    default:
      return false;
  }
}
