import { createClient, implement, operation } from '@plinth/api-contract';
import { defineErrors, PlinthError } from '@plinth/foundation';
import { testContext } from '@plinth/foundation/testing';
import { Type } from 'typebox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGateway, type Gateway } from './index.ts';

const errors = defineErrors('roundtriptest', {
  conflict: { status: 409, cause: 'caller', message: 'The {thing} changed.', hint: 'Read it again.' },
});
const base = {
  summary: 'Tests.',
  output: Type.Unknown(),
  permission: 'anyone',
  scope: 'things:write',
  idempotency: 'none',
  errors: [],
} as const;

const change = operation({
  ...base,
  id: 'things.change',
  method: 'PATCH',
  path: '/data/{tenant}/{environment}/{application}/things/{id}',
  input: Type.Object({
    id: Type.String(),
    dryRun: Type.Optional(Type.Boolean()),
    ifMatch: Type.Optional(Type.String()),
    values: Type.Record(Type.String(), Type.Unknown()),
  }),
  query: ['dryRun'],
  headers: { ifMatch: 'if-match' },
  body: 'values',
});
const find = operation({
  ...base,
  id: 'things.find',
  method: 'GET',
  path: '/api/{tenant}/things',
  input: Type.Object({ tag: Type.Optional(Type.Array(Type.String())), limit: Type.Optional(Type.Integer()) }),
});
const nothing = operation({
  ...base,
  id: 'things.remove',
  method: 'DELETE',
  path: '/api/{tenant}/things/{id}',
  input: Type.Object({ id: Type.String() }),
  output: Type.Null(),
});
const store = operation({
  ...base,
  id: 'things.store',
  method: 'PUT',
  path: '/api/{tenant}/things/{id}/content',
  input: Type.Object({ id: Type.String(), content: Type.Unsafe<AsyncIterable<Uint8Array>>({ format: 'stream' }) }),
  body: 'content',
});
const fail = operation({ ...base, id: 'things.fail', method: 'POST', path: '/api/{tenant}/fail', input: Type.Object({}) });

let gateway: Gateway;
let address: string;
beforeAll(async () => {
  gateway = createGateway({
    operations: [
      implement(change, async (context, input, target) => ({ input, target, tenant: context.tenant.key })),
      implement(find, async (_context, input) => input),
      implement(nothing, async () => null),
      implement(store, async (_context, input) => {
        let text = '';
        for await (const chunk of input.content) text += Buffer.from(chunk).toString();
        return { id: input.id, text };
      }),
      implement(fail, async () => {
        throw errors.conflict({ thing: 'plan' }, { details: { violations: [{ path: '/a', message: 'is old' }] }, retryAfter: 5 });
      }),
    ],
    authenticator: {
      authenticate: (presented) => testContext({ tenant: { id: '1', key: presented.tenantKey ?? '' } }),
      authorize: () => {},
    },
    sites: [],
    version: '1.0.0',
    secureCookies: false,
    frameAncestors: async () => [],
    ready: async () => true,
    trustedProxies: [],
    onFinished: () => {},
    onUnhandled: () => {},
  });
  address = await gateway.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => gateway.close());

const client = () => createClient({ address, fetch, headers: { 'x-plinth-csrf': '1' } });
const target = { tenant: 'acme', environment: 'test', application: 'bank' };

test('what the client sends is what the handler gets, wherever HTTP carries it', async () => {
  const input = { id: 'a/b ü', dryRun: true, ifMatch: '"3"', values: { amount: '12.50', tenant: 'other' } };
  expect(await client().call(change, target, input)).toEqual({ input, target: { application: 'bank' }, tenant: 'acme' });
  expect(await client().call(find, target, { tag: ['a', 'b&c'], limit: 3 })).toEqual({ tag: ['a', 'b&c'], limit: 3 });
});

test('no content is null', async () => {
  expect(await client().call(nothing, target, { id: '1' })).toBeNull();
});

test('bytes are streamed', async () => {
  const content = new Blob(['hello']).stream();
  const response = await client().fetch(store, target, { id: '1', content });
  expect(await response.json()).toEqual({ id: '1', text: 'hello' });
});

test('an error arrives as the error it was', async () => {
  const error = await client()
    .call(fail, target, {})
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(PlinthError);
  expect(error).toMatchObject({
    code: 'roundtriptest.conflict',
    status: 409,
    message: 'The plan changed.',
    hint: 'Read it again.',
    fault: 'caller',
    retryAfter: 5,
    details: { violations: [{ path: '/a', message: 'is old' }] },
  });
});

test('a server that is away, or something else, is said so', async () => {
  const away = createClient({ address: 'http://127.0.0.1:9', fetch, headers: {} });
  await expect(away.call(nothing, target, { id: '1' })).rejects.toMatchObject({ code: 'client.unreachable' });
  const other = createClient({ address, fetch: async () => new Response('<html>', { status: 200 }), headers: {} });
  await expect(other.call(find, target, {})).rejects.toMatchObject({ code: 'client.not-plinth' });
});
