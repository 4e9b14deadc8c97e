import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  assignRole,
  type Client,
  callExternalAction,
  createApplication,
  getInstance,
  listConnectorTriggers,
  listDeadLetters,
  listExternalActions,
  listRecords,
  listTriggers,
  pauseTrigger,
  planRelease,
  publish,
  pushDefinition,
  resumeTrigger,
  runQuery,
  setConnector,
  startProcess,
} from '@plinth/api-contract';
import { readFiles } from '@plinth/app-definition';
import { knownComponents, meaningCheck } from '@plinth/app-host';
import { checkProcesses } from '@plinth/processes';
import { uiManifests } from '@plinth/ui-components/manifests';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { newMember } from './testing-member.ts';
import { chain, inputs } from './testing-processes.ts';

const shop = { tenant: 'main', environment: 'development', application: 'shop' };
const environment = { tenant: 'main', environment: 'development' };
const secret = 'a-planted-secret';

const document = `
openapi: 3.1.0
info: { title: Bank, version: '1' }
security: [{ key: [] }]
paths:
  /accounts:
    get:
      operationId: accounts
      parameters:
        - { name: owner, in: query, required: true, schema: { type: string } }
        - { name: page, in: query, schema: { type: integer } }
      responses: { '200': { content: { application/json: { schema: { type: object, properties: { items: { type: array, items: { $ref: '#/components/schemas/Account' } } } } } } } }
  /movements:
    get:
      operationId: movements
      parameters: [{ name: since, in: query, schema: { type: integer } }]
      responses: { '200': { content: { application/json: { schema: { type: object, properties: { items: { type: array, items: { type: object } } } } } } } }
  /payments:
    post:
      operationId: pay
      parameters: [{ name: Idempotency-Key, in: header, schema: { type: string } }]
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [amount], properties: { amount: { type: number }, to: { type: string } } } } } }
      responses: { '201': { content: { application/json: { schema: { $ref: '#/components/schemas/Payment' } } } } }
components:
  schemas:
    Account: { type: object, properties: { number: { type: string }, balance: { type: number } } }
    Payment: { type: object, properties: { id: { type: string } } }
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
`;

const page = (more = '') => `label: Home
path: ''
parameters: { owner: string }
state: { paid: string, failed: string }
queries:
  accounts: { externalAction: accounts, inputs: { owner: parameters.owner } }
components:
  - ui.text: { text: '{{ accounts.first.number }}: {{ accounts.first.balance + 1 }}' }
  - ui.button:
      text: Pay
      on:
        click:
          - do: callAction
            action: pay
            input: { body: '= { amount: 12.5, to: accounts.first.number }' }
            then: [ { do: setState, values: { paid: '= result.body.id' } } ]
            catch: [ { do: setState, values: { failed: '= error.code' } } ]
${more}`;
const files = (home = page()): Record<string, string> => ({
  'plinth.yaml': 'format: 1\nkey: shop\ntype: application\nlabel: Shop\n',
  'external-actions/accounts.yaml': `label: Accounts of an owner
connection: bank
action: accounts
effect: reads
input: { owner: string, page: number }
required: [ owner ]
result: 'context<status: number, body: context<items: list<context<number: string, balance: number>>>>'
rows: body.items
paging: { kind: page, input: page, first: 1 }
`,
  'external-actions/pay.yaml': `label: Pay
connection: bank
action: pay
input: { body: 'context<amount: number, to: string>' }
required: [ body ]
result: 'context<status: number, body: context<id: string>>'
`,
  'roles.yaml': 'clerk: { ask: [ accounts, pay ], start: [ transfer ], manage: [ transfer ] }\nreader: { ask: [ accounts ] }\n',
  'pages/home.yaml': home,
  'processes/transfer.yaml': chain(
    {
      s: 'startEvent',
      pay: {
        type: 'serviceTask',
        attributes: { 'plinth:does': 'action.ask', 'plinth:action': 'pay', 'plinth:resultVariable': 'answer' },
      },
      e: 'endEvent',
    },
    {
      nodes: {
        refused: { type: 'boundaryEvent', attributes: { attachedToRef: 'pay' }, content: '<errorEventDefinition/>' },
        not: 'endEvent',
      },
      flows: { g: { from: 'refused', to: 'not' } },
    },
  ),
});

