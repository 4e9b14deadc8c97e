import { Readable } from 'node:stream';
import { ByteStream, implement, JsonText, type OperationContract, operation, SessionEnded, SessionGranted } from '@plinth/api-contract';
import { anonymousActor, defineErrors, type RequestContext } from '@plinth/foundation';
import { testContext } from '@plinth/foundation/testing';
import { Type } from 'typebox';
import { afterEach, describe, expect, test } from 'vitest';
import type { PresentedRequest } from './authenticator.ts';
import { gatewayErrors } from './errors.ts';
import { createGateway, type FinishedRequest, type Gateway } from './index.ts';

const errors = defineErrors('gatewaytest', {
  denied: { status: 403, cause: 'caller', message: 'Denied.', hint: 'Sign in.' },
  busy: { status: 503, cause: 'outside', message: 'Busy.', hint: 'Wait.' },
});

const echo = operation({
  id: 'test.echo',
  summary: 'Answers what it was given.',
  method: 'POST',
  path: '/api/{tenant}/things/{thing}',
  input: Type.Object(
    {
      thing: Type.String(),
      count: Type.Optional(Type.Integer()),
      text: Type.String({ maxLength: 10 }),
      ifMatch: Type.Optional(Type.String()),
    },
    { additionalProperties: false },
  ),
  query: ['count'],
  headers: { ifMatch: 'if-match' },
  output: Type.Unknown(),
  status: 201,
  permission: 'member',
  scope: 'things:write',
  idempotency: 'none',
  errors: [],
});

const common = {
  summary: 'Tests.',
  output: Type.Unknown(),
  permission: 'member',
  scope: 'things:write',
  idempotency: 'none',
  errors: [],
} as const;

const list = operation({
  ...common,
  id: 'test.list',
  method: 'GET',
  path: '/api/{tenant}/things',
  input: Type.Object(
    { limit: Type.Optional(Type.Integer({ minimum: 1 })), tag: Type.Optional(Type.Array(Type.String())) },
    { additionalProperties: false },
  ),
});

const upload = operation({
  ...common,
  id: 'test.upload',
  method: 'PUT',
  path: '/api/{tenant}/files/{thing}',
  input: Type.Object(
    { thing: Type.String(), content: Type.Unsafe<AsyncIterable<Uint8Array>>({ format: 'stream' }) },
    { additionalProperties: false },
  ),
  body: 'content',
  bodyLimit: 100_000_000,
});

let gateway: Gateway | undefined;
const finished: FinishedRequest[] = [];
afterEach(async () => {
  finished.length = 0;
  await gateway?.close();
});

function open(
  parts: { presented?: (request: PresentedRequest) => void; context?: Partial<RequestContext>; thrown?: unknown; output?: unknown } = {},
): Gateway['server'] {
  const handler = (output: unknown) => async () => output;
  gateway = createGateway({
    operations: [
      implement(echo, async (context, input, target) => {
        if (parts.thrown !== undefined) throw parts.thrown;
        return 'output' in parts ? parts.output : { input, target, tenant: context.tenant.key };
      }),
      implement(list, async (_context, input) => new JsonText(JSON.stringify(input), '7')),
      implement(upload, async (_context, input) => {
        let size = 0;
        for await (const chunk of input.content) size += chunk.length;
        return { size };
      }),
      implement(
        { ...list, id: 'test.export', path: '/api/{tenant}/export' } as OperationContract,
        handler(new ByteStream('text/html', 'bad"nämé\r\n.html', bytes('<script>'))),
      ),
    ],
    authenticator: {
      authenticate(presented) {
        parts.presented?.(presented);
        return testContext({ trace: presented.trace, ...parts.context });
      },
      authorize(context) {
        if (context.actor.kind === 'anonymous') throw errors.denied();
      },
    },
    sites: [],
    version: '1.0.0',
    secureCookies: false,
    frameAncestors: async () => [],
    ready: async () => true,
    trustedProxies: [],
    onFinished: (request) => finished.push(request),
    onUnhandled: () => {},
  });
  return gateway.server;
}

async function* bytes(text: string) {
  yield text;
}

