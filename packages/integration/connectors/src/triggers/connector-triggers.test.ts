import type { JsonObject, JsonValue } from '@plinth/foundation';
import { expect, test } from 'vitest';
import type { ConnectorCalls } from '../call/connector-calls.ts';
import { type OpenConnection, usualLimits } from '../connection.ts';
import type { Action } from '../connector.ts';
import { ConnectorTriggers, triggersOf } from './connector-triggers.ts';
import { jsonOrProblem } from './json-or-problem.ts';
import type { Heard, HearRequest } from './system-listener.ts';

const reads: Action = {
  ...{ title: '', description: '', deprecated: false, input: {}, output: {}, effect: 'reads', credentials: [] },
  binding: { protocol: 'system', system: 'test', command: 'rows' },
};
const connection: OpenConnection = {
  id: 'c',
  connector: {
    ...{ title: 'Test', description: '', version: '1', source: { format: 'test', version: '1' }, servers: [], credentials: {}, types: {} },
    actions: { rows: reads, change: { ...reads, effect: 'once' } },
    triggers: {
      told: {
        ...{ title: '', description: '', payload: {} },
        input: {
          type: 'object',
          properties: { queue: { type: 'string' }, form: { type: 'string', default: 'json' } },
          required: ['queue'],
          additionalProperties: false,
        },
        binding: { protocol: 'system', system: 'test', command: 'told', hears: 'asking' },
      },
      described: { title: '', description: '', payload: {} },
    },
  },
  address: 'test://system.example',
  secrets: { login: { kind: 'basic', login: 'x', password: 'a-secret-password' } },
  limits: { ...usualLimits, milliseconds: 200 },
};

interface Row {
  readonly id: number;
  readonly at: string;
}

const noTokens: Pick<ConnectorCalls, 'systemSecrets' | 'forgetTokens'> = {
  systemSecrets: async (_, { secrets }) => secrets,
  forgetTokens() {},
};

/** Hears rows of a table that a test changes, asked for what is behind a time or from it on. */
function hearing(table: readonly Row[], { inclusive = false, page = 100 } = {}) {
  const asked: JsonValue[] = [];
  const heard: Heard[] = [];
  const triggers = new ConnectorTriggers({
    systems: {},
    calls: {
      ...noTokens,
      async call(_context, _connection, action, input) {
        asked.push(input);
        if (action !== 'rows') throw new Error('nothing else is asked');
        const [since = ''] = (input as { values?: string[] }).values ?? [];
        const rows = table.filter(({ at }) => (inclusive ? at >= since : at > since)).slice(0, page);
        return { output: { body: { rows } } as unknown as JsonValue, request: null, attempts: 1, mismatches: [] };
      },
    },
  });
  const input = {
    action: 'rows',
    input: { sql: 'x', values: [''] },
    place: '/values/0',
    first: '',
    rows: 'body.rows',
    since: 'at',
    key: 'id',
  };
  let cursor: JsonValue = null;
  return {
    asked,
    heard,
    look: (more: JsonObject = {}) =>
      triggers.hear({ signal: new AbortController().signal }, connection, {
        ...{ trigger: 'rows', input: { ...input, ...more }, cursor },
        async take(rows, next) {
          heard.push(...rows);
          cursor = next;
        },
      }),
  };
}

