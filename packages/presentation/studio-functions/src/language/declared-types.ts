import { type Definition, entityByKey, fieldsOf, type RecordOf } from '@plinth/app-definition';
import { fieldType } from '@plinth/definition-expressions';
import { type FeelType, parseType } from '@plinth/expression';
import { webTypes } from './web-types.ts';

/**
 * What TypeScript is to know of the world of a function, as a declaration file: its input and result by their types of FEEL, and of its
 * context what it is granted. Whatever is not granted is no member, so that a mistake is seen where it is written.
 */
export function declaredTypes(definition: Definition, record: RecordOf<'function'>): string {
  const { input, result, grants = {}, packages = {} } = record;
  const entities = Object.entries(grants.records ?? {});
  const secrets = Object.keys(grants.secrets ?? {});
  const connections = Object.entries(grants.connections ?? {});
  const events = grants.events ?? [];
  const members = [
    ...entities.map(
      ([key, operations]) =>
        `records(entity: ${JSON.stringify(key)}): Pick<PlinthRecords<${rowType(definition, key)}>, ${operationNames(operations)}>;`,
    ),
    ...(secrets.length === 0
      ? []
      : [`/** A secret to be put into a header; its value is never seen. */\n  secret(name: ${union(secrets)}): PlinthSecret;`]),
    ...connections.map(
      ([key, actions]) =>
        `connection(name: ${JSON.stringify(key)}): { call(action: ${union(actions)}, input?: object): Promise<any>; /** Of methods of gRPC that stream: messages are sent on what was received. */ converse(action: ${union(actions)}): Promise<PlinthConversation> };`,
    ),
    ...(events.length === 0
      ? []
      : [
          `/** Tells an event of a type of the application, as whoever calls the function. */\n  tell(type: ${union(events)}, data: object, options?: { readonly subject?: string }): Promise<{ readonly id: string }>;`,
        ]),
    ...((grants.fetch ?? []).length === 0
      ? []
      : [
          `/** Sends a request to ${(grants.fetch ?? []).join(', ').replaceAll('*/', '')}. */\n  fetch(address: string, options?: PlinthRequest): Promise<PlinthResponse>;`,
        ]),
  ];
  return `${fixed}
${webTypes}
/** What the function takes. */
interface Input ${input === undefined ? '{ readonly [name: string]: any }' : entriesOf(Object.entries(input).map(([name, type]) => [name, feelTypeOf(type)]))}
/** What the function gives. */
type Result = ${result === undefined ? 'any' : jsonType(feelTypeOf(result))};
/** What is outside of the function, as far as it is granted. */
interface Context {
  ${members.join('\n  ')}
  /** Who calls it. */
  user(): Promise<{ readonly id: string; readonly name: string; readonly email: string; readonly groups: readonly string[] }>;
  readonly log: PlinthLog;
  /** The same whenever the same is called again, as by a process after a server went away. */
  readonly idempotencyKey: string;
}
${Object.keys(packages)
  .map((name) => `declare module ${JSON.stringify(name)};\ndeclare module ${JSON.stringify(`${name}/*`)};\n`)
  .join('')}type PlinthFunction = (input: Input, context: Context) => Result | Promise<Result>;
`;
}

const fixed = `interface PlinthSecret { readonly secret: string; /** With this user as the password of HTTP's basic scheme: ['Basic ', secret.basic('user')]. */ basic(user: string): { readonly secret: string } }
type PlinthHeader = string | { readonly secret: string } | readonly (string | { readonly secret: string })[];
interface PlinthRequest { readonly method?: string; readonly headers?: Readonly<Record<string, PlinthHeader>>; readonly body?: string | URLSearchParams; readonly redirect?: 'follow' | 'manual'; readonly signal?: AbortSignal }
interface PlinthResponse { readonly status: number; readonly ok: boolean; readonly headers: Readonly<Record<string, string>>; text(): Promise<string>; json(): Promise<any> }
interface PlinthConversation {
  send(message: object): Promise<void>;
  /** The next message; null when the other side has said its last. */
  receive(): Promise<{ readonly message: any } | null>;
  /** Says that nothing more will be sent. */
  finish(): Promise<void>;
  close(): Promise<void>;
}
type PlinthLog = Readonly<Record<'log' | 'debug' | 'info' | 'warn' | 'error', (...values: unknown[]) => void>>;
interface PlinthListOptions { readonly filter?: string; readonly search?: string; readonly sort?: string; readonly expand?: string; readonly fields?: string; readonly cursor?: string; readonly limit?: number; readonly count?: boolean }
interface PlinthRecords<Row> {
  list(options?: PlinthListOptions): Promise<{ readonly items: Row[]; readonly nextCursor: string | null; readonly count: number | null }>;
  get(id: string): Promise<Row>;
  create(values: Partial<Row>): Promise<Row>;
  update(id: string, values: Partial<Row>): Promise<Row>;
  delete(id: string): Promise<void>;
}
declare const console: PlinthLog;
declare function setTimeout(callback: (...values: any[]) => void, milliseconds?: number, ...values: any[]): unknown;
declare function clearTimeout(timer: unknown): void;
declare function queueMicrotask(callback: () => void): void;`;

const operations: Readonly<Record<string, readonly string[]>> = { read: ['list', 'get'] };

function operationNames(granted: readonly string[]): string {
  return union(granted.flatMap((operation) => operations[operation] ?? [operation]));
}

function union(names: readonly string[]): string {
  return names.length === 0 ? 'never' : names.map((name) => JSON.stringify(name)).join(' | ');
}

function rowType(definition: Definition, key: string): string {
  const entity = entityByKey(definition, key);
  if (entity === null) return '{ readonly id: string; [field: string]: any }';
  const fields = fieldsOf(definition, entity.id).map((field): [string, FeelType] => [field.key, fieldType(field)]);
  const system = 'readonly id: string; readonly version: number; readonly createdAt: string; readonly updatedAt: string;';
  return `{ ${system} ${fields.map(([name, type]) => `${JSON.stringify(name)}: ${jsonType(type)} | null;`).join(' ')} }`;
}

/** Any type where the text is none: what is wrong with it is told elsewhere. */
function feelTypeOf(text: string): FeelType {
  try {
    return parseType(text);
  } catch {
    return { kind: 'any' };
  }
}

function entriesOf(entries: readonly (readonly [string, FeelType])[]): string {
  return `{ ${entries.map(([name, type]) => `readonly ${JSON.stringify(name)}: ${jsonType(type)};`).join(' ')} }`;
}

/** Values as they cross into a function: JSON, in which dates and durations are texts. */
function jsonType(type: FeelType, depth = 0): string {
  if (depth > 20) return 'any';
  switch (type.kind) {
    case 'number':
    case 'string':
    case 'boolean':
      return type.kind;
    case 'list':
      return `readonly (${jsonType(type.item, depth + 1)})[]`;
    case 'context': {
      const entries = Object.entries(type.entries).map(
        ([name, entry]) => `readonly ${JSON.stringify(name)}: ${jsonType(entry, depth + 1)};`,
      );
      return `{ ${entries.join(' ')}${type.open || entries.length === 0 ? ' readonly [name: string]: any;' : ''} }`;
    }
    case 'date':
    case 'time':
    case 'date and time':
    case 'days and time duration':
    case 'years and months duration':
      return 'string';
    default:
      return 'any';
  }
}