let running: TestPlatform;
let bank: Server;
let clerk: Client;
let reader: Client;
let maker: Client;
const asked: { readonly url: string; readonly key: string | undefined; readonly body: string }[] = [];
let refuses = false;
/** What happened at the bank, which it tells to whoever asks for it. */
const movements: { readonly number: number; readonly amount: unknown }[] = [];

beforeAll(async () => {
  bank = createServer((request, answer) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      const { url = '' } = request;
      asked.push({ url, key: request.headers['idempotency-key'] as string | undefined, body });
      const at = new URL(url, 'http://bank');
      const number = Number(at.searchParams.get('page') ?? 1);
      const items = [1, 2].map((each) => ({ number: `${at.searchParams.get('owner')}-${number}-${each}`, balance: each }));
      if (at.pathname === '/movements') {
        const since = Number(at.searchParams.get('since'));
        answer
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify({ items: movements.filter((each) => each.number > since) }));
      } else if (refuses) answer.writeHead(409, { 'content-type': 'application/json' }).end('{"reason":"not covered"}');
      else if (request.method === 'POST') answer.writeHead(201, { 'content-type': 'application/json' }).end('{"id":"p-1"}');
      else answer.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ items: number > 2 ? [] : items }));
    });
  });
  await new Promise<void>((done) => bank.listen(0, '127.0.0.1', done));
  const { port } = bank.address() as AddressInfo;
  running = await startTestPlatform({ PLINTH_OUTGOING_HOSTS: `127.0.0.1:${port}` });
  const { client } = running;
  const secrets = { key: { kind: 'key' as const, value: secret } };
  await client.call(setConnector, environment, {
    connection: 'bank',
    format: 'openapi',
    document,
    address: `http://127.0.0.1:${port}`,
    secrets,
  });
  await client.call(createApplication, shop, { key: 'shop', type: 'application', label: 'Shop' });
  await client.call(pushDefinition, shop, { files: files() });
  await publish(client, shop, { version: '1.0.0' });
  const person = async (roleKey: string, tenantRole: 'member' | 'maker' = 'member') => {
    const member = await newMember(running, `${roleKey}-${tenantRole}`, [tenantRole]);
    await client.call(assignRole, { tenant: 'main' }, { applicationKey: 'shop', roleKey, memberId: member.id });
    return member.withToken('*');
  };
  [clerk, reader, maker] = [await person('clerk'), await person('reader'), await person('clerk', 'maker')];
});
afterAll(async () => {
  await running?.close();
  bank?.close();
});

const call = (action: string, input: Record<string, unknown>, by = clerk, more = {}) =>
  by.call(callExternalAction, shop, { action, input, ...more });

describe('external actions of an application', () => {
  test('are asked for by those who may, and not there for others', async () => {
    expect(await call('pay', { body: { amount: 1, to: 'a' } })).toMatchObject({ result: { status: 201, body: { id: 'p-1' } } });
    const keysOf = async (client: Client) => (await client.call(listExternalActions, shop, {})).items.map(({ key }) => key);
    expect([await keysOf(clerk), await keysOf(reader)]).toEqual([['accounts', 'pay'], ['accounts']]);
    await expect(call('pay', { body: { amount: 1 } }, reader)).rejects.toMatchObject({ code: 'application.no-action' });
    await expect(call('missing', {})).rejects.toMatchObject({ code: 'application.no-action' });
  });

  test('are held to what they take, and give on a key by which nothing is done twice', async () => {
    await expect(call('pay', { body: { amount: 'much' } })).rejects.toMatchObject({
      code: 'connectors.wrong-input',
      details: { violations: [{ path: '/body/amount' }] },
    });
    await call('pay', { body: { amount: 2 } }, clerk, { idempotencyKey: 'once' });
    expect(asked.at(-1)).toMatchObject({ url: '/payments', key: 'once', body: '{"amount":2}' });
  });

  test('that are refused there tell people the status, and makers what was said', async () => {
    refuses = true;
    const refused = (by: Client) =>
      call('pay', { body: { amount: 1 } }, by).then(
        () => null,
        (error: { code: string; details: { answer: unknown } }) => [error.code, error.details.answer],
      );
    const told = [await refused(clerk), await refused(maker)];
    refuses = false;
    expect(told).toEqual([
      ['connectors.refused', { status: 409 }],
      ['connectors.refused', { status: 409, body: { reason: 'not covered' } }],
    ]);
  });
});

