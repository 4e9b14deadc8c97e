import { quoteIdentifier } from '@plinth/database';
import { type Node, partOf, type TypedExpression } from '@plinth/expression';
import { isGivenPath } from '../expressions/given-names.ts';
import { type ApplicationModel, type EntityModel, type FieldModel, isSystemField, systemFields } from '../model/entity-model.ts';
import { needsColumns, pathOf } from '../read/rule-sql.ts';
import { neverNull } from './never-null.ts';

/** A column by which the rows of a row rule are found. */
export interface RuleLookup {
  readonly entity: EntityModel;
  /** Key of the field. */
  readonly key: string;
  /** Physical name. */
  readonly column: string;
  /** How far it narrows down: the more the better. */
  readonly rank: number;
  /** Why no index is made for it by itself; null where one is. */
  readonly reason: string | null;
}

/** What tells rows apart best stands first: the own values of who asks, their groups and roles, constants, ranges. */
const ranks = { own: 5, among: 4, constant: 3, range: 1 } as const;
const isNeverNull = neverNull(true);

/**
 * The columns that together find the rows of a rule, so that no other row need be looked at: of conditions joined by `and`
 * the best one, of those joined by `or` every one. Null where some condition can only be tried on each row.
 */
export function ruleLookups(model: ApplicationModel, entity: EntityModel, typed: TypedExpression): readonly RuleLookup[] | null {
  const { root } = typed;
  if (root.kind === 'and' || root.kind === 'or') {
    const [left = null, right = null] = [root.left, root.right].map((node) => ruleLookups(model, entity, partOf(typed, node)));
    if (root.kind === 'or') return left === null || right === null ? null : [...left, ...right];
    if (left === null || right === null) return left ?? right;
    return worst(right) > worst(left) ? right : left;
  }
  const found = conditionLookup(typed, root);
  const lookup = found === null ? null : lookupOf(model, entity, found.path, found.rank);
  if (lookup === null || (found !== null && found.path.length > 1 && !needsColumns(root, isNeverNull))) return null;
  return [lookup];
}

/** Whether an index of the entity begins with the column. */
export function isIndexed({ entity, column }: Pick<RuleLookup, 'entity' | 'column'>): boolean {
  return column === 'id' || entity.indexes.some(({ sql }) => sql.startsWith(`(${quoteIdentifier(column)}`));
}

/** Made where nothing has to be written for it. */
export function isServed(lookup: RuleLookup): boolean {
  return lookup.reason === null || isIndexed(lookup);
}

function worst(lookups: readonly RuleLookup[]): number {
  return Math.min(...lookups.map((lookup) => (isServed(lookup) ? lookup.rank : 0)));
}

type Found = { readonly path: readonly string[]; readonly rank: number };

/** The column that a condition compares with something known before any row is looked at. */
function conditionLookup(typed: TypedExpression, node: Node): Found | null {
  switch (node.kind) {
    case 'name':
    case 'path':
      return columnIn(node, ranks.constant);
    case 'comparison': {
      if (node.operator === '!=') return null;
      const [left, right] = [columnPath(node.left), columnPath(node.right)];
      const [path, other] = left === null ? [right, node.left] : [left, node.right];
      if (path === null || columnPath(other) !== null) return null;
      const rank = node.operator === '=' ? rankOf(typed, other) : rangeRank(typed, other);
      return rank === null ? null : { path, rank };
    }
    case 'between':
      return isKnown(typed, node.low) && isKnown(typed, node.high) ? columnIn(node.of, ranks.range) : null;
    case 'in': {
      const found = node.tests.flatMap((test) => (test.kind === 'list' ? test.items : [test])).map((test) => testRank(typed, test));
      return found.some((rank) => rank === null) ? null : columnIn(node.of, Math.min(...found.map((rank) => rank ?? 0)));
    }
    case 'call': {
      const [list, item] = node.arguments.map(({ value }) => value);
      const contains = node.of.kind === 'name' && node.of.name === 'list contains';
      return contains && list !== undefined && item !== undefined && isOfUser(list) ? columnIn(item, ranks.among) : null;
    }
    default:
      return null;
  }
}

function testRank(typed: TypedExpression, test: Node): number | null {
  if (test.kind === 'range') return isKnown(typed, test.low) && isKnown(typed, test.high) ? ranks.range : null;
  if (test.kind === 'unary-comparison') {
    if (test.operator === '!=') return null;
    return test.operator === '=' ? rankOf(typed, test.of) : rangeRank(typed, test.of);
  }
  return typed.typeOf(test).kind === 'list' && isOfUser(test) ? ranks.among : rankOf(typed, test);
}

/** How well equality with something narrows down; null where it is not known before a row is looked at. */
function rankOf(typed: TypedExpression, other: Node): number | null {
  if (!isKnown(typed, other)) return null;
  return partOf(typed, other).dependencies.length > 0 ? ranks.own : ranks.constant;
}

function rangeRank(typed: TypedExpression, other: Node): number | null {
  return isKnown(typed, other) ? ranks.range : null;
}

function isKnown(typed: TypedExpression, other: Node): boolean {
  return partOf(typed, other).dependencies.every(isGivenPath);
}

function isOfUser(node: Node): boolean {
  return isGivenPath(pathOf(node));
}

function columnIn(node: Node, rank: number): Found | null {
  const path = columnPath(node);
  return path === null ? null : { path, rank };
}

function columnPath(node: Node): readonly string[] | null {
  const path = pathOf(node);
  return isGivenPath(path) ? null : path;
}

function lookupOf(model: ApplicationModel, entity: EntityModel, [key = '', ...rest]: readonly string[], rank: number): RuleLookup | null {
  const field = entity.fieldsByKey.get(key);
  if (field === undefined) {
    if (!isSystemField(key) || rest.length > 0) return null;
    const { column } = systemFields[key];
    return { entity, key, column, rank, reason: rank === ranks.range ? byRange : key === 'version' ? 'it changes with every write' : null };
  }
  const target = field.target === null ? undefined : model.entities.get(field.target);
  // Each reference has an index already, so what it leads to is the end to look at.
  if (rest.length > 0 && target !== undefined) return lookupOf(model, target, rest, rank);
  if (unordered.has(field.record.type)) return null;
  return { entity, key, column: field.column, rank, reason: rank === ranks.range ? byRange : tooLong(field) };
}

const byRange = 'it is compared by its order';
const unordered = new Set(['json', 'multiChoice', 'file']);
/** Characters of a text that fit an index for certain. */
const longestIndexed = 500;

function tooLong({ record: { type, maxLength } }: FieldModel): string | null {
  if (type !== 'text' && type !== 'longText' && type !== 'url') return null;
  return maxLength !== undefined && maxLength <= longestIndexed ? null : `its texts may be longer than ${longestIndexed} characters`;
}
