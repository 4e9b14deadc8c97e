import { request as rawRequest } from 'node:http';
import { findUnprotectedTables } from '@plinth/database';
import { describeDatabases } from '@plinth/database/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { askToUpgrade, talk } from './testing-channel.ts';
import { type StockedTenant, stockTenant } from './testing-tenant.ts';

interface Described {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly open: boolean;
  readonly parameters: readonly { readonly name: string; readonly in: 'path' | 'query' | 'header' }[];
  /** Properties of a JSON body; none where the body is one value. */
  readonly properties: readonly string[];
  readonly body: 'none' | 'object' | 'record' | 'stream';
}

type Values = Readonly<Record<string, unknown>>;
interface Answer {
  readonly status: number;
  readonly text: string;
}

const hostile = [
  `' or set_config('plinth.tenant', '$tenant', false) = '`,
  `set_config('plinth.tenant', '$tenant', false) != null or pg_sleep(20) = null`,
  `1; reset role; select * from plinth.member; --`,
  `text"; drop table plinth.member; /*`,
  `" or true or "" = "`,
  `../../../$tenant/session`,
  `topic.tenant.name,-text;select pg_sleep(20)`,
  `$tenant`,
];
const nobody = '00000000-0000-4000-8000-000000000000';
const anyId = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The same names as a tenant's values, of things that do not exist; a cursor has no form that could be told without one. */
function missing(values: Values): Values {
  const madeUp = (value: unknown) => String(value).replaceAll(anyId, nobody);
  return {
    ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, madeUp(value)])),
    ...{
      application: 'vermilion',
      group: 'vermilion',
      groupKey: 'vermilion',
      setting: 'vermilion',
      receiver: 'vermilion',
      branch: 'vermilion',
      query: 'query:notes.vermilion',
    },
    ...{ email: 'nobody@vermilion.example', search: 'vermilion', 'idempotency-key': 'vermilion', currentPassword: 'vermilion staple' },
    ...{
      link: String(values.link).replace(/[\w-]{43}$/, 'A'.repeat(43)),
      token: nobody,
      assignment: nobody,
      id: nobody,
      preview: nobody,
      'x-plinth-preview': 'A'.repeat(43),
      record: nobody,
      member: nobody,
      comments: [nobody],
    },
  };
}

const fixed: Values = {
  ...{ value: 'x', process: 'check', visit: '2', worker: 'worker', message: 'away', starts: [{}], leaseSeconds: 30 },
  ...{ delivery: nobody, what: { state: 'failed' } },
  ...{ webhook: 'door', 'webhook-id': 'w1', 'webhook-timestamp': '1', 'webhook-signature': `v1,${'A'.repeat(43)}=` },
  ...{ hours: 1, decision: 'grade', rows: [{ text: 'x' }], on: '2026-01-31' },
  ...{ environment: 'development', application: 'notes', entity: 'note', page: 'notes', name: 'Name', label: 'Label', type: 'application' },
  ...{ password: 'quite another password', newPassword: 'quite another password', applicationKey: 'notes', roleKey: 'writer' },
  ...{
    version: '1.0.0',
    count: 'true',
    limit: '100',
    expand: 'topic',
    sort: '-text',
    locale: 'en',
    values: {},
    files: {},
    actions: [],
    decisions: [],
    ours: 0,
    theirs: 0,
    from: 'main',
  },
  ...{ expectedPosition: 0, scopes: ['*'], administratorName: 'Name', administratorEmail: 'new@nothing.example', tenantName: 'Name' },
};

function describeOperations(document: unknown): Described[] {
  const { paths } = document as { paths: Record<string, Record<string, Record<string, unknown>>> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const content = (operation.requestBody as { content?: Record<string, { schema?: { properties?: object } }> } | undefined)?.content;
      const schema = content?.['application/json']?.schema;
      const properties = Object.keys(schema?.properties ?? {});
      const single = schema === undefined ? 'stream' : properties.length === 0 ? 'record' : 'object';
      return {
        operationId: String(operation.operationId),
        method: method.toUpperCase(),
        path,
        open: operation.security !== undefined,
        parameters: operation.parameters as Described['parameters'],
        properties,
        body: content === undefined ? 'none' : single,
      };
    }),
  );
}

/** Each tenant is kept from the other: from one side on the newest PostgreSQL, from the other on the oldest. */
const directions = [
  { from: 'north', to: 'rival' },
  { from: 'rival', to: 'north' },
];

