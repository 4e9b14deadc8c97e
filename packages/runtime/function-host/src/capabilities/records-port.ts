import {
  createRecord,
  deleteRecord,
  getRecord,
  JsonText,
  listRecords,
  type Operation,
  type OperationContract,
  updateRecord,
} from '@plinth/api-contract';
import type { JsonObject, JsonValue, RequestContext } from '@plinth/foundation';
import type { RecordsPort } from './capabilities.ts';

interface RecordsOptions {
  /** The platform's own operations on records: a function does what its caller could do over the API, by the same code. */
  readonly operations: readonly Operation[];
  /** Throws where the actor, or the token that they came with, may not use an operation. */
  readonly authorize: (context: RequestContext, contract: OperationContract) => void;
  readonly application: string;
}

/** The records of an application as functions reach them. */
export function recordsPort({ operations, authorize, application }: RecordsOptions): RecordsPort {
  const run = async (context: RequestContext, contract: OperationContract, input: JsonObject): Promise<JsonValue> => {
    authorize(context, contract);
    const operation = operations.find((each) => each.contract.id === contract.id);
    const output = await operation?.handle(context, input as never, { application });
    const text = output instanceof JsonText ? output.text : JSON.stringify(output ?? null);
    return JSON.parse(text) as JsonValue;
  };
  return {
    list: (context, entity, options) => run(context, listRecords, { entity, ...listOptions(options) }),
    get: (context, entity, id) => run(context, getRecord, { entity, id }),
    create: (context, entity, values) => run(context, createRecord, { entity, values }),
    update: (context, entity, id, values) => run(context, updateRecord, { entity, id, values }),
    delete: (context, entity, id) => run(context, deleteRecord, { entity, id }),
  };
}

/** What is known of the options of a list, in its right form: the API checks this by schema, and nobody did it here. */
function listOptions(given: JsonObject): JsonObject {
  const texts = ['filter', 'search', 'sort', 'expand', 'fields', 'cursor'].flatMap((name) => {
    const value = given[name];
    return typeof value === 'string' && value.length <= 20_000 ? [[name, value] as const] : [];
  });
  const limit = typeof given.limit === 'number' && Number.isInteger(given.limit) ? Math.min(Math.max(given.limit, 1), 500) : 50;
  return { ...Object.fromEntries(texts), limit, ...(given.count === true ? { count: true } : {}) };
}