describe('input', () => {
  test('path, query, headers and body become one flat input', async () => {
    const answer = await open().inject({
      method: 'POST',
      url: '/api/acme/things/a%2Fb?count=3',
      headers: { 'if-match': '"4"' },
      payload: { text: 'hi' },
    });
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toEqual({
      input: { thing: 'a/b', count: 3, text: 'hi', ifMatch: '"4"' },
      target: { application: '' },
      tenant: 'acme',
    });
  });

  test.each([
    ['a misspelt property', { url: '/api/acme/things/a', payload: { text: 'x', txet: 1 } }, '/txet'],
    ['a property that the path says already', { url: '/api/acme/things/a', payload: { text: 'x', thing: 'b' } }, '/thing'],
    ['a tenant in the body', { url: '/api/acme/things/a', payload: { text: 'x', tenant: 'b' } }, '/tenant'],
    ['a missing property', { url: '/api/acme/things/a', payload: {} }, '/text'],
    ['a long text', { url: '/api/acme/things/a', payload: { text: 'x'.repeat(11) } }, '/text'],
    ['an unknown query parameter', { url: '/api/acme/things/a?coutn=1', payload: { text: 'x' } }, '/coutn'],
    ['a wrongly typed query parameter', { url: '/api/acme/things/a?count=many', payload: { text: 'x' } }, '/count'],
  ])('%s is named', async (_name, request, path) => {
    const answer = await open().inject({ method: 'POST', ...request });
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ code: 'plinth.invalid-input', violations: [expect.objectContaining({ path })] });
  });

  test.each([
    ['{"text":', 'gateway.malformed-body', 400],
    ['{"__proto__":{"a":1},"text":"x"}', 'gateway.forbidden-property-name', 400],
    ['{"constructor":{"prototype":{"a":1}},"text":"x"}', 'gateway.forbidden-property-name', 400],
    ['[1]', 'gateway.malformed-body', 400],
    [`{"text":"${'x'.repeat(1_100_000)}"}`, 'gateway.body-too-large', 413],
  ])('the body %.30s is refused', async (payload, code, status) => {
    const answer = await open().inject({
      method: 'POST',
      url: '/api/acme/things/a',
      payload,
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.json()).toMatchObject({ code, status });
    expect(answer.statusCode).toBe(status);
  });

  test('another content type is refused', async () => {
    const answer = await open().inject({
      method: 'POST',
      url: '/api/acme/things/a',
      payload: 'text=x',
      headers: { 'content-type': 'text/plain' },
    });
    expect(answer.statusCode).toBe(415);
  });

  test('repeated query parameters become a list', async () => {
    expect((await open().inject('/api/acme/things?tag=a&tag=b&limit=2')).json()).toEqual({ tag: ['a', 'b'], limit: 2 });
    expect((await open().inject('/api/acme/things?tag=a')).json()).toEqual({ tag: ['a'] });
  });

  test('a streamed body of any type is handed over as bytes', async () => {
    const answer = await open().inject({
      method: 'PUT',
      url: '/api/acme/files/a',
      payload: Buffer.alloc(3_000_000),
      headers: { 'content-type': 'image/png' },
    });
    expect(answer.json()).toEqual({ size: 3_000_000 });
  });
});

test('a streamed body over its limit is refused though its length was not announced', async () => {
  async function* endless() {
    for (let megabyte = 0; megabyte < 120; megabyte++) yield Buffer.alloc(1_000_000);
  }
  const answer = await open().inject({
    method: 'PUT',
    url: '/api/acme/files/a',
    payload: Readable.from(endless()),
    headers: { 'content-type': 'application/octet-stream', 'transfer-encoding': 'chunked' },
  });
  expect(answer.json()).toMatchObject({ code: 'gateway.body-too-large', status: 413 });
});