describe('queries of pages', () => {
  const ask = (values: Record<string, unknown>, more: Record<string, unknown> = {}, by = reader) =>
    by.call(runQuery, shop, { query: 'query:home.accounts', values, ...more });

  test('have the rows of an action, page by page, to the end', async () => {
    const first = await ask({ owner: 'ann' });
    expect(first.rows).toEqual([
      { number: 'ann-1-1', balance: 1 },
      { number: 'ann-1-2', balance: 2 },
    ]);
    const second = await ask({ owner: 'ann' }, { cursor: first.nextCursor });
    expect(second.rows).toMatchObject([{ number: 'ann-2-1' }, { number: 'ann-2-2' }]);
    const third = await ask({ owner: 'ann' }, { cursor: second.nextCursor });
    expect(third).toMatchObject({ rows: [], nextCursor: null });
  });

  test('ask nothing while they lack something, and nobody who may not', async () => {
    const before = asked.length;
    expect(await ask({ owner: null })).toMatchObject({ rows: [] });
    expect(asked).toHaveLength(before);
    await expect(ask({ owner: 'ann' }, { cursor: 'made up' })).rejects.toMatchObject({ code: 'connectors.unwritable-input' });
    await ask({ owner: 'ann', hidden: 1 }, { cursor: '{"owner":"eve","page":2}' });
    expect(asked.at(-1)?.url).toBe('/accounts?owner=ann&page=2');
  });
});

describe('processes', () => {
  const ends = async (body: Record<string, unknown>) => {
    const { id } = await clerk.call(startProcess, shop, { process: 'transfer', variables: { body, other: 1 } });
    await expect.poll(async () => (await clerk.call(getInstance, shop, { instance: id })).status, { timeout: 45_000 }).toBe('completed');
    return clerk.call(getInstance, shop, { instance: id });
  };

  test('ask with what the action takes, under the key of the task, and go on with the answer', { timeout: 60_000 }, async () => {
    const { id, variables } = await ends({ amount: 3, to: 'b' });
    expect(variables).toMatchObject({ answer: { body: { id: 'p-1' } } });
    expect(asked.at(-1)).toMatchObject({
      url: '/payments',
      key: expect.stringMatching(new RegExp(`^${id}\\.\\d+$`)),
      body: '{"amount":3,"to":"b"}',
    });
  });

  test('have what the system refuses as an error of BPMN', { timeout: 60_000 }, async () => {
    refuses = true;
    const { variables } = await ends({ amount: 4 }).finally(() => {
      refuses = false;
    });
    expect(variables).toMatchObject({ reason: expect.stringContaining('answered 409') });
    expect(variables).not.toHaveProperty('answer');
  });
});

