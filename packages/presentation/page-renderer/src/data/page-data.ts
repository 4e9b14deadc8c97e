import type { InstanceSummary, QueryResult, QueryRunInput } from '@plinth/api-contract';
import type { RecordValues, StoredFile, TaskCalls } from '@plinth/component-kit';

export interface SaveRecord {
  readonly id?: string;
  /** Refused when somebody else changed the record since. */
  readonly version?: number;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Which record is meant; with a version, only while nobody else changed it. */
export interface RecordIdentity {
  readonly id: string;
  readonly version?: number;
}

export interface ApiCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly address: string;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

type Variables = Readonly<Record<string, unknown>>;

/** What pages do with processes and their tasks, as the person. */
export interface ProcessCalls extends TaskCalls {
  start(process: string, given: { readonly variables: Variables; readonly key?: string }): Promise<InstanceSummary>;
}

/** Where a page's data comes from and goes to. Failures reject with a `PlinthError`; aborted calls with an `AbortError`. */
export interface PageData {
  runQuery(query: string, input: Omit<QueryRunInput, 'query'>, signal: AbortSignal): Promise<QueryResult>;
  saveRecord(entity: string, record: SaveRecord): Promise<RecordValues>;
  deleteRecord(entity: string, id: string, version?: number): Promise<void>;
  /** Changes the same fields of many records, all or none. */
  updateRecords(entity: string, records: readonly RecordIdentity[], values: Readonly<Record<string, unknown>>): Promise<void>;
  /** All or none. */
  deleteRecords(entity: string, records: readonly RecordIdentity[]): Promise<void>;
  findReferences(entity: string, search: string, signal: AbortSignal): Promise<readonly { readonly id: string; readonly title: string }[]>;
  relatedRecords(
    entity: string,
    id: string,
    relation: string,
    signal: AbortSignal,
  ): Promise<readonly { readonly id: string; readonly title: string }[]>;
  uploadFile(entity: string, field: string, file: File, onProgress: (fraction: number) => void, signal: AbortSignal): Promise<StoredFile>;
  fileAddress(file: StoredFile): string;
  callApi(call: ApiCall): Promise<unknown>;
  /** What another system answers to an external action. */
  callAction(action: string, input: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** What a function of the application gives, called as the person. */
  callFunction(name: string, input: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** Tells an event of one of the application's types. */
  publishEvent(
    type: string,
    given: { readonly data: Readonly<Record<string, unknown>>; readonly subject?: string },
  ): Promise<{ readonly id: string }>;
  readonly processes: ProcessCalls;
}
