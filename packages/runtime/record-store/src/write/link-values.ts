import { referencedId } from '@plinth/app-definition';
import { type PipelinePart, statement } from '@plinth/database';
import { isJsonObject, type Violation } from '@plinth/foundation';
import type { RecordValues } from '../expressions/rule-compiler.ts';
import { qualifiedName } from '../migration/isolated-table.ts';
import type { EntityModel, RelationModel } from '../model/entity-model.ts';
import { EntityView } from '../read/entity-view.ts';
import { Parameters } from '../read/parameters.ts';
import type { ReadScope } from '../read/record-reader.ts';
import { recordPhrases } from '../record-phrases.ts';

/** Most records that one record may be linked to by a relation in one write. */
const mostLinks = 1000;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What becomes of the links of a relation: the given ones are added, others go as `removed` says. */
export interface LinkChange {
  readonly added: readonly string[];
  /** Ids of those that go; `others`: all that are not added. */
  readonly removed: readonly string[] | 'others';
}

/** The values of a write: those of fields, and what becomes of the links of each written relation. */
export interface SplitValues {
  readonly fields: RecordValues;
  readonly links: ReadonlyMap<RelationModel, LinkChange>;
  readonly violations: readonly Violation[];
}

/** Tells values of fields from those of many-to-many relations: a list of ids, or `{ add, remove }` with one each. */
export function splitLinks(entity: EntityModel, given: RecordValues): SplitValues {
  const fields: [string, unknown][] = [];
  const links = new Map<RelationModel, LinkChange>();
  const violations: Violation[] = [];
  for (const [key, value] of Object.entries(given)) {
    const relation = entity.relations.get(key);
    if (relation === undefined || entity.fieldsByKey.has(key)) fields.push([key, value]);
    else if (relation.linkTable === null)
      violations.push({
        path: `/${key}`,
        message: recordPhrases.otherSide(),
        hint: recordPhrases.changeReference({ target: relation.target }),
      });
    else {
      const change = linkChange(value);
      if (change === null) violations.push({ path: `/${key}`, message: recordPhrases.links({ most: mostLinks }) });
      else links.set(relation, change);
    }
  }
  return { fields: Object.fromEntries(fields), links, violations };
}

function linkChange(value: unknown): LinkChange | null {
  if (Array.isArray(value)) {
    const ids = idList(value);
    return ids === null ? null : { added: ids, removed: 'others' };
  }
  if (!isJsonObject(value) || Object.keys(value).some((name) => name !== 'add' && name !== 'remove')) return null;
  const [added, removed] = [idList(value.add ?? []), idList(value.remove ?? [])];
  if (added === null || removed === null) return null;
  return { added, removed: removed.filter((id) => !added.includes(id)) };
}

/** Each id once; null where something else is among them, or too many are. */
function idList(value: unknown): readonly string[] | null {
  if (!Array.isArray(value) || value.length > mostLinks) return null;
  const ids = value.map(referencedId);
  if (!ids.every((id) => typeof id === 'string' && uuid.test(id))) return null;
  return [...new Set(ids.map((id) => (id as string).toLowerCase()))];
}

/**
 * Writes what becomes of the links of a record; those that are there already stay as they are, and so do those to records
 * that the writer does not see: nobody takes away what was not shown.
 */
export function linkParts({ model, permissions }: ReadScope, links: SplitValues['links'], id: string): PipelinePart[] {
  return [...links].flatMap(([relation, { added, removed }]) => {
    const target = model.entities.get(relation.target);
    if (relation.linkTable === null || target === undefined) return [];
    const table = qualifiedName(model.schema, relation.linkTable);
    const parameters = new Parameters();
    const readable = new EntityView(model, target, 't', parameters, permissions.access).readable();
    const seen = readable === null ? '' : ` and target in (select t.id from ${target.qualified} t where ${readable})`;
    const ids = parameters.run('ids', 'uuid[]');
    const gone = `delete from ${table} where source = ${parameters.run('id', 'uuid')} and ${removed === 'others' ? 'not ' : ''}target = any(${ids})${seen}`;
    const run = { id, ids: removed === 'others' ? added : removed };
    return [
      { statement: statement(gone), values: parameters.bind({ user: permissions.user, run }) },
      {
        statement: statement(
          `insert into ${table} (source, target) select $1::uuid, each from unnest($2::uuid[]) as each on conflict (source, target) do nothing`,
        ),
        values: [id, added],
      },
    ];
  });
}