describe('answers', () => {
  test('an ETag that the caller has answers 304 without a body', async () => {
    const first = await open().inject('/api/acme/things');
    expect(first.headers.etag).toBe('"7"');
    const second = await open().inject({ url: '/api/acme/things', headers: { 'if-none-match': '"7"' } });
    expect([second.statusCode, second.body]).toEqual([304, '']);
  });

  test('bytes are attachments that nothing runs, whatever their name', async () => {
    const answer = await open().inject('/api/acme/export');
    expect(answer.headers['content-disposition']).toBe(
      `attachment; filename="bad_n_m___.html"; filename*=UTF-8''bad%22n%C3%A4m%C3%A9%0D%0A.html`,
    );
    expect(answer.headers['content-security-policy']).toContain('sandbox');
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });

  test('an unexpected error tells its trace and nothing of itself', async () => {
    const answer = await open({ thrown: new Error('password=hunter2 at /srv/secret.ts') }).inject({
      method: 'POST',
      url: '/api/acme/things/a',
      payload: { text: 'x' },
    });
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toMatch(/hunter2|secret/);
    expect(answer.json()).toMatchObject({ code: 'plinth.unexpected', trace: finished[0]?.trace });
    expect(finished[0]).toMatchObject({ status: 500, code: 'plinth.unexpected', error: expect.any(Error) });
  });

  test('a retry time becomes Retry-After', async () => {
    const answer = await open({ thrown: errors.busy({}, { retryAfter: 1.2 }) }).inject({
      method: 'POST',
      url: '/api/acme/things/a',
      payload: { text: 'x' },
    });
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '2']);
  });

  test('an unknown address is a problem document', async () => {
    const answer = await open().inject('/api/acme/nothing?secret=1');
    expect(answer.json()).toMatchObject({ code: 'gateway.route-not-found', detail: 'There is nothing at GET /api/acme/nothing.' });
  });
});

