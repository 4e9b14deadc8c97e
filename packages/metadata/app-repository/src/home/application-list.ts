import type { Application, listApplications } from '@plinth/api-contract';
import type { RequestContext } from '@plinth/foundation';
import type { Static } from 'typebox';
import type { RepositoryOptions } from '../ports.ts';
import { peopleOf } from '../usage/people.ts';
import { readCursor, writeCursor } from './application-cursor.ts';
import { selectApplications } from './application-statements.ts';

type Row = Omit<Application, 'createdBy' | 'owner' | 'changedBy' | 'deletedBy' | 'people'> & {
  readonly createdBy: string;
  readonly owner: string;
  readonly changedBy: string;
  readonly deletedBy: string | null;
  /** Set bits of what is kept of the people who opened it. */
  readonly marks: number;
  readonly sorted: string;
};

const defaultLimit = 50;

/** A page of the tenant's applications. */
export async function applicationPage(
  context: RequestContext,
  options: RepositoryOptions,
  { limit = defaultLimit, cursor, search, sort = 'label', mine, state }: Static<(typeof listApplications)['input']>,
): Promise<{ items: Application[]; next: string | null }> {
  const after = readCursor(cursor);
  const owner = mine === true ? context.actor.id : null;
  const narrowed = [null, search ?? null, owner, state ?? null];
  const values = [context.tenant.id, ...narrowed, after?.sorted ?? null, after?.key ?? null, limit + 1];
  const { rows } = await options.database.query<Row>(context, selectApplications[sort], values);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { items: await named(context, options, shown), next: last === undefined ? null : writeCursor(last) };
}

/** One application as lists show it; null where it is not there, or deleted. */
export async function applicationInList(context: RequestContext, options: RepositoryOptions, key: string): Promise<Application | null> {
  const values = [context.tenant.id, key, null, null, null, null, null, 1];
  const { rows } = await options.database.query<Row>(context, selectApplications.label, values);
  return (await named(context, options, rows))[0] ?? null;
}

async function named(context: RequestContext, options: RepositoryOptions, rows: readonly Row[]): Promise<Application[]> {
  const ids = new Set(
    rows.flatMap(({ createdBy, owner, changedBy, deletedBy }) => [createdBy, owner, changedBy, ...(deletedBy === null ? [] : [deletedBy])]),
  );
  const names = (await options.namesOf?.(context, [...ids])) ?? new Map<string, string>();
  const doer = (id: string) => ({ id, name: names.get(id) ?? '' });
  return rows.map(({ createdBy, owner, changedBy, deletedBy, marks, sorted: _, ...row }) => ({
    ...row,
    createdBy: doer(createdBy),
    owner: doer(owner),
    changedBy: doer(changedBy),
    deletedBy: deletedBy === null ? null : doer(deletedBy),
    people: peopleOf(marks),
  }));
}
