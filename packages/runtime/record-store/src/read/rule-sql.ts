import { type Node, partOf, type TypedExpression } from '@plinth/expression';
import { isGivenName, isGivenPath } from '../expressions/given-names.ts';
import type { EntityView } from './entity-view.ts';
import { joinSql, onSql } from './joins.ts';

/** Whether a value of `user` is never null. */
export type NeverNull = (path: readonly string[]) => boolean;

/** What a rule is asked for: a row that is found otherwise, or all rows that it lets somebody to. */
export type RuleUse = 'row' | 'rows';

/**
 * A row rule as SQL over a row that is seen as a whole; null denies. Each condition stands by itself, so that an index can
 * serve it: one over a reference looks for what the reference leads to, which PostgreSQL turns around where that is cheaper.
 * `alone` is false where another rule or condition lets to further rows.
 */
export function ruleSql(viewOf: () => EntityView, typed: TypedExpression, isNeverNull: NeverNull, use: RuleUse, alone = true): string {
  const { root } = typed;
  if (root.kind === 'and' || root.kind === 'or') {
    const both = [root.left, root.right];
    const [left, right] = both.map((node) => ruleSql(viewOf, partOf(typed, node), isNeverNull, use, alone && root.kind === 'and'));
    return `(${left} ${root.kind} ${right})`;
  }
  const view = viewOf();
  const known = view.userKnown(typed);
  const sql = conditionSql(view, typed, isNeverNull, use, alone);
  return known === null ? sql : `(${sql} and ${known})`;
}

function conditionSql(view: EntityView, typed: TypedExpression, isNeverNull: NeverNull, use: RuleUse, alone: boolean): string {
  const { root } = typed;
  const condition = view.typedCondition(typed, isNeverNull);
  const [first, ...others] = view.joins.all;
  if (first === undefined) return condition;
  if (readsOneReference(view, typed) && needsColumns(root, isNeverNull)) {
    const from = `from ${first.table} ${first.alias}${joinSql(others)}`;
    // Within `or` PostgreSQL cannot turn the look-up around. A person's few are therefore gathered first, for the index of the reference.
    if (use === 'rows' && !alone && readsUser(view, typed))
      return view.dialect.amongSelected(
        first.key,
        `select ${first.alias}.id ${from} where ${first.kept === null ? '' : `${first.kept} and `}${condition}`,
      );
    return `exists (select 1 ${from} where ${onSql(first)} and ${condition})`;
  }
  // It may be true where the reference leads to nothing. Its joins hang on a row of nothing, for here none can be added.
  return `(select ${condition} from ${view.dialect.oneRow}${view.joins.sql})`;
}

function readsUser(view: EntityView, { dependencies }: TypedExpression): boolean {
  return !view.entity.fieldsByKey.has('user') && dependencies.some(([first]) => first === 'user');
}

/** Whether all that is read of the row stands behind one reference. */
function readsOneReference(view: EntityView, { dependencies }: TypedExpression): boolean {
  const columns = dependencies.filter(([first]) => !isGivenName(view.model, view.entity, first));
  return new Set(columns.map(([first]) => first)).size === 1 && columns.every((path) => path.length > 1);
}

/** Whether a condition that reads columns is never true while they are null. */
export function needsColumns(node: Node, isNeverNull: NeverNull): boolean {
  switch (node.kind) {
    case 'name':
    case 'path':
      return true;
    case 'comparison': {
      const { operator, left, right } = node;
      if (operator === '!=') return isStrict(left) && right.kind === 'null';
      if (!isStrict(left) || !isStrict(right)) return false;
      return operator !== '=' || [left, right].some((side) => isGiven(side, isNeverNull));
    }
    case 'between':
      return [node.of, node.low, node.high].every(isStrict);
    case 'in':
      return isColumn(node.of, isNeverNull) && node.tests.every((test) => isTestOfValues(test, isNeverNull));
    case 'call':
      return node.of.kind === 'name' && node.of.name !== 'not' && node.arguments.every(({ value }) => isStrict(value));
    default:
      return false;
  }
}

/** Null where something in it is. */
function isStrict(node: Node): boolean {
  switch (node.kind) {
    case 'name':
    case 'path':
      return true;
    case 'number':
    case 'string':
    case 'boolean':
    case 'at':
      return true;
    case 'arithmetic':
      return isStrict(node.left) && isStrict(node.right);
    case 'negate':
      return isStrict(node.of);
    case 'call':
      return node.of.kind === 'name' && node.of.name === 'string length' && node.arguments.every(({ value }) => isStrict(value));
    default:
      return false;
  }
}

function isColumn(node: Node, isNeverNull: NeverNull): boolean {
  return (node.kind === 'name' || node.kind === 'path') && !isGiven(node, isNeverNull) && !isGivenPath(pathOf(node));
}

/** Known, and no null, before any row is looked at. */
function isGiven(node: Node, isNeverNull: NeverNull): boolean {
  if (node.kind === 'string' || node.kind === 'number' || node.kind === 'boolean' || node.kind === 'at') return true;
  const path = pathOf(node);
  return path !== null && isNeverNull(path);
}

function isTestOfValues(test: Node, isNeverNull: NeverNull): boolean {
  if (test.kind === 'list') return test.items.every((item) => isTestOfValues(item, isNeverNull));
  if (test.kind === 'range') return isStrict(test.low) && isStrict(test.high);
  if (test.kind === 'unary-comparison')
    return test.operator !== '!=' && (test.operator !== '=' || isGiven(test.of, isNeverNull)) && isStrict(test.of);
  return isGiven(test, isNeverNull);
}

/** The names of a path that begins with a name. */
export function pathOf(node: Node): readonly string[] | null {
  if (node.kind === 'name') return [node.name];
  if (node.kind !== 'path') return null;
  const base = pathOf(node.of);
  return base === null ? null : [...base, node.name];
}
