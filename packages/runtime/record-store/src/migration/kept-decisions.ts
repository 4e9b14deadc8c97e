import { type Queryable, quoteIdentifier, statement } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import type { EntityModel, FieldModel } from '../model/entity-model.ts';
import type { ExistingTable } from './introspect.ts';

/** More are not counted: a plan is looked at by somebody who waits. */
const mostCounted = 100_000;

interface Asked {
  readonly context: RequestContext;
  readonly queryable: Queryable;
  readonly entity: EntityModel;
  readonly existing: ExistingTable;
  readonly readRows: boolean;
}

/**
 * What becomes of values that earlier versions of a decision gave: nothing, for what was decided is not decided again behind
 * anybody's back. Says of how many records, where somebody looks.
 */
export async function keptDecisions(asked: Asked): Promise<readonly string[]> {
  if (!asked.readRows) return [];
  const told: string[] = [];
  for (const field of asked.entity.fields) told.push(...(await keptBy(asked, field)));
  return told;
}

async function keptBy({ context, queryable, entity, existing }: Asked, field: FieldModel): Promise<readonly string[]> {
  const { decided } = field;
  if (decided === null) return [];
  const column = quoteIdentifier(decided.column);
  const known = existing.columns.has(decided.column);
  const count = async (condition: string, values: readonly string[][] = []) => {
    const text = `select count(*)::integer from (select from ${entity.qualified} where ${condition} limit ${mostCounted}) counted`;
    return (await queryable.value<number>(context, statement(text), values)) ?? 0;
  };
  const others = known
    ? await count(`${column} is not null and not string_to_array(${column}, ' ') <@ $1::text[]`, [[...decided.marks]])
    : 0;
  const never = await count(known ? `${column} is null` : 'true');
  const name = `${entity.key}.${field.key}`;
  const again = field.record.decideAgain === 'onEveryWrite' ? 'they are written' : 'what it reads of them changes';
  return [
    ...(others === 0
      ? []
      : [`${records(others)} keep the ${name} that another version of ${decided.decisions.join(', ')} decided, until ${again}.`]),
    ...(never === 0 ? [] : [`${name} has not been decided for ${records(never)}; it will be when they are written.`]),
  ];
}

function records(count: number): string {
  const number = count.toLocaleString('en');
  return count === 1 ? '1 record' : count >= mostCounted ? `${number} records or more` : `${number} records`;
}
