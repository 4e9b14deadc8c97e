import {
  aggregateRecords,
  createRecord,
  createRecords,
  deleteRecord,
  deleteRecords,
  explainAccess as explainAccessContract,
  getRecord,
  implement,
  JsonText,
  listRecords,
  type Operation,
  recordHistory,
  restoreRecord,
  updateRecord,
  updateRecords,
} from '@plinth/api-contract';
import type { Database } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import { explainAccess, type MemberSource } from './access/explain-access.ts';
import { personalPermissions } from './access/user-record.ts';
import type { ApplicationModel } from './model/entity-model.ts';
import { aggregate } from './read/aggregate.ts';
import type { AttachedSources } from './read/attached-sources.ts';
import { readHistory } from './read/record-history.ts';
import { type ReadScope, RecordReader } from './read/record-reader.ts';
import { parseSort } from './read/sort-order.ts';
import { BulkWriter } from './write/bulk-writer.ts';
import { readIfMatch } from './write/if-match.ts';
import { RecordWriter } from './write/record-writer.ts';

/** Knows the applications that are released to the context's environment. */
export interface ApplicationSource {
  /** Throws where there is none under that key. */
  find(context: RequestContext, applicationKey: string): Promise<ApplicationModel>;
}

/** The operations on records, for the gateway. */
export function recordOperations(options: {
  readonly database: Database;
  readonly applications: ApplicationSource;
  readonly members: MemberSource;
  /** Databases of others; without, applications have own records alone. */
  readonly sources?: AttachedSources;
}): readonly Operation[] {
  const { database, applications, sources } = options;
  const reader = new RecordReader(database, sources);
  const writer = new RecordWriter(database, reader);
  const bulk = new BulkWriter(database, reader);
  const scopeOf = async (context: RequestContext, application: string): Promise<ReadScope> => {
    const model = await applications.find(context, application);
    return { model, permissions: await personalPermissions(context, database, model) };
  };
  return [
    implement(getRecord, async (context, { entity, id, expand, fields, allowed }, { application }) =>
      reader.get(context, await scopeOf(context, application), entityKey(entity), id, {
        expand: listed(expand),
        fields: listed(fields),
        allowed,
      }),
    ),
    implement(listRecords, async (context, input, { application }) => {
      const { items, next, count } = await reader.list(context, await scopeOf(context, application), entityKey(input.entity), {
        filter: input.filter,
        search: input.search,
        sort: parseSort(input.sort ?? ''),
        expand: listed(input.expand),
        fields: listed(input.fields),
        allowed: input.allowed,
        limit: input.limit,
        cursor: input.cursor,
        count: input.count,
      });
      return new JsonText(`{"items":[${items}],"next":${JSON.stringify(next)},"count":${JSON.stringify(count)}}`);
    }),
    implement(createRecord, async (context, { entity, values, idempotencyKey }, { application }) =>
      writer.create(context, await scopeOf(context, application), entityKey(entity), values, idempotencyKey),
    ),
    implement(updateRecord, async (context, { entity, id, values, ifMatch }, { application }) =>
      writer.update(context, await scopeOf(context, application), entityKey(entity), id, values, readIfMatch(ifMatch)),
    ),
    implement(deleteRecord, async (context, { entity, id, ifMatch }, { application }) => {
      await writer.delete(context, await scopeOf(context, application), entityKey(entity), id, readIfMatch(ifMatch));
      return null;
    }),
    implement(restoreRecord, async (context, { entity, id }, { application }) =>
      writer.restore(context, await scopeOf(context, application), entityKey(entity), id),
    ),
    implement(createRecords, async (context, { entity, records }, { application }) => ({
      ids: [...(await bulk.create(context, await scopeOf(context, application), entityKey(entity), records))],
    })),
    implement(updateRecords, async (context, { entity, records }, { application }) => ({
      versions: [...(await bulk.update(context, await scopeOf(context, application), entityKey(entity), records))],
    })),
    implement(deleteRecords, async (context, { entity, records }, { application }) => {
      await bulk.delete(context, await scopeOf(context, application), entityKey(entity), records);
      return null;
    }),
    implement(aggregateRecords, async (context, { entity, groupBy = [], limit = 100, ...request }, { application }) => {
      const scope = await scopeOf(context, application);
      return new JsonText(`{"groups":[${await aggregate(context, reader, scope, entityKey(entity), { ...request, groupBy, limit })}]}`);
    }),
    implement(recordHistory, async (context, { entity, ...request }, { application }) => {
      const { items, next } = await readHistory(context, database, reader, await scopeOf(context, application), {
        ...request,
        entity: entityKey(entity),
      });
      return { items: [...items], next };
    }),
    implement(explainAccessContract, async (context, { entity, roles, ...question }, { application }) =>
      explainAccess(context, options, await scopeOf(context, application), {
        ...question,
        entity: entityKey(entity),
        roles: listed(roles),
      }),
    ),
  ];
}

/** Addresses write `module.entity`, for a slash would begin another step. */
function entityKey(entity: string): string {
  return entity.replace('.', '/');
}

function listed(text: string | undefined): string[] | undefined {
  return text === undefined || text === '' ? undefined : text.split(',').map((part) => part.trim());
}