test('rows are heard behind the last one, page by page, each once', async () => {
  const table: Row[] = Array.from({ length: 7 }, (_, id) => ({ id, at: `2026-01-0${id + 1}` }));
  const { look, heard, asked } = hearing(table, { page: 3 });
  await look();
  expect(heard.map(({ data }) => data?.id)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(asked[0]).toEqual({ sql: 'x', values: [''] });
  table.push({ id: 7, at: '2026-01-09' });
  await look();
  await look();
  expect(heard.map(({ subject }) => subject)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7']);
  expect(new Set(heard.map(({ id }) => id)).size).toBe(8);
});

test('what gets the time of a row that was taken is heard where the action means from then on', async () => {
  const table: Row[] = [{ id: 1, at: 'a' }];
  const { look, heard } = hearing(table, { inclusive: true });
  await look();
  table.push({ id: 2, at: 'a' });
  await look();
  table.push({ id: 3, at: 'b' }, { id: 4, at: 'b' });
  await look();
  await look();
  expect(heard.map(({ data }) => data?.id)).toEqual([1, 2, 3, 4]);
});

test('rows that do not tell how far one is, places that lead nowhere and actions that change something are told', async () => {
  const { look, heard } = hearing([{ id: 1, at: 'a' }]);
  await expect(look({ since: 'none' })).rejects.toMatchObject({ code: 'connectors.unreadable-answer' });
  await expect(look({ rows: 'body' })).rejects.toMatchObject({ code: 'connectors.unreadable-answer' });
  for (const place of ['/sql/x', '/values/7', '/values/x'])
    await expect(look({ place })).rejects.toMatchObject({ code: 'connectors.unwritable-input' });
  await expect(look({ action: 'change' })).rejects.toMatchObject({ code: 'connectors.unwritable-input' });
  await expect(look({ first: { a: 1 } })).rejects.toMatchObject({ code: 'connectors.wrong-input' });
  await expect(look({ unknown: 1 })).rejects.toMatchObject({ code: 'connectors.wrong-input' });
  expect(heard).toEqual([]);
  const polluted = hearing([{ id: 1, at: 'a' }]);
  await polluted.look({ place: '/__proto__/polluted' });
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

const listen = (
  hear: (request: HearRequest) => Promise<void>,
  trigger = 'told',
  input: JsonObject = { queue: 'q' },
  signal = new AbortController().signal,
) =>
  new ConnectorTriggers({
    systems: { test: hear },
    calls: { ...noTokens, call: () => Promise.reject(new Error('nothing is called')) },
  }).hear({ signal }, connection, {
    ...{ trigger, input, cursor: null },
    take: async () => {},
  });

test('what is said to hear is checked and has its defaults; what is not told, or only described, is told', async () => {
  let given: JsonObject = {};
  await listen(async ({ input }) => {
    given = input;
  });
  expect(given).toEqual({ queue: 'q', form: 'json' });
  await expect(listen(async () => {}, 'told', {})).rejects.toMatchObject({ code: 'connectors.wrong-input' });
  await expect(listen(async () => {}, 'tould')).rejects.toMatchObject({ code: 'connectors.no-trigger', hint: 'Is told meant?' });
  await expect(listen(async () => {}, 'described', {})).rejects.toMatchObject({ code: 'connectors.not-heard' });
  await expect(listen(async () => {}, 'constructor', {})).rejects.toMatchObject({ code: 'connectors.no-trigger' });
  expect(Object.keys(triggersOf({ ...connection.connector, actions: {} }))).toEqual(['told', 'described']);
});

test('a look has an end, and no error has a secret', async () => {
  const never = ({ signal }: HearRequest) =>
    new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(new Error('ended'))));
  await expect(listen(never)).rejects.toMatchObject({ code: 'outgoing.timed-out' });
  const over = new AbortController();
  const ended = listen(never, 'told', { queue: 'q' }, over.signal);
  over.abort();
  await expect(ended).rejects.toMatchObject({ code: 'plinth.cancelled' });
});

test.each([
  [Buffer.from('{"a": 12345678901234567890}'), 'json', { data: { a: '12345678901234567890' } }],
  [Buffer.from('[1]'), 'json', { data: null, unread: { text: '[1]', problem: 'it is no object of JSON' } }],
  [Buffer.from('Größe'), 'text', { data: { text: 'Größe' } }],
  [Buffer.from([0xc3, 0x28]), 'text', { data: null, unread: { text: '\ufffd(', problem: 'it has bytes that are no UTF-8' } }],
] as const)('a message %s as %s is %o', (bytes, form, expected) => {
  expect(jsonOrProblem(bytes, form)).toEqual(expected);
});
