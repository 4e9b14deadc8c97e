import type { PageAction } from '@plinth/app-definition';
import { isJsonObject } from '@plinth/foundation';
import type { RecordIdentity } from '../data/page-data.ts';
import { pageErrors } from '../errors.ts';
import type { PageRuntime } from '../runtime/page-runtime.ts';

/** Actions that do one thing; those that steer others are run-actions' own. */
export type PerformedAction = Exclude<PageAction, { do: 'if' | 'confirm' | 'sequence' }>;

/** The value of a written property in the action's scope. */
type Read = (written: unknown) => unknown;

const openable = new Set(['https:', 'http:', 'mailto:', 'tel:']);

/** Does one action and gives its outcome. `readExact` keeps what JSON has no type for. */
export async function perform(runtime: PageRuntime, action: PerformedAction, read: Read, readExact: Read): Promise<unknown> {
  switch (action.do) {
    case 'navigate':
      return navigate(runtime, action.page, contextOf(read, action.parameters), action.replace === true);
    case 'openAddress':
      return runtime.host.openAddress(safeAddress(textOf(read, action.address)), action.newTab === true);
    case 'setState':
      return runtime.setState(contextOf(read, action.values));
    case 'runQuery':
      return runQuery(runtime, action.query);
    case 'createRecord':
      return changed(runtime, action.entity, runtime.data.saveRecord(action.entity, { values: contextOf(read, action.values) }));
    case 'updateRecord': {
      const values = contextOf(read, action.values);
      return changed(runtime, action.entity, runtime.data.saveRecord(action.entity, { ...identity(read, action), values }));
    }
    case 'deleteRecord': {
      const { id, version } = identity(read, action);
      return changed(runtime, action.entity, runtime.data.deleteRecord(action.entity, id, version));
    }
    case 'updateRecords': {
      const values = contextOf(read, action.values);
      return changedMany(runtime, action.entity, identities(read(action.records)), (records) =>
        runtime.data.updateRecords(action.entity, records, values),
      );
    }
    case 'deleteRecords':
      return changedMany(runtime, action.entity, identities(read(action.records)), (records) =>
        runtime.data.deleteRecords(action.entity, records),
      );
    case 'open':
      return runtime.open(action.component, contextOf(read, action.with));
    case 'close':
      return runtime.close(action.component);
    case 'notify':
      return runtime.host.notify({ message: textOf(read, action.message), tone: action.tone ?? 'info' });
    case 'emit':
      return runtime.emit(action.event, contextOf(read, action.values));
    case 'callApi':
      return callApi(runtime, action, read);
    case 'callAction':
      return wentOn(runtime, runtime.data.callAction(action.action, contextOf(read, action.input)));
    case 'startProcess': {
      const key = textOf(read, action.key ?? '');
      const variables = contextOf(readExact, action.variables);
      return wentOn(runtime, runtime.data.processes.start(action.process, { variables, ...(key === '' ? {} : { key }) }));
    }
    case 'callFunction':
      return wentOn(runtime, runtime.data.callFunction(action.function, contextOf(read, action.input)));
    case 'publishEvent': {
      const subject = textOf(read, action.subject ?? '');
      return runtime.data.publishEvent(action.type, { data: contextOf(read, action.data), ...(subject === '' ? {} : { subject }) });
    }
    case 'claimTask':
      return wentOn(runtime, runtime.data.processes.claim(taskOf(read, action)));
    case 'releaseTask':
      return wentOn(runtime, runtime.data.processes.release(taskOf(read, action)));
    case 'delegateTask':
      return wentOn(runtime, runtime.data.processes.delegate(taskOf(read, action), textOf(read, action.to)));
    case 'completeTask':
      return wentOn(runtime, runtime.data.processes.complete(taskOf(read, action), contextOf(readExact, action.variables)));
    default:
      throw pageErrors.unknownAction({ action: (action as { readonly do: string }).do });
  }
}

function navigate(runtime: PageRuntime, page: string, parameters: Readonly<Record<string, unknown>>, replace: boolean): void {
  const address = runtime.host.pageAddress(page, parameters);
  if (address === null) throw pageErrors.unknownPage({ page });
  runtime.host.navigate(address, { replace });
}

async function runQuery(runtime: PageRuntime, key: string): Promise<unknown> {
  const query = runtime.query(key);
  if (query === undefined) throw pageErrors.unknownQuery({ query: key });
  await query.reload();
  return { rows: query.rows.peek(), count: query.count.peek() };
}

async function changed<Result>(runtime: PageRuntime, entity: string, work: Promise<Result>): Promise<Result> {
  const result = await work;
  runtime.changes.changed(entity);
  return result;
}

/** What a process, a function or another system does on its way may change anything that is read. */
async function wentOn<Result>(runtime: PageRuntime, work: Promise<Result>): Promise<Result> {
  const result = await work;
  runtime.changes.changed(null);
  return result;
}

function taskOf(read: Read, action: { readonly task: string }): string {
  const task = textOf(read, action.task);
  if (task === '') throw pageErrors.noTask();
  return task;
}

/** Nothing is asked of the platform about no records. */
async function changedMany(
  runtime: PageRuntime,
  entity: string,
  records: readonly RecordIdentity[],
  work: (records: readonly RecordIdentity[]) => Promise<void>,
): Promise<null> {
  if (records.length > 0) await changed(runtime, entity, work(records));
  return null;
}

async function callApi(runtime: PageRuntime, action: Extract<PerformedAction, { do: 'callApi' }>, read: Read): Promise<unknown> {
  const address = textOf(read, action.address);
  const path = URL.canParse(address, 'http://page.invalid/') ? new URL(address, 'http://page.invalid/') : null;
  if (path === null || path.origin !== 'http://page.invalid' || !/^\/(api|data)\//.test(path.pathname)) {
    throw pageErrors.foreignApi({ address });
  }
  const query = action.query === undefined ? {} : { query: contextOf(read, action.query) };
  const body = action.body === undefined ? {} : { body: read(action.body) };
  return runtime.data.callApi({ method: action.method, address, ...query, ...body });
}

function identity(read: Read, action: { readonly id: string; readonly version?: unknown }): RecordIdentity {
  return identityOf(read(action.id), read(action.version));
}

function identityOf(id: unknown, version: unknown): RecordIdentity {
  if (typeof id !== 'string' || id === '') throw pageErrors.missingRecord();
  return typeof version === 'number' || typeof version === 'string' ? { id, version: Number(version) } : { id };
}

/** Which records a list means: rows of a query, or contexts with an `id` and perhaps a `version`. */
function identities(records: unknown): readonly RecordIdentity[] {
  if (!Array.isArray(records)) throw pageErrors.noRecords();
  return records.map((record: unknown) => (isJsonObject(record) ? identityOf(record.id, record.version) : identityOf(record, null)));
}

function safeAddress(address: string): string {
  if (!URL.canParse(address, 'https://page.invalid/')) throw pageErrors.unsafeAddress({ address });
  if (!openable.has(new URL(address, 'https://page.invalid/').protocol)) throw pageErrors.unsafeAddress({ address });
  return address;
}

function contextOf(read: Read, values: Readonly<Record<string, unknown>> | undefined): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values ?? {}).map(([name, written]) => [name, read(written)]));
}

function textOf(read: Read, written: string): string {
  return String(read(written) ?? '');
}
