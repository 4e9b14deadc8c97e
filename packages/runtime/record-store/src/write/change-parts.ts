import { referencedId } from '@plinth/app-definition';
import type { Database, PipelinePart } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import type { Grant } from '../access/access.ts';
import { recordErrors } from '../errors.ts';
import type { RecordValues, Referred } from '../expressions/rule-compiler.ts';
import { attachmentPart } from '../files/attachment-part.ts';
import type { EntityModel, FieldModel } from '../model/entity-model.ts';
import type { ReadScope } from '../read/record-reader.ts';
import { columnValues } from './column-values.ts';
import { linkParts, type SplitValues, splitLinks } from './link-values.ts';
import { draftCreate, draftUpdate, type PreparedRecord, prepareRecord, requireValid } from './prepare-record.ts';
import { readReferred } from './referred-values.ts';
import {
  deletePart,
  eventsOf,
  grantedPart,
  historyPart,
  type Insertion,
  insertPart,
  markPart,
  outboxPart,
  referencePart,
  updatePart,
} from './write-statements.ts';

/** A record that is about to be made. */
export interface NewRow {
  readonly id: string;
  readonly given: SplitValues;
  readonly prepared: PreparedRecord;
}

/** A record at a version. */
export interface At {
  readonly id: string;
  readonly version: number;
}

/** What the parts of a change have in common. */
export interface Change {
  readonly context: RequestContext;
  readonly scope: ReadScope;
  readonly entity: EntityModel;
  readonly grants: readonly Grant[];
}

type Parts = (PipelinePart | null)[];

/** New records from what was given, with everything that is wrong with each. */
export async function newRows(
  context: RequestContext,
  database: Pick<Database, 'batch'>,
  { scope, entity }: Pick<Change, 'scope' | 'entity'>,
  records: readonly { readonly id: string; readonly values: RecordValues }[],
): Promise<NewRow[]> {
  const { model, permissions } = scope;
  const drafts = records.map(({ id, values }) => {
    const given = splitLinks(entity, values);
    return { id, given, draft: draftCreate(model, entity, permissions, given.fields) };
  });
  const whole = drafts.filter(({ draft }) => draft.violations.length === 0).map(({ draft }) => draft);
  const referred = await readReferred(context, database, scope, entity, whole);
  return drafts.map(({ id, given, draft }) => {
    const prepared = prepareRecord(model, entity, permissions, draft, referred(draft));
    return { id, given, prepared: { ...prepared, violations: [...given.violations, ...prepared.violations] } };
  });
}

/** What making records takes; the insertion itself comes first. */
export function insertParts(
  context: RequestContext,
  scope: ReadScope,
  entity: EntityModel,
  rows: readonly NewRow[],
  insert = (insertion: Insertion) => insertPart(scope.model, entity, insertion),
): Parts {
  const written = new Set(rows.flatMap(({ given }) => [...Object.keys(given.fields), ...relationKeys(given)]));
  const grants = grantsToWrite(scope, entity, 'create', [...written]);
  const ids = rows.map(({ id }) => id);
  const values = rows.map(({ id, prepared }) => ({ id, ...rowOf(entity.fields, prepared) }));
  return [
    insert({ rows: values, actor: context.actor.id, events: eventsOf(context, scope.model, entity, 'created', ids) }),
    ...linkDemands(
      scope,
      rows.map(({ given }) => given),
    ),
    ...rows.flatMap(({ id, given }) => linkParts(scope, given.links, id)),
    grantedPart(scope, entity, grants, ids),
    ...demandsOn(
      { context, scope, entity, grants },
      ids,
      rows.map(({ given }) => given),
    ),
    historyPart(scope.model, entity, 'created', ids, context.actor.id),
  ];
}

/** A record that is about to be changed. */
export interface ChangedRow {
  readonly before: RecordValues;
  /** The values with those that change. */
  readonly values: RecordValues;
  readonly given: SplitValues;
}

/** A record with what is given for some of its fields. */
export function changedRow(entity: EntityModel, before: RecordValues, values: RecordValues): ChangedRow {
  const given = splitLinks(entity, values);
  return { before, values: { ...before, ...given.fields }, given };
}

