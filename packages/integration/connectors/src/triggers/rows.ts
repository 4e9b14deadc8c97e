import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import type { ConnectorCalls } from '../call/connector-calls.ts';
import type { OpenConnection } from '../connection.ts';
import type { Trigger } from '../connector.ts';
import { connectorErrors } from '../errors.ts';
import { memberAt } from '../paging.ts';
import type { Heard, Take } from './system-listener.ts';

const mostRounds = 20;
const mostSeen = 1000;
const member = { type: 'string', minLength: 1, maxLength: 500 };

/** Rows that are new since the last time, heard by asking an action that reads them. */
export const rowsTrigger: Trigger = {
  title: 'New rows',
  description:
    'Asks an action that reads again and again for the rows behind the last one that was taken. The rows have to come in the order of the member that tells how far one is: by a number that grows, or by a time at which nothing is added any more.',
  payload: { type: 'object' },
  input: {
    type: 'object',
    properties: {
      action: { ...member, maxLength: 100, description: 'Key of the action.' },
      input: { type: 'object', description: 'What it is asked with.', default: {} },
      place: { ...member, description: 'Where in it how far one is goes, as JSON Pointer: /since, /values/0.' },
      first: { type: ['string', 'number'], description: 'What goes there the first time.' },
      rows: { ...member, description: 'Where in the answer the rows are: rows, body.items. The answer itself where absent.' },
      since: { ...member, description: 'The member of a row that tells how far one is: id, changedAt.' },
      key: { ...member, description: 'The member by which a row is known; how far one is where absent.' },
    },
    required: ['action', 'place', 'first', 'since'],
    additionalProperties: false,
  },
};

interface ToHearRows {
  readonly input: JsonObject;
  readonly cursor: JsonValue;
  readonly take: Take;
}

/** Asks until an answer has nothing new. Throws what a call throws, and `connectors.unreadable-answer` where rows cannot be told apart. */
export async function hearRows(
  calls: Pick<ConnectorCalls, 'call'>,
  context: { readonly signal: AbortSignal },
  connection: OpenConnection,
  { input, cursor, take }: ToHearRows,
): Promise<void> {
  const name = String(input.action);
  const action = Object.hasOwn(connection.connector.actions, name) ? connection.connector.actions[name] : undefined;
  if (action !== undefined && action.effect !== 'reads')
    throw connectorErrors.unwritableInput({ parameter: 'action', reason: 'it may change something, and would do so each time' });
  const { host } = new URL(connection.address);
  let place = placeOf(cursor, input.first ?? null);
  for (let round = 0; round < mostRounds; round++) {
    const asked = placed((input.input ?? {}) as JsonObject, String(input.place), place.since);
    const { output } = await calls.call(context, connection, name, asked);
    const rows = input.rows === undefined ? output : memberAt(output, String(input.rows));
    if (!Array.isArray(rows)) throw connectorErrors.unreadableAnswer({ host, reason: 'it has no list of rows where one should be' });
    const { since, seen } = place;
    // Where the system means "from then on", those of that moment come again, and perhaps others of it beside them.
    const heard = rows.map((row) => heardRow(row, input, host)).filter((row) => row.since !== since || !seen.includes(row.subject));
    const last = heard.at(-1);
    if (last === undefined) return;
    const before = last.since === since ? seen : [];
    const now = heard.filter((row) => row.since === last.since).map(({ subject }) => subject);
    place = { since: last.since, seen: [...before, ...now].slice(-mostSeen) };
    await take(heard, { ...place, seen: [...place.seen] });
  }
}

/** How far one is, and which rows of that moment were taken. */
interface Place {
  readonly since: JsonValue;
  readonly seen: readonly string[];
}

function placeOf(cursor: JsonValue, first: JsonValue): Place {
  if (!isJsonObject(cursor)) return { since: first, seen: [] };
  return { since: cursor.since ?? first, seen: Array.isArray(cursor.seen) ? cursor.seen.map(String) : [] };
}

function heardRow(row: JsonValue, input: JsonObject, host: string): Heard & { readonly since: JsonValue } {
  const since = isJsonObject(row) ? memberAt(row, String(input.since)) : null;
  if (!isJsonObject(row) || (typeof since !== 'string' && typeof since !== 'number'))
    throw connectorErrors.unreadableAnswer({ host, reason: `a row does not tell how far one is: it has no ${String(input.since)}` });
  const key = input.key === undefined ? since : memberAt(row, String(input.key));
  const known = typeof key === 'string' || typeof key === 'number' ? String(key) : String(since);
  return { id: `${known} ${since}`, subject: known, data: row, since };
}

/** The input with a value at a JSON Pointer (RFC 6901). Throws `connectors.unwritable-input` where that leads nowhere. */
function placed(input: JsonObject, pointer: string, value: JsonValue): JsonObject {
  const [first, ...rest] = pointer
    .replace(/^\//, '')
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  return within(input, [first ?? '', ...rest], value) as JsonObject;
}

function within(into: JsonValue | undefined, [name = '', ...rest]: readonly string[], value: JsonValue): JsonValue {
  const next = (before: JsonValue | undefined) => (rest.length === 0 ? value : within(before, rest, value));
  if (Array.isArray(into) || (into === undefined && /^\d{1,3}$/.test(name))) {
    const list: JsonValue[] = Array.isArray(into) ? [...into] : [];
    if (!/^\d{1,3}$/.test(name) || Number(name) > list.length)
      throw connectorErrors.unwritableInput({ parameter: 'place', reason: `it leads nowhere at ${name}` });
    list[Number(name)] = next(list[Number(name)]);
    return list;
  }
  if (into !== undefined && !isJsonObject(into))
    throw connectorErrors.unwritableInput({ parameter: 'place', reason: `it leads nowhere at ${name}` });
  const found = into ?? {};
  return { ...found, [name]: next(Object.hasOwn(found, name) ? found[name] : undefined) };
}
