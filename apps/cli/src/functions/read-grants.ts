import { isIP } from 'node:net';
import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import { type Grants, noGrants, type RecordOperation } from '@plinth/function-host';
import { cliErrors } from '../errors.ts';

/** What `--grants` says: what the function may do, and what is there for it. */
export interface GivenGrants {
  readonly grants: Grants;
  readonly secrets: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, readonly JsonObject[]>>;
  /** Where sockets may lead, as `PLINTH_OUTGOING_HOSTS`. */
  readonly hosts: string;
}

const parts: readonly string[] = ['fetch', 'secrets', 'records', 'events', 'data'];
const operations: ReadonlySet<string> = new Set(['read', 'create', 'update', 'delete']);

/** Reads `{"fetch": […], "secrets": {…}, "records": {…}, "events": […], "data": {…}}`; what is not understood is refused, not left out. */
export function readGrants(json: JsonValue): GivenGrants {
  if (!isJsonObject(json)) throw wrong('is no object');
  for (const name of Object.keys(json)) {
    if (!parts.includes(name)) throw wrong(`has ${name}, which is none of ${parts.join(', ')}`);
  }
  const fetch = listOf(json.fetch ?? [], 'fetch').map((entry) => {
    if (typeof entry !== 'string' || !isWebAddress(entry))
      throw wrong(`fetch holds ${JSON.stringify(entry)}, which is no address of the web`);
    return entry;
  });
  const records = Object.fromEntries(
    Object.entries(objectOf(json.records ?? {}, 'records')).map(([entity, given]) => [entity, listOf(given, entity).map(operationOf)]),
  );
  const events = listOf(json.events ?? [], 'events').map((type) => {
    if (typeof type !== 'string') throw wrong('events holds something that is no type of event');
    return type;
  });
  const secrets = Object.entries(objectOf(json.secrets ?? {}, 'secrets')).map(([name, given]) => secretOf(name, given, fetch));
  const data = Object.fromEntries(
    Object.entries(objectOf(json.data ?? {}, 'data')).map(([entity, given]) => [
      entity,
      listOf(given, entity).map((one) => objectOf(one, entity)),
    ]),
  );
  return {
    grants: { ...noGrants, fetch, records, events, secrets: Object.fromEntries(secrets.map(({ name, address }) => [name, address])) },
    secrets: Object.fromEntries(secrets.map(({ name, value }) => [name, value])),
    data,
    hosts: ['public', ...fetch.flatMap(ownHost)].join(', '),
  };
}

/** Whoever grants an address in figures runs the command on this machine and means it; names lead to public places alone. */
function ownHost(address: string): readonly string[] {
  const url = URL.parse(address);
  if (url === null) return [];
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) === 0) return [];
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return [isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`];
}

function isWebAddress(text: string): boolean {
  const address = URL.parse(text);
  if (address === null || address.username !== '' || address.password !== '') return false;
  return address.protocol === 'https:' || address.protocol === 'http:';
}

function operationOf(value: JsonValue): RecordOperation {
  if (typeof value !== 'string' || !operations.has(value)) throw wrong(`${JSON.stringify(value)} is none of ${[...operations].join(', ')}`);
  return value as RecordOperation;
}

function secretOf(name: string, given: JsonValue, fetch: readonly string[]) {
  if (typeof given === 'string') return { name, value: given, address: fetch[0] ?? 'https://nowhere.invalid/' };
  const { value, address } = objectOf(given, `secrets.${name}`);
  if (typeof value !== 'string' || typeof address !== 'string' || !isWebAddress(address))
    throw wrong(`secrets.${name} needs value and address`);
  return { name, value, address };
}

function objectOf(value: JsonValue, place: string): JsonObject {
  if (isJsonObject(value)) return value;
  throw wrong(`${place} is no object`);
}

function listOf(value: JsonValue, place: string): readonly JsonValue[] {
  if (Array.isArray(value)) return value as readonly JsonValue[];
  throw wrong(`${place} is no list`);
}

function wrong(problem: string) {
  return cliErrors.usage({ problem: `--grants ${problem}.`, command: 'function' });
}
