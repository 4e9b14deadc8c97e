import { type PipelinePart, quoteIdentifier, statement } from '@plinth/database';
import { type RequestContext, uuidV7 } from '@plinth/foundation';
import type { Grant, Permissions } from '../access/access.ts';
import type { UserValues } from '../access/user-values.ts';
import { qualifiedName } from '../migration/isolated-table.ts';
import type { ApplicationModel, EntityModel, FieldModel } from '../model/entity-model.ts';
import { EntityView } from '../read/entity-view.ts';
import { Parameters } from '../read/parameters.ts';
import { projection } from '../read/record-projection.ts';
import type { ReadScope } from '../read/record-reader.ts';

/** What happens to a record; the name of its history entry and, with `plinth.record.` before it, of its event. */
export type RecordChange = 'created' | 'updated' | 'deleted' | 'restored';

/** Rows to be made and the events that announce them. */
export interface Insertion {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly actor: string;
  readonly events: readonly RecordEvent[];
}

/** Inserts rows with their events, all in one statement; values travel as one JSON text. */
export function insertPart(model: ApplicationModel, entity: EntityModel, { rows, actor, events }: Insertion): PipelinePart {
  return { statement: insertStatement(model)(entity), values: [JSON.stringify(rows), actor, JSON.stringify(events)] };
}

const insertStatement = onceFor((model: ApplicationModel) =>
  onceFor((entity: EntityModel) => statement(`with announced as (${announce(model, '$3::json')}) ${insertInto(entity, '$1::json', '$2')}`)),
);

/** Inserts one row with its event and answers with the record as {@link RecordReader.getPart} does, in one statement. */
export function answeringInsert(
  { model, permissions: { access } }: ReadScope,
  entity: EntityModel,
): (user: UserValues, insertion: Insertion) => PipelinePart {
  const parameters = new Parameters();
  const view = new EntityView(model, entity, 't', parameters, access);
  const list = projection(view, {}, null);
  const readable = view.readable();
  const [rows, actor, events] = [parameters.run('rows', 'json'), parameters.run('actor', 'text'), parameters.run('events', 'json')];
  const made = statement(`with t as (${insertInto(entity, rows, actor)} returning *), announced as (${announce(model, events)})
select row_to_json(item.*)::text as item, item.version from (select ${list} from t${view.joins.sql}${readable === null ? '' : ` where ${readable}`}) item`);
  return (user, insertion) => ({
    statement: made,
    values: parameters.bind({
      user,
      run: { rows: JSON.stringify(insertion.rows), actor: insertion.actor, events: JSON.stringify(insertion.events) },
    }),
  });
}

function insertInto(entity: EntityModel, rows: string, actor: string): string {
  const columns = entity.fields.flatMap((field) => field.columns);
  const names = ['id', ...columns.map((column) => quoteIdentifier(column.name))];
  const declared = ['id uuid', ...columns.map((column) => `${quoteIdentifier(column.name)} ${column.type}`)];
  return `insert into ${entity.qualified} (${names.join(', ')}, created_by, updated_by)
select ${names.map((name) => `r.${name}`).join(', ')}, ${actor}, ${actor} from json_to_recordset(${rows}) as r (${declared.join(', ')})`;
}

/** Changes a record that is still at a version, and demands that it was. */
export function updatePart(
  entity: EntityModel,
  fields: readonly FieldModel[],
  at: { readonly id: string; readonly version: number },
  row: Readonly<Record<string, unknown>>,
  actor: string,
): PipelinePart {
  const columns = fields.flatMap((field) => field.columns);
  const sets = columns.map((column) => `${quoteIdentifier(column.name)} = r.${quoteIdentifier(column.name)}, `);
  const declared = ['id uuid', ...columns.map((column) => `${quoteIdentifier(column.name)} ${column.type}`)];
  const text = `with changed as (
  update ${entity.qualified} t set ${sets.join('')}version = t.version + 1, updated_at = now(), updated_by = $3
  from json_to_recordset($1::json) as r (${declared.join(', ')})
  where t.id = r.id and t.version = $2::integer and t.deleted_at is null returning t.id)
select plinth.demand(exists (select from changed), 'version')`;
  return { statement: statement(text), values: [JSON.stringify([{ id: at.id, ...row }]), at.version, actor] };
}

/** Marks a record as deleted, or takes the mark away. */
export function markPart(
  entity: EntityModel,
  deleted: boolean,
  at: { readonly id: string; readonly version: number },
  actor: string,
): PipelinePart {
  const text = `with changed as (
  update ${entity.qualified} set deleted_at = ${deleted ? 'now()' : 'null'}, version = version + 1, updated_at = now(), updated_by = $3
  where id = $1::uuid and version = $2::integer and deleted_at is ${deleted ? '' : 'not '}null returning id)
select plinth.demand(exists (select from changed), 'version')`;
  return { statement: statement(text), values: [at.id, at.version, actor] };
}

/** Destroys records that are still at their versions, and demands that they were; all at once, for some may go with others. */
export function deletePart(entity: EntityModel, records: readonly { readonly id: string; readonly version: number }[]): PipelinePart {
  const text = `with changed as (
  delete from ${entity.qualified} t using unnest($1::uuid[], $2::integer[]) as r (id, version) where t.id = r.id and t.version = r.version returning t.id)
select plinth.demand((select count(*) from changed) = cardinality($1::uuid[]), 'version')`;
  return { statement: statement(text), values: [records.map(({ id }) => id), records.map(({ version }) => version)] };
}