describeDatabases((server, which) => {
  describe.each(which === 'embedded' ? directions.slice(0, 1) : directions.slice(1))('from $from to $to', ({ from }) => {
    let running: TestPlatform;
    let attacker: StockedTenant;
    let victim: StockedTenant;
    let operations: Described[];
    /** Ids of what is the victim's alone. */
    let treasures: ReadonlySet<string>;
    let before: readonly string[];
    let calls = 0;
    const exercised = new Set<string>();

    beforeAll(async () => {
      running = await startTestPlatform({}, server());
      const north = await stockTenant(running, 'north', 'polarfox', 389);
      const rival = await stockTenant(running, 'rival', 'ultramarine', 407);
      [attacker, victim] = from === 'north' ? [north, rival] : [rival, north];
      operations = describeOperations(await (await fetch(`${running.address}/api/openapi.json`)).json());
      before = await everythingOf(victim.key);
      // What the attacker sends may come back, in its own audit for one; the platform's administrator stands in both audits.
      const known = [...(await everythingOf(attacker.key)), ...Object.values(victim.values)].join('\n');
      const ownIds = new Set(known.match(anyId));
      treasures = new Set((before.join('\n').match(anyId) ?? []).filter((id) => !ownIds.has(id)));
    }, 60_000);
    afterAll(() => running.close());

    /** Every row of a tenant, in the platform's tables and in those of its environments. */
    async function everythingOf(tenant: string): Promise<string[]> {
      const tables = await running.ask(
        `select format('select %L || to_jsonb(t)::text as row from %I.%I t', n.nspname || '.' || c.relname, n.nspname, c.relname) || case n.nspname
           when 'plinth' then format(' where tenant_id = (select tenant_id from plinth.tenant where key = %L)', $1::text) else '' end as query
         from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and (n.nspname = 'plinth' and c.relname <> 'migration' or n.nspname in (
          select 'env_' || id from plinth.environment where tenant_id = (select tenant_id from plinth.tenant where key = $1)))`,
        [tenant],
      );
      const rows = await running.ask(`${tables.map(({ query }) => query).join(' union all ')} order by 1`);
      return rows.map(({ row }) => String(row));
    }

    /** What of the victim's stands in a text. */
    function givenAway(text: string): readonly string[] {
      const words = [victim.canary, victim.session, victim.token].filter((word) => text.includes(word));
      return [...words, ...(text.match(anyId) ?? []).filter((id) => treasures.has(id))];
    }

    /** Calls with the named values, wherever the operation takes them, and looks through the answer. */
    async function call(operation: Described, values: Values, proof: Readonly<Record<string, string>>): Promise<Answer> {
      const named = (name: string) => {
        const value = operation.operationId.startsWith('session.') && name === 'token' ? values.link : values[name];
        return name === 'records' ? [{ text: 'x', topic: values.topic }] : value;
      };
      const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(named(name) ?? 'none')));
      const query = new URLSearchParams();
      const headers: Record<string, string> = { 'x-plinth-csrf': '1', ...proof };
      for (const { name, in: place } of operation.parameters) {
        const value = named(name);
        if (value === undefined || place === 'path') continue;
        if (place === 'query') query.set(name, String(value));
        else headers[name] = String(value);
      }
      const record = { text: 'x', topic: values.topic };
      const bodies = {
        none: undefined,
        object: JSON.stringify(Object.fromEntries(operation.properties.map((name) => [name, named(name)]))),
        record: JSON.stringify(record),
        stream: `text,topic\nx,${values.topic}\n`,
      };
      if (operation.body !== 'none')
        headers['content-type'] = operation.body === 'stream' ? 'application/octet-stream' : 'application/json';
      const sent = `${path}?${query} ${JSON.stringify(values)}`;
      const started = performance.now();
      const response = await fetch(`${running.address}${path}?${query}`, {
        method: operation.method,
        headers,
        body: bodies[operation.body] ?? null,
      });
      const text = await response.text();
      calls += 1;
      exercised.add(operation.operationId);
      const answer = `${operation.operationId} ${sent}: ${response.status} ${text}`;
      expect(response.status, answer).toBeLessThan(500);
      expect(performance.now() - started, answer).toBeLessThan(10_000);
      expect(givenAway(text), answer).toEqual([]);
      expect(text, answer).not.toMatch(new RegExp(`:${victim.records}[,}]`));
      return { status: response.status, text };
    }

    /** What an answer tells: the whole of a problem but for what was sent and the trace, the status of anything else. */
    function told({ status, text }: Answer, values: Values): string {
      if (status < 400) return String(status);
      const { trace: _trace, ...problem } = JSON.parse(text) as Record<string, unknown>;
      const sent = Object.values(values).filter((value) => typeof value === 'string' && value.length > 4);
      return sent.reduce<string>((left, value) => left.replaceAll(String(value), '…'), `${status} ${JSON.stringify(problem)}`);
    }

    async function expectAsIfMissing(operation: Described, theirs: Values, absent: Values, proofs = [bearer(attacker), bearer(attacker)]) {
      const [proof = {}, other = {}] = proofs;
      const real = told(await call(operation, theirs, proof), theirs);
      const made = told(await call(operation, absent, other), absent);
      expect.soft(real, `${operation.operationId} ${JSON.stringify(theirs)}`).toBe(made);
    }

    const bearer = ({ token }: StockedTenant): Readonly<Record<string, string>> => ({ authorization: `Bearer ${token}` });
    const own = (): Values => ({ ...fixed, tenant: attacker.key, id: attacker.values.id, query: attacker.values.query, page: 'notes' });
    const namesOf = ({ parameters, properties }: Described) => [...parameters.map(({ name }) => name), ...properties];

    test('no table is left without row-level security', async () => {
      const [found] = await running.ask('select current_database() as database');
      expect(await findUnprotectedTables({ ...server(), database: String(found?.database) })).toEqual([]);
    });

    test('their live channels are answered like ones that do not exist, and hear nothing of each other', async () => {
      const opening = async (path: string, headers: Readonly<Record<string, string>>) => {
        const { status, text } = await askToUpgrade(running.address, path, { origin: running.address, ...headers });
        expect(givenAway(text)).toEqual([]);
        return status === 101 ? '101' : told({ status, text }, { tenant: victim.key });
      };
      const address = (tenant: string) => `/api/${tenant}/applications/notes/live`;
      const session = (tenant: string, value: string) => ({ cookie: `plinth_session_${tenant}=${value}` });
      expect(await opening(address(attacker.key), bearer(attacker))).toBe('101');
      expect(await opening(address(attacker.key), session(attacker.key, attacker.session))).toBe('101');
      for (const proof of [() => bearer(attacker), (tenant: string) => session(tenant, attacker.session)]) {
        const real = await opening(address(victim.key), proof(victim.key));
        expect(Number(real.slice(0, 3)), real).toBeGreaterThanOrEqual(400);
        expect(real).toBe((await opening(address('nowhere'), proof('nowhere'))).replaceAll('nowhere', '…'));
      }
      expect(await opening(address(attacker.key), session(attacker.key, victim.session))).toMatch(/^4/);

      const join = { type: 'join', window: 'window-one', place: { artefact: null, selection: [] } };
      const [theirs, absent] = [String(victim.values.branch), 'vermilion'];
      const answerTo = async (message: object) => {
        const one = await talk(running.address, address(attacker.key), bearer(attacker));
        one.say(message);
        const { problem } = (await one.next('problem')) as { problem: Record<string, unknown> };
        one.socket.close();
        const { trace: _trace, ...rest } = problem;
        expect(givenAway(JSON.stringify(rest))).toEqual([]);
        return JSON.stringify(rest).replaceAll(theirs, '…').replaceAll(absent, '…');
      };
      expect(await answerTo({ ...join, branch: theirs })).toBe(await answerTo({ ...join, branch: absent }));
      expect(await answerTo({ ...join, member: String(victim.values.member) })).toBe(await answerTo({ ...join, member: nobody }));
      for (const text of hostile)
        expect(await answerTo({ ...join, branch: text.replaceAll('$tenant', victim.key) })).toContain('"status":4');
      // Somebody of each tenant in the application of the same key.
      const rooms = await Promise.all(
        [attacker, victim].map(async (one) => {
          const opened = await talk(running.address, address(one.key), bearer(one));
          opened.say(join);
          await opened.next('joined');
          return opened;
        }),
      );
      for (const room of rooms) room.say({ type: 'place', place: { artefact: 'page', selection: ['page'] } });
      await new Promise((resolve) => setTimeout(resolve, 400));
      for (const { heard, socket } of rooms) {
        expect(heard.filter(({ type }) => type !== 'joined' && type !== 'beat')).toEqual([]);
        expect(heard.find(({ type }) => type === 'joined')).toMatchObject({ people: [] });
        socket.close();
      }
      // Their own opening is in their own audit; nothing else is new.
      await expect.poll(async () => (await everythingOf(victim.key)).length, { timeout: 30_000 }).toBe(before.length + 1);
      const after = await everythingOf(victim.key);
      const added = after.filter((row) => !before.includes(row));
      const gone = before.filter((row) => !after.includes(row));
      // The audit's chain has a new end, too.
      expect([...added, ...gone].filter((row) => !row.startsWith('plinth.audit'))).toEqual([]);
      expect(added.filter((row) => /"operation": ?"branches\.live"/.test(row))).toHaveLength(1);
      expect([added.length, gone.length]).toEqual([2, 1]);
      before = after;
    });

    test('another tenant’s address is answered like one that does not exist, with token and with session', async () => {
      const cookie = (name: string, value: string) => ({ cookie: `plinth_session_${name}=${value}` });
      for (const operation of operations) {
        const theirs = { ...fixed, ...victim.values, ...{ tenant: victim.key, application: 'notes' } };
        const absent = { ...theirs, tenant: 'nowhere' };
        await expectAsIfMissing(operation, theirs, absent);
        await expectAsIfMissing(operation, theirs, absent, [cookie(victim.key, attacker.session), cookie('nowhere', attacker.session)]);
        if (!operation.path.includes('{tenant}')) continue;
        const foreign = victim.session;
        const made = foreign.replace(`_${victim.key}_`, '_nowhere_');
        const mine = { ...own(), key: 'nothing', token: 'nothing' };
        await expectAsIfMissing(operation, mine, mine, [cookie(attacker.key, foreign), cookie(attacker.key, made)]);
      }
    }, 120_000);

    test('their ids, keys, links, cursors and environments are answered like ones that do not exist', async () => {
      const absent = missing(victim.values);
      for (const operation of operations) {
        // What an ordinary look shows, for a list that shows too much needs no foreign value.
        if (operation.method === 'GET') await call(operation, own(), bearer(attacker));
        const names = namesOf(operation).filter(
          (name) => (name in victim.values || name === 'records') && !(operation.open && name === 'password'),
        );
        // The reference in a record's values. Elsewhere nothing would be foreign, and the call would do what it says.
        const refers = operation.body === 'record' || operation.body === 'stream' || names.includes('records');
        for (const name of refers ? [...names, 'topic'] : names) {
          if (name === 'key' && operation.operationId !== 'tenants.update') continue;
          const key = name === 'token' ? ['token', 'link'] : [name];
          const taken = (from: Values) => Object.fromEntries(key.map((part) => [part, from[part]]));
          await expectAsIfMissing(operation, { ...own(), ...taken(victim.values) }, { ...own(), ...taken(absent) });
        }
        await expectAsIfMissing(operation, { ...own(), ...victim.values, key: 'kept-first' }, { ...own(), ...absent, key: 'kept-second' });
        if (!operation.path.includes('{environment}')) continue;
        const [environment] = await running.ask(
          `select e.id from plinth.environment e join plinth.tenant t using (tenant_id) where t.key = $1 and e.key = 'development'`,
          [victim.key],
        );
        await expectAsIfMissing(operation, { ...own(), environment: environment?.id }, { ...own(), environment: 'vermilion' });
      }
    }, 120_000);

    test('hostile text in any place changes nothing of whose data is seen', async () => {
      for (const operation of operations) {
        for (const name of namesOf(operation)) {
          for (const text of hostile) {
            await call(operation, { ...own(), id: nobody, [name]: text.replaceAll('$tenant', victim.key) }, bearer(attacker));
          }
        }
      }
    }, 240_000);

    test('files, unknown methods and metrics give nothing away', async () => {
      const send = (method: string, path: string) =>
        new Promise<Answer>((resolve, reject) => {
          const { hostname, port } = new URL(running.address);
          // Not `fetch`: it resolves the dots before it sends.
          const sending = rawRequest({ hostname, port, method, path, headers: bearer(attacker) }, (response) => {
            let text = '';
            response.setEncoding('utf8').on('data', (part: string) => (text += part));
            response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
          });
          sending.on('error', reject).end();
        });
      const climbs = [
        '../'.repeat(8),
        '..%2f'.repeat(8),
        '%2e%2e/'.repeat(8),
        '..%5c'.repeat(8),
        '%252e%252e%252f'.repeat(8),
        '....//'.repeat(8),
      ];
      for (const climb of climbs) {
        for (const target of ['etc/passwd', 'package.json', `api/${victim.key}/members`]) {
          const { text, status } = await send('GET', `/assets/player/${climb}${target}`);
          expect(status).toBeGreaterThanOrEqual(400);
          expect(text).not.toMatch(/root:|"private"|"items"/);
        }
      }
      expect(await send('GET', '/metrics')).toMatchObject({ status: 404 });
      for (const method of ['TRACE', 'PROPFIND', 'OPTIONS', 'HEAD', 'PUT', 'PATCH']) {
        const told = await send(method, `/data/${victim.key}/development/notes/note`);
        expect(told.status, method).toBeGreaterThanOrEqual(400);
        expect(told.text).not.toContain(victim.canary);
      }
    });

    test('every operation was tried, and the other tenant’s rows are byte for byte what they were', async () => {
      expect([...exercised].sort()).toEqual(operations.map(({ operationId }) => operationId).sort());
      expect(calls).toBeGreaterThan(operations.length * 20);
      expect(await everythingOf(victim.key)).toEqual(before);
    });
  });
});