/** What changing fields of a record takes. Throws `records.invalid`. */
export function updateParts(change: Change, at: At, { before, given }: ChangedRow, referred: Referred): Parts {
  const { context, scope, entity, grants } = change;
  const draft = draftUpdate(entity, scope.permissions, before, given.fields);
  const prepared = prepareRecord(scope.model, entity, scope.permissions, draft, referred);
  requireValid([...given.violations, ...prepared.violations]);
  return [
    updatePart(entity, prepared.fields, at, rowOf(prepared.fields, prepared), context.actor.id),
    ...linkDemands(scope, [given]),
    ...linkParts(scope, given.links, at.id),
    grantedPart(scope, entity, grants, [at.id]),
    ...demandsOn(change, [at.id], [{ ...given, fields: changedValues(before, given.fields) }]),
    historyPart(scope.model, entity, 'updated', [at.id], context.actor.id),
    outboxPart(scope.model, eventsOf(context, scope.model, entity, 'updated', [at.id])),
  ];
}

/** What deleting records takes; their history is kept before they go. */
export function deleteParts({ context, scope, entity }: Change, records: readonly At[]): Parts {
  if (records.length === 0) return [];
  const ids = records.map(({ id }) => id);
  const history = historyPart(scope.model, entity, 'deleted', ids, context.actor.id);
  const change = entity.record.softDelete
    ? [...records.map((at) => markPart(entity, true, at, context.actor.id)), history]
    : [history, deletePart(entity, records)];
  return [...change, outboxPart(scope.model, eventsOf(context, scope.model, entity, 'deleted', ids))];
}

/** What bringing a deleted record back takes. */
export function restoreParts({ context, scope, entity }: Change, at: At): Parts {
  return [
    markPart(entity, false, at, context.actor.id),
    historyPart(scope.model, entity, 'restored', [at.id], context.actor.id),
    outboxPart(scope.model, eventsOf(context, scope.model, entity, 'restored', [at.id])),
  ];
}

/** The grants that allow to write all of these fields; throws where there is none. */
export function grantsToWrite(
  scope: ReadScope,
  entity: EntityModel,
  operation: 'create' | 'update',
  keys: readonly string[],
): readonly Grant[] {
  const grants = scope.permissions.access.require(entity, operation);
  const fitting = grants.filter((grant) => keys.every((key) => !grant.hidden.has(key) && !grant.locked.has(key)));
  if (fitting.length > 0) return fitting;
  const denied = keys.find((key) => grants.some((grant) => grant.hidden.has(key) || grant.locked.has(key)));
  throw recordErrors.fieldDenied({ field: denied ?? '' });
}

function relationKeys({ links }: SplitValues): string[] {
  return [...links.keys()].map(({ key }) => key);
}

function rowOf(fields: readonly FieldModel[], { values }: PreparedRecord): Record<string, unknown> {
  return Object.assign({}, ...fields.map((field) => columnValues(field, values))) as Record<string, unknown>;
}

/** The demand that the writer may see what records are linked to; made before the links are, so that it says which relation is wrong. */
function linkDemands(scope: ReadScope, given: readonly SplitValues[]): Parts {
  const linked = new Map<string, { readonly key: string; readonly target: string; readonly ids: string[] }>();
  for (const { links } of given) {
    for (const [{ key, target }, { added }] of links) {
      const known = linked.get(key) ?? { key, target, ids: [] };
      known.ids.push(...added);
      linked.set(key, known);
    }
  }
  return [...linked.values()].map((link) => referencePart(scope, link, [...new Set(link.ids)], false));
}

/** The demands on what records refer to: the writer may see it, and files are the writer's own. */
function demandsOn({ context, scope, entity }: Change, records: readonly string[], given: readonly SplitValues[]): Parts {
  return [
    ...entity.fields.filter(({ target }) => target !== null).map((field) => referencePart(scope, field, idsIn(given, field))),
    ...entity.fields
      .filter(({ record }) => record.type === 'file')
      .map((field) => attachmentPart(context, scope.model, entity, field, idsIn(given, field), records)),
  ];
}

/** The ids that a field refers to in the given values, each once. */
function idsIn(given: readonly SplitValues[], field: FieldModel): string[] {
  const ids = given.map(({ fields }) => referencedId(fields[field.key])).filter((id) => typeof id === 'string');
  return [...new Set(ids.filter((id) => id !== '').map((id) => id.toLowerCase()))];
}

/** The given values without those that refer to what the record refers to already. */
function changedValues(before: RecordValues, given: RecordValues): RecordValues {
  return Object.fromEntries(Object.entries(given).filter(([key, value]) => referencedId(value) !== referencedId(before[key])));
}