/** Demands that records as they are now stand within the grants; null where every record does. */
export function grantedPart(scope: ReadScope, entity: EntityModel, grants: readonly Grant[], ids: readonly string[]): PipelinePart | null {
  const parameters = new Parameters();
  const granted = new EntityView(scope.model, entity, 't', parameters, null).granted(grants);
  if (granted === null) return null;
  const text = `select plinth.demand(coalesce(bool_and(coalesce(${granted}, false)), false), 'denied') from ${entity.qualified} t where t.id = any(${parameters.run('ids', 'uuid[]')})`;
  return { statement: statement(text), values: parameters.bind({ user: scope.permissions.user, run: { ids } }) };
}

/** Demands that the writer may see what a reference leads to; null where the foreign key says enough, being known as the field's. */
export function referencePart(
  scope: ReadScope,
  field: { readonly key: string; readonly target: string | null },
  ids: readonly string[],
  keyed = true,
): PipelinePart | null {
  const target = scope.model.entities.get(field.target ?? '');
  if (target === undefined || ids.length === 0) return null;
  const parameters = new Parameters();
  const readable = new EntityView(scope.model, target, 't', parameters, scope.permissions.access).readable();
  if (readable === null && keyed) return null;
  const wanted = parameters.run('ids', 'uuid[]');
  const text = `select plinth.demand((select count(*) from ${target.qualified} t where t.id = any(${wanted})${readable === null ? '' : ` and ${readable}`}) = cardinality(${wanted}), ${parameters.run('what', 'text')})`;
  const run = { ids: [...new Set(ids)], what: `reference ${field.key}` };
  return { statement: statement(text), values: parameters.bind({ user: scope.permissions.user, run }) };
}

/** Keeps how records are now; null where the entity keeps no history. */
export function historyPart(
  model: ApplicationModel,
  entity: EntityModel,
  change: RecordChange,
  ids: readonly string[],
  actor: string,
): PipelinePart | null {
  if (entity.historyTable === null) return null;
  const fields = projection(new EntityView(model, entity, 't', new Parameters(), null), {}, [...entity.fieldsByKey.keys()]);
  const list = [fields, ...linkedIds(model, entity)].join(', ');
  // A record that will be gone ends with a version of its own.
  const version = change === 'deleted' && !entity.record.softDelete ? 't.version + 1' : 't.version';
  const text = `insert into ${qualifiedName(model.schema, entity.historyTable)} (id, version, operation, by, record)
select t.id, ${version}, $2, $3, to_jsonb(item.*) from ${entity.qualified} t, lateral (select ${list}) item where t.id = any($1::uuid[])`;
  return { statement: statement(text), values: [ids, change, actor] };
}

/** The ids that each relation many to many leads to; null where it leads to none. */
function linkedIds(model: ApplicationModel, entity: EntityModel): string[] {
  return [...entity.relations.values()].flatMap(({ key, linkTable }) => {
    if (linkTable === null) return [];
    const link = qualifiedName(model.schema, linkTable);
    return [`(select json_agg(l.target order by l.target) from ${link} l where l.source = t.id) as ${quoteIdentifier(key)}`];
  });
}

/** A CloudEvent about a record; it names the record and holds no values. */
export type RecordEvent = Readonly<Record<string, unknown>>;

export function eventsOf(
  context: RequestContext,
  model: ApplicationModel,
  entity: EntityModel,
  change: RecordChange,
  ids: readonly string[],
): RecordEvent[] {
  const source = `/data/${context.tenant.key}/${context.environment?.key ?? ''}/${model.key}`;
  const time = new Date().toISOString();
  return ids.map((id) => ({
    specversion: '1.0',
    id: uuidV7(),
    source,
    type: `plinth.record.${change}`,
    subject: `${entity.key}/${id}`,
    time,
    datacontenttype: 'application/json',
    ...(context.chain === undefined ? {} : { plinthchain: context.chain }),
    data: { entity: entity.key, id, actor: context.actor.id, trace: context.trace },
  }));
}

/** Enters events in the outbox of the environment. */
export function outboxPart(model: ApplicationModel, events: readonly RecordEvent[]): PipelinePart {
  return { statement: outboxStatement(model), values: [JSON.stringify(events)] };
}

const outboxStatement = onceFor((model: ApplicationModel) => statement(announce(model, '$1::json')));

function announce(model: ApplicationModel, events: string): string {
  return `insert into ${qualifiedName(model.schema, '_outbox')} (event) select e from json_array_elements(${events}) as e`;
}

/** What depends on a part of a model alone, as a statement does: made once, not with each write. */
function onceFor<Key extends object, Made>(make: (key: Key) => Made): (key: Key) => Made {
  const known = new WeakMap<Key, Made>();
  return (key) => {
    let made = known.get(key);
    if (made === undefined) {
      made = make(key);
      known.set(key, made);
    }
    return made;
  };
}

/** What a write must know of a record before: its version, its values, and what the writer may do with it; with `lock` nobody else changes it until the transaction ends. */
export function beforePart(
  { model, permissions }: ReadScope,
  entity: EntityModel,
  grants: readonly Grant[],
  id: string,
  deleted: boolean,
  lock = false,
): PipelinePart {
  const parameters = new Parameters();
  const full = new EntityView(model, entity, 't', parameters, null);
  const readable = full.granted(accessGrants(permissions, entity)) ?? 'true';
  const granted = full.granted(grants) ?? 'true';
  const list = projection(full, {}, [...entity.fieldsByKey.keys()]);
  const text = `select t.version, ${granted} as granted, (select to_json(item.*) from (select ${list}) item) as record
from ${entity.qualified} t where t.id = ${parameters.run('id', 'uuid')} and t.deleted_at is ${deleted ? 'not ' : ''}null and ${readable}${lock ? ' for update of t' : ''}`;
  return { statement: statement(text), values: parameters.bind({ user: permissions.user, run: { id } }) };
}

function accessGrants({ access }: Permissions, entity: EntityModel): readonly Grant[] {
  return access.grants(entity, 'read');
}
