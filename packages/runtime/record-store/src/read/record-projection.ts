import { quoteIdentifier, quoteLiteral } from '@plinth/database';
import { recordErrors } from '../errors.ts';
import { qualifiedName } from '../migration/isolated-table.ts';
import { decidedByKey, type FieldModel, isSystemField, systemFields, tableOf } from '../model/entity-model.ts';
import { allowedOperations } from './allowed-operations.ts';
import type { EntityView } from './entity-view.ts';

/** What to bring along: reference or relation key to what to bring along there. */
export interface ExpandTree {
  readonly [key: string]: ExpandTree;
}

/** How many records of a relation come along with each record of a list. */
const mostRelated = 100;
/** The same with a record that is asked for alone. */
export const mostRelatedToOne = 1000;

const deepest = 8;
const mostExpanded = 30;

/** Reads paths such as `account.district` and `loans` into a tree. */
export function expandTree(paths: readonly string[]): ExpandTree {
  const tree: Record<string, ExpandTree> = Object.create(null) as Record<string, ExpandTree>;
  if (paths.length > mostExpanded) throw recordErrors.tooMany({ found: paths.length, things: 'paths to expand', most: mostExpanded });
  for (const path of paths) {
    const keys = path.split('.');
    if (keys.length > deepest) throw recordErrors.tooMany({ found: keys.length, things: 'steps in a path', most: deepest });
    let node = tree;
    for (const key of keys) {
      node[key] ??= Object.create(null) as Record<string, ExpandTree>;
      node = node[key] as Record<string, ExpandTree>;
    }
  }
  return tree;
}

/** SQL of a value as the API writes it: what JSON numbers cannot carry exactly is text. */
export function jsonValue(view: EntityView, field: FieldModel): string {
  const column = view.column(field);
  switch (field.record.type) {
    case 'decimal':
      return `${column}::text`;
    case 'money': {
      if (field.currencyColumn === null) return `${column}::text`;
      const currency = view.column(field, field.currencyColumn);
      return `case when ${column} is not null then json_build_object('amount', ${column}::text, 'currency', ${currency}) end`;
    }
    case 'reference':
      return view.entity.source === null ? column : `${column}::text`;
    case 'duration':
      // Connections to other databases write durations so by themselves.
      if (view.entity.source !== null) return `${column}::text`;
      return `plinth.iso_duration(${column})`;
    case 'file': {
      const file = qualifiedName(view.model.schema, '_file');
      return `(select json_build_object('id', f.id, 'name', f.name, 'mediaType', f.media_type, 'size', f.size) from ${file} f where f.id = ${column})`;
    }
    default:
      return column;
  }
}

/** SQL of a record's title; null where it cannot be told. */
export function titleSql(view: EntityView): string {
  const { title } = view.entity.record;
  if (title !== undefined) {
    try {
      // A number, too, is a name that people read.
      return view.dialect.text(`(${view.expression(title)})`);
    } catch (error) {
      if (view.access === null) throw error;
      // A title over hidden fields says nothing to who may not see them; any other title is an error also with all fields.
      view.unrestricted().expression(title);
      return view.dialect.text('null');
    }
  }
  const first = view.entity.fields.find((field) => field.record.type === 'text' && view.sees(field.key));
  return first === undefined ? view.dialect.text(`${view.alias}.id`) : view.column(first);
}

/** What records show beside their fields. */
export interface Further {
  /** What the reader may do with each, as `allowed`. */
  readonly allowed?: boolean;
  /** How many records of a relation come along with each. */
  readonly related?: number;
}

/** The select list of a record: `id`, `version`, `title`, its fields, who wrote it when, and what is expanded. Joins are added to the view. */
export function projection(
  view: EntityView,
  expand: ExpandTree,
  fields: readonly string[] | null = null,
  { allowed = false, related = mostRelated }: Further = {},
): string {
  const { entity, alias } = view;
  requireKnown(view, expand, fields);
  const wanted = (key: string) => isWanted(key, expand, fields);
  // Ids are text, whatever the key of another database is.
  const list = [entity.source === null ? `${alias}.id` : `${alias}.id::text as id`, `${alias}.version`];
  if (!entity.fieldsByKey.has('title') && wanted('title')) list.push(`${titleSql(view)} as title`);
  for (const field of entity.fields) {
    if (!view.sees(field.key) || !wanted(field.key)) continue;
    const below = Object.hasOwn(expand, field.key) ? expand[field.key] : undefined;
    const value = below === undefined ? jsonValue(view, field) : expandedReference(view, field, below);
    list.push(`${value} as ${quoteIdentifier(field.key)}`);
  }
  for (const [key, system] of Object.entries(systemFields)) {
    if (key === 'id' || key === 'version' || entity.fieldsByKey.has(key) || !wanted(key)) continue;
    list.push(`${alias}.${system.column} as ${quoteIdentifier(key)}`);
  }
  const decided = entity.fields.filter(({ key, decided }) => decided !== null && view.sees(key) && wanted(key));
  if (decided.length > 0) list.push(`${decidedBySql(view, decided)} as ${quoteIdentifier(decidedByKey)}`);
  if (allowed && !entity.fieldsByKey.has('allowed')) list.push(`${allowedOperations(view)} as allowed`);
  for (const [key, below] of Object.entries(expand)) {
    if (entity.relations.has(key)) list.push(`${expandedRelation(view, key, below, related)} as ${quoteIdentifier(key)}`);
  }
  return list.join(', ');
}