const ledger = { tenant: 'main', environment: 'development', application: 'ledger' };
const ledgerFiles = (trigger = 'rows', from = 'elsewhere'): Record<string, string> => ({
  'plinth.yaml': 'format: 1\nkey: ledger\ntype: application\nlabel: Ledger\n',
  'entities/note.yaml': 'label: Note\nfields:\n  text: { type: text, required: true }\n',
  'event-types/moved.yaml': `type: com.bank.moved
from: ${from}
schema: { type: object, required: [ amount ], properties: { amount: { type: number } } }
`,
  'external-triggers/movements.yaml': `connection: bank
trigger: ${trigger}
input: { action: movements, place: /since, first: 0, rows: body.items, since: number }
event: moved
everySeconds: 1
`,
  'roles.yaml': 'clerk: { heldBy: members, permissions: { note: all } }\n',
  'processes/heard.yaml': JSON.stringify({
    ...JSON.parse(
      chain({
        s: { type: 'startEvent', content: '<messageEventDefinition messageRef="m"/>' },
        keep: {
          type: 'serviceTask',
          attributes: { 'plinth:does': 'record.create', 'plinth:entity': 'note' },
          content: inputs({ text: '&quot;moved &quot; + string(event.data.amount)' }),
        },
        e: 'endEvent',
      }),
    ),
    document:
      '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:l"><message id="m" name="com.bank.moved"/><process id="p" isExecutable="true"/></definitions>',
  }),
});

describe('external triggers of an application', { timeout: 60_000 }, () => {
  const notes = async () =>
    (await clerk.call(listRecords, ledger, { entity: 'note', sort: 'text' })).items.map(
      (note) => (note as { readonly text?: unknown }).text,
    );
  const state = async () => (await running.client.call(listTriggers, ledger, {})).items[0];

  test('T1: what another system tells begins a process, once, and what does not fit is a dead letter', async () => {
    const { client } = running;
    movements.push({ number: 1, amount: 7 }, { number: 2, amount: 'much' }, { number: 3, amount: 9 });
    await client.call(createApplication, ledger, { key: 'ledger', type: 'application', label: 'Ledger' });
    await client.call(pushDefinition, ledger, { files: ledgerFiles('rows') });
    await publish(client, ledger, { version: '1.0.0' });
    await expect.poll(notes, { timeout: 20_000 }).toEqual(['moved 7', 'moved 9']);
    expect(await state()).toMatchObject({
      key: 'movements',
      connection: 'bank',
      eventType: 'com.bank.moved',
      heard: 2,
      unfit: 1,
      error: null,
    });
    const { items } = await client.call(listDeadLetters, environment, { group: 'ledger.trigger.movements' });
    expect(items).toMatchObject([{ code: 'triggers.unfit', event: { type: 'com.bank.moved', data: { number: 2 } } }]);
    const { items: told } = await client.call(listConnectorTriggers, environment, { connection: 'bank' });
    expect(told).toMatchObject([{ key: 'rows', canBeHeard: true, isAsked: true }]);
  });

  test('T8: it is paused and resumed by administrators, and goes on where it was', async () => {
    const { client } = running;
    const one = { trigger: 'movements' };
    await client.call(pauseTrigger, ledger, one);
    movements.push({ number: 4, amount: 11 });
    expect(await state()).toMatchObject({ paused: true });
    for (const by of [clerk, maker]) await expect(by.call(resumeTrigger, ledger, one)).rejects.toMatchObject({ status: 403 });
    await expect(clerk.call(listTriggers, ledger, {})).rejects.toMatchObject({ status: 403 });
    await expect(client.call(pauseTrigger, ledger, { trigger: 'other' })).rejects.toMatchObject({ code: 'triggers.not-found' });
    await expect(client.call(listTriggers, { ...ledger, application: 'nobodys' }, {})).rejects.toMatchObject({ status: 404 });
    expect(await notes()).toEqual(['moved 7', 'moved 9']);
    await client.call(resumeTrigger, ledger, one);
    await expect.poll(notes, { timeout: 20_000 }).toEqual(['moved 11', 'moved 7', 'moved 9']);
  });

  test('what an environment does not tell is said before, and types that one tells oneself are none of others', async () => {
    const { client } = running;
    await client.call(pushDefinition, ledger, { files: ledgerFiles('row') });
    const plan = JSON.stringify(await client.call(planRelease, ledger, {}));
    expect(plan).toContain('waits for row of bank, which it does not tell; it tells rows');
    expect(problemsOf(ledgerFiles('rows', 'here')).join()).toContain('moved is a type of event that the application tells itself');
  });
});

