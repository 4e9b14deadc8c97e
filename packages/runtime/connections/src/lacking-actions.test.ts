import { readFiles } from '@plinth/app-definition';
import { formats } from '@plinth/connectors';
import { testContext } from '@plinth/foundation/testing';
import { recordErrors } from '@plinth/record-store';
import { expect, test } from 'vitest';
import { lackingActions } from './lacking-actions.ts';

const production = testContext({ environment: { id: 'env2', key: 'production' } });
const openApi = await formats.openapi?.();
const connector = openApi?.(`
openapi: 3.1.0
info: { title: Bank, version: '1' }
paths:
  /accounts: { get: { operationId: accounts, parameters: [ { name: owner, in: query, required: true, schema: { type: string } } ], responses: { '200': { content: { application/json: { schema: { type: array, items: { type: object, properties: { number: { type: string } } } } } } } } } }
  /pay: { post: { operationId: pay, responses: { '204': {} } } }
`).connector;
const lacking = (action: string, connection = 'bank') => {
  const { definition } = readFiles({
    'plinth.yaml': 'format: 1\nkey: shop\ntype: application\nlabel: Shop\n',
    'external-actions/a.yaml': `label: A\nconnection: bank\n${action}`,
  });
  const store = {
    connector: async (_context: unknown, key: string) => {
      if (key !== connection || connector === undefined) throw recordErrors.noSource({ connection: key });
      return connector;
    },
  };
  return lackingActions(production, store, { definition, modules: new Map() });
};

test.each([
  ['action: accounts\neffect: reads\ninput: { owner: string }\n', []],
  ["action: accounts\ninput: { owner: string }\nresult: 'context<body: list<context<number: string>>>'\n", []],
  ['action: acounts\n', ['The external action a asks bank of production for acounts, which it does not have; it has accounts.']],
  ['action: accounts\n', ['The external action a asks bank of production without owner, which it needs.']],
  [
    'action: accounts\ninput: { owner: string, page: number }\n',
    ['The external action a asks bank of production with page, which it does not take.'],
  ],
  ['action: pay\neffect: reads\n', [expect.stringContaining('as if it only read')]],
  [
    "action: accounts\ninput: { owner: string }\nresult: 'context<body: list<context<number: number>>>'\n",
    [expect.stringContaining('for another type than it gives')],
  ],
])('%j', async (action, told) => {
  expect(await lacking(action)).toEqual(told);
});

test('a system that is not connected is told once', async () => {
  expect(await lacking('action: pay\n', 'other')).toEqual([
    'The environment production has no system bank: A cannot be asked for until an administrator connects it.',
  ]);
});