/** Whether a record shows what is under a key. */
export function isWanted(key: string, expand: ExpandTree, fields: readonly string[] | null): boolean {
  return fields === null || fields.includes(key) || key in expand;
}

/** Throws `records.bad-field` where something is asked for that the reader does not know of. */
export function requireKnown(view: EntityView, expand: ExpandTree, fields: readonly string[] | null): void {
  const { entity } = view;
  for (const key of Object.keys(expand)) {
    const known = entity.relations.has(key) ? view.sees(key) : entity.fieldsByKey.get(key)?.target != null;
    if (!known) throw unknownPath(view, key);
  }
  for (const key of fields ?? []) {
    const known =
      (entity.fieldsByKey.has(key) && view.sees(key)) || (!entity.fieldsByKey.has(key) && (isSystemField(key) || key === 'title'));
    if (!known) view.path([key]);
  }
}

/** SQL of which version of which decision gave each of the fields. */
function decidedBySql(view: EntityView, fields: readonly FieldModel[]): string {
  const entries = fields.map((field) => `${quoteLiteral(field.key)}, ${view.column(field, field.decided?.column)}`);
  return `json_strip_nulls(json_build_object(${entries.join(', ')}))`;
}

function unknownPath(view: EntityView, key: string): Error {
  const known = [
    ...view.entity.fields.filter((field) => field.target !== null).map((field) => field.key),
    ...[...view.entity.relations.keys()].filter((relation) => view.sees(relation)),
  ];
  const hint = known.length === 0 ? 'It has no references and no relations.' : `What can be expanded is ${known.join(', ')}.`;
  return recordErrors.badField({ field: key, entity: view.entity.key, hint });
}

/** Aliases of nested selects need only differ from those around them. */
function nestedAlias(view: EntityView): string {
  return `${view.alias}x`;
}

function expandedReference(view: EntityView, field: FieldModel, below: ExpandTree): string {
  const target = view.model.entities.get(field.target ?? '');
  if (target === undefined) throw unknownPath(view, field.key);
  const inner = view.at(target, nestedAlias(view));
  const list = projection(inner, below);
  const readable = inner.readable();
  const where = `${inner.alias}.id = ${view.column(field)}${readable === null ? '' : ` and ${readable}`}`;
  return `(select row_to_json(one.*) from (select ${list} from ${tableOf(target)} ${inner.alias}${inner.joins.sql} where ${where}) one)`;
}

function expandedRelation(view: EntityView, key: string, below: ExpandTree, most: number): string {
  const relation = view.entity.relations.get(key);
  const target = relation === undefined ? undefined : view.model.entities.get(relation.target);
  if (relation === undefined || target === undefined) throw unknownPath(view, key);
  const inner = view.at(target, nestedAlias(view));
  const list = projection(inner, below);
  const readable = inner.readable();
  const link =
    relation.linkTable === null
      ? `${inner.alias}.${quoteIdentifier(relation.column ?? '')} = ${view.alias}.id`
      : `${inner.alias}.id in (select link.target from ${qualifiedName(view.model.schema, relation.linkTable)} link where link.source = ${view.alias}.id)`;
  const where = `${link}${readable === null ? '' : ` and ${readable}`}`;
  // The order of the sub-select is the order of the aggregate: nothing in between changes it.
  return `(select coalesce(json_agg(row_to_json(many.*)), ${quoteLiteral('[]')}::json) from (select ${list} from ${tableOf(target)} ${inner.alias}${inner.joins.sql} where ${where} order by ${inner.alias}.id limit ${most}) many)`;
}