const ports = {
  componentIds: new Set(uiManifests.map(({ id }) => id)),
  checkMeaning: meaningCheck(knownComponents(uiManifests), undefined, checkProcesses),
};
const problemsOf = (changed: Record<string, string>) =>
  readFiles(changed, ports).problems.map(({ file, line, message }) => `${file}:${line} ${message}`);

describe('what is wrong is found before it is published', () => {
  test('nothing, where nothing is', () => expect(problemsOf(files())).toEqual([]));

  test.each([
    ['action: pay', 'action: bay', 'there is no external-action bay'],
    ['externalAction: accounts', 'externalAction: acounts', 'there is no external-action acounts'],
    ['externalAction: accounts', 'externalAction: pay', 'pay may change something there, and queries only read'],
    ['owner: parameters.owner', 'owner: 7', 'gives number where string belongs'],
    ['inputs: { owner: parameters.owner }', 'inputs: {}', 'external action accounts also needs owner'],
    ['{ owner: parameters.owner }', '{ owner: parameters.owner, oner: "1" }', 'external action accounts has no input oner'],
    [
      "body: '= { amount: 12.5, to: accounts.first.number }'",
      "body: '= 7'",
      'gives number where context<amount: number, to: string> belongs',
    ],
    ["{ amount: 12.5, to: accounts.first.number }'", '{ amount: "12.5" }\'', 'gives context<amount: string> where context<amount: number'],
    ['result.body.id', 'result.body.ident', 'ident'],
    ['accounts.first.number }}', 'accounts.first.numer }}', 'numer'],
    ["input: { body: '= { amount: 12.5, to: accounts.first.number }' }", 'input: {}', 'external action pay also needs body'],
  ])('%s → %s', (right, wrong, message) => {
    expect(page()).toContain(right);
    expect(problemsOf(files(page().replace(right, wrong))).join()).toContain(message);
  });

  test('columns lead into what another system gives', () => {
    const { 'external-actions/accounts.yaml': accounts = '', ...others } = files();
    const whole = accounts.replace(/\n(rows|paging): .*/g, '').replaceAll('list<context<number: string, balance: number>>', 'string');
    const table = (field: string) =>
      problemsOf({
        ...others,
        'external-actions/whole.yaml': whole,
        'external-actions/accounts.yaml': accounts,
        'pages/table.yaml': `label: Table
path: table
queries: { whole: { externalAction: whole, inputs: { owner: '"ann"' } } }
components: [{ ui.table: { query: whole, columns: [ ${field} ] } }]
`,
      }).join();
    expect(table('body.items')).toBe('');
    expect(table('body.item')).toContain('the rows of whole have no body.item');
  });

  test('what stands within an input may be left out: the system says what it needs', () => {
    expect(problemsOf(files(page().replace('{ amount: 12.5, to: accounts.first.number }', '{ amount: 12.5 }')))).toEqual([]);
  });

  test('types that are none, and inputs that there are not', () => {
    const wrong = (right: string, mistake: string) => {
      const { 'external-actions/accounts.yaml': action = '', ...others } = files();
      expect(action).toContain(right);
      return problemsOf({ ...others, 'external-actions/accounts.yaml': action.replace(right, mistake) }).join();
    };
    expect(wrong('owner: string', 'owner: strin')).toContain('a type is wrong at "strin"');
    expect(wrong('required: [ owner ]', 'required: [ owned ]')).toContain('external action accounts has no input owned');
    expect(wrong('input: page, first', 'input: side, first')).toContain('has no input side');
    expect(wrong('effect: reads', 'effect: perhaps')).toContain('effect');
    const { 'processes/transfer.yaml': process = '', ...others } = files();
    expect(
      problemsOf({ ...others, 'processes/transfer.yaml': process.replace(/"pay"(?=,"plinth:resultVariable)/, '"bay"') }).join(),
    ).toContain('there is no external action bay');
  });
});
