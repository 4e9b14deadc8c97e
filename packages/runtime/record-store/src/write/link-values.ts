import { referencedId } from '@plinth/app-definition';
import { type PipelinePart, statement } from '@plinth/database';
import type { Violation } from '@plinth/foundation';
import type { RecordValues } from '../expressions/entity-rules.ts';
import { qualifiedName } from '../migration/isolated-table.ts';
import type { ApplicationModel, EntityModel, RelationModel } from '../model/entity-model.ts';

/** Most records that one record may be linked to by a relation in one write. */
const mostLinks = 1000;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The values of a write: those of fields, and the ids that each written relation leads to from then on. */
export interface SplitValues {
  readonly fields: RecordValues;
  readonly links: ReadonlyMap<RelationModel, readonly string[]>;
  readonly violations: readonly Violation[];
}

/** Tells values of fields from lists of ids of many-to-many relations. */
export function splitLinks(entity: EntityModel, given: RecordValues): SplitValues {
  const fields: [string, unknown][] = [];
  const links = new Map<RelationModel, readonly string[]>();
  const violations: Violation[] = [];
  for (const [key, value] of Object.entries(given)) {
    const relation = entity.relations.get(key);
    if (relation === undefined || entity.fieldsByKey.has(key)) fields.push([key, value]);
    else if (relation.linkTable === null)
      violations.push({ path: `/${key}`, message: 'is written on the other side', hint: `Change the reference of ${relation.target}.` });
    else {
      const ids = Array.isArray(value) ? value.map(referencedId) : [];
      if (!Array.isArray(value) || ids.length > mostLinks || ids.some((id) => typeof id !== 'string' || !uuid.test(id)))
        violations.push({ path: `/${key}`, message: `must be a list of at most ${mostLinks} ids` });
      else links.set(relation, [...new Set((ids as string[]).map((id) => id.toLowerCase()))]);
    }
  }
  return { fields: Object.fromEntries(fields), links, violations };
}

/** Makes the links of a record just these; those that are there already stay as they are. */
export function linkParts(model: ApplicationModel, links: SplitValues['links'], id: string): PipelinePart[] {
  return [...links].flatMap(([relation, ids]) => {
    if (relation.linkTable === null) return [];
    const table = qualifiedName(model.schema, relation.linkTable);
    return [
      { statement: statement(`delete from ${table} where source = $1::uuid and not target = any($2::uuid[])`), values: [id, ids] },
      {
        statement: statement(
          `insert into ${table} (source, target) select $1::uuid, each from unnest($2::uuid[]) as each on conflict (source, target) do nothing`,
        ),
        values: [id, ids],
      },
    ];
  });
}