describe('who it is', () => {
  const post = { method: 'POST', url: '/api/acme/things/a', payload: { text: 'x' } } as const;
  const cookie = 'other=1; plinth_session_acme=secret; plinth_session_beta=theirs';

  test('the cookie of the tenant in the path is presented, no other', async () => {
    let presented: PresentedRequest | undefined;
    const server = open({ presented: (request) => (presented = request) });
    await server.inject({
      ...post,
      headers: { cookie, 'x-plinth-csrf': '1', 'sec-fetch-site': 'same-origin', 'accept-language': 'de-AT,en;q=0.5' },
    });
    expect(presented).toMatchObject({ tenantKey: 'acme', sessionToken: 'secret', apiToken: null, locale: 'de-AT' });
  });

  test.each([
    ['no header of ours', { cookie }],
    ['another site', { cookie, 'x-plinth-csrf': '1', 'sec-fetch-site': 'cross-site' }],
    ['a sibling site', { cookie, 'x-plinth-csrf': '1', 'sec-fetch-site': 'same-site' }],
    ['another origin', { cookie, 'x-plinth-csrf': '1', origin: 'https://evil.example' }],
    ['an opaque origin', { cookie, 'x-plinth-csrf': '1', origin: 'null' }],
  ])('a change with a session and %s is refused', async (_name, headers) => {
    expect((await open().inject({ ...post, headers })).json()).toMatchObject({ code: 'gateway.cross-site-request', status: 403 });
  });

  test('a token needs no such header, and wins over a cookie', async () => {
    let presented: PresentedRequest | undefined;
    const answer = await open({ presented: (request) => (presented = request) }).inject({
      ...post,
      headers: { cookie, authorization: 'Bearer plt_1' },
    });
    expect(answer.statusCode).toBe(201);
    expect(presented).toMatchObject({ apiToken: 'plt_1', sessionToken: null });
  });

  test('authorisation comes before the input is read', async () => {
    const answer = await open({ context: { actor: anonymousActor } }).inject({ ...post, payload: { wrong: 1 } });
    expect(answer.statusCode).toBe(403);
  });

  test('a trace that the caller started is continued', async () => {
    await open().inject({ ...post, headers: { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' } });
    expect(finished[0]?.trace).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
  });
});

describe('sessions', () => {
  const post = { method: 'POST', url: '/api/acme/things/a', payload: { text: 'x' } } as const;

  test('a granted session becomes a cookie that scripts cannot read, and no part of the body', async () => {
    const granted = new SessionGranted('acme', 'pls_token', new Date(Date.UTC(2030, 0, 1)), { member: 'a' });
    const answer = await open({ output: granted }).inject(post);
    expect(answer.headers['set-cookie']).toBe(
      'plinth_session_acme=pls_token; Path=/; HttpOnly; SameSite=Lax; Expires=Tue, 01 Jan 2030 00:00:00 GMT',
    );
    expect(answer.json()).toEqual({ member: 'a' });
  });

  test('an ended session deletes the cookie', async () => {
    const answer = await open({ output: new SessionEnded('acme', null) }).inject(post);
    expect(answer.headers['set-cookie']).toContain('plinth_session_acme=; Path=/; HttpOnly; SameSite=Lax; Expires=Thu, 01 Jan 1970');
    expect(answer.statusCode).toBe(204);
  });
});

test('the OpenAPI document is served', async () => {
  const document = (await open().inject('/api/openapi.json')).json();
  expect(document.paths['/api/{tenant}/things/{thing}'].post.requestBody.content['application/json'].schema.required).toEqual(['text']);
});

describe('the language of errors', () => {
  const post = { method: 'POST', url: '/api/acme/things/a', payload: { text: 'x' } } as const;
  const refuse = (language: string | undefined, thrown: unknown) =>
    open({ thrown }).inject({ ...post, headers: language === undefined ? {} : { 'accept-language': language } });

  test.each([
    ['de-AT, en;q=0.5', 'de', 'Zu viele Anfragen.', 'Warten Sie so lange, wie Retry-After sagt.'],
    ['fr, ar;q=0.8', 'ar', 'الطلبات كثيرة جدًا.', 'انتظر المدة التي تذكرها Retry-After.'],
    ['fr', 'en', 'Too many requests.', 'Wait as long as Retry-After says.'],
    [undefined, 'en', 'Too many requests.', 'Wait as long as Retry-After says.'],
  ])('%s is answered in %s, and only the words differ', async (asked, language, detail, hint) => {
    const answer = await refuse(asked, gatewayErrors.tooManyRequests({}, { retryAfter: 3 }));
    expect(answer.headers).toMatchObject({ 'content-language': language, vary: 'accept-language', 'retry-after': '3' });
    expect(answer.json()).toEqual({
      type: 'urn:plinth:error:gateway.too-many-requests',
      title: 'gateway.too-many-requests',
      status: 429,
      code: 'gateway.too-many-requests',
      detail,
      hint,
      cause: 'caller',
      trace: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  test('what no operation caught is said in the language of the reader, too', async () => {
    const server = open();
    const headers = { 'accept-language': 'de' };
    const unknown = await server.inject({ url: '/nowhere/{path}', headers });
    expect(unknown.headers['content-language']).toBe('de');
    expect(unknown.json()).toMatchObject({ code: 'gateway.route-not-found', detail: 'Unter GET /nowhere/%7Bpath%7D ist nichts.' });
    const broken = await server.inject({ ...post, payload: '{', headers: { ...headers, 'content-type': 'application/json' } });
    expect(broken.json()).toMatchObject({ code: 'gateway.malformed-body', detail: 'Der Inhalt ist kein gültiges JSON.' });
    expect((await refuse('de', new TypeError('internals'))).json().detail).toBe('In Plinth ist etwas schiefgegangen.');
  });

  test.each([
    ['de', 'Die Nachricht ist nicht wohlgeformt: {limit}<img src=x>abc.'],
    ['ar', 'صيغة الرسالة غير سليمة: \u2068{limit}<img src=x>abc\u2069.'],
  ])('%s: braces, markup and directions of a parameter stay what they are', async (language, detail) => {
    const thrown = gatewayErrors.malformedMessage({ reason: '{limit}<img src=x>\u202Eabc\u2069' });
    expect((await refuse(language, thrown)).json().detail).toBe(detail);
  });

  test.each(['x'.repeat(10_000), 'de;q=9, __proto__, ../de, constructor;q=1', `${'en;q=0.5, '.repeat(500)}de`, '*', ';;;,,,'])(
    'a header that means no harm or some is answered in English: %.30s',
    async (language) => {
      const answer = await refuse(language, gatewayErrors.tooManyRequests());
      expect([answer.statusCode, answer.headers['content-language'], answer.json().detail]).toEqual([429, 'en', 'Too many requests.']);
    },
  );
});
