import { once } from 'node:events';
import { connect } from 'node:net';
import { getPage, publish, pullDefinition, pushDefinition, runQuery } from '@plinth/api-contract';
import { describeDatabases } from '@plinth/database/testing';
import { PlinthError } from '@plinth/foundation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { type StockedTenant, stockTenant } from './testing-tenant.ts';

describeDatabases((server) => {
  let running: TestPlatform;
  let attacker: StockedTenant;
  let victim: StockedTenant;
  let releases = 0;

  beforeAll(async () => {
    running = await startTestPlatform({}, server());
    attacker = await stockTenant(running, 'north', 'polarfox', 3);
    victim = await stockTenant(running, 'rival', 'ultramarine', 5);
  }, 60_000);
  afterAll(() => running.close());

  /** Sends bytes as they are and gives what comes back: one whole answer, or all until the server ends or is silent. */
  async function exchange(text: string): Promise<string> {
    const { hostname, port } = new URL(running.address);
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.setEncoding('latin1').on('data', (part: string) => {
      answer += part;
      const [head = '', body] = answer.split(/\r\n\r\n(.*)/s, 2);
      const length = /^content-length: (\d+)/im.exec(head)?.[1];
      // A second answer, if the first request hid another, comes at once.
      if (body !== undefined && length !== undefined && body.length >= Number(length)) setTimeout(() => socket.destroy(), 50);
    });
    socket.on('error', () => {});
    await once(socket, 'connect');
    socket.write(text);
    socket.setTimeout(3000, () => socket.destroy());
    await once(socket, 'close');
    return answer;
  }
  const secrets = () => [victim.canary, victim.session, victim.token, String(victim.values.id), String(victim.values.member)];
  function expectNothingOfTheirs(answer: string, sent: string): void {
    for (const secret of secrets()) expect(answer, sent).not.toContain(secret);
  }
  const proofs = () => [
    `authorization: Bearer ${attacker.token}`,
    `cookie: plinth_session_${attacker.key}=${attacker.session}`,
    `cookie: plinth_session_${victim.key}=${attacker.session}`,
    'x-nothing: 1',
  ];

  test('the login of the platform is no superuser, and its runtime still less', async () => {
    const sessions = await running.ask(
      `select distinct a.usename, r.rolsuper, r.rolbypassrls, r.rolcreaterole from pg_stat_activity a join pg_roles r on r.rolname = a.usename
        where a.datname = current_database() and a.pid <> pg_backend_pid() order by 1`,
    );
    expect(sessions.length).toBeGreaterThan(0);
    for (const session of sessions) expect(session).toMatchObject({ rolsuper: false, rolbypassrls: false });
    expect(sessions.filter(({ usename }) => String(usename).startsWith('plinth_runtime_'))).toMatchObject([{ rolcreaterole: false }]);
  });

  test('no address turns into a WebSocket, nor their live channel for anybody else', async () => {
    const paths = [
      '/',
      '/ws',
      `/api/${victim.key}/members`,
      `/data/${victim.key}/development/notes/note`,
      `/apps/${victim.key}/development/notes`,
      `/api/${victim.key}/applications/notes/live`,
      `/api/${victim.key}/applications/notes/live/`,
      `/api/${victim.key}/applications/notes/live?branch=main`,
      `/api/${victim.key}//applications/notes/live`,
      `/api/${attacker.key}/../${victim.key}/applications/notes/live`,
      `/api/${attacker.key}%2f..%2f${victim.key}/applications/notes/live`,
    ];
    for (const path of paths) {
      for (const proof of proofs()) {
        const sent = `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n${proof}\r\n\r\n`;
        const answer = await exchange(sent);
        expect(answer, sent).toMatch(/^HTTP\/1\.1 (200|4\d\d) /);
        expectNothingOfTheirs(answer, sent);
      }
    }
  });

  test('another protocol, a proxy’s methods and two requests in one give nothing away', async () => {
    const theirs = `/data/${victim.key}/development/notes/note`;
    const [bearer = ''] = proofs();
    const smuggled = `GET ${theirs} HTTP/1.1\r\nhost: x\r\n${bearer}\r\n\r\n`;
    const head = `host: x\r\n${bearer}\r\n`;
    const attempts = [
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      `GET ${theirs} HTTP/1.1\r\n${head}connection: Upgrade, HTTP2-Settings\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABkAAQAAP__\r\n\r\n`,
      `CONNECT ${victim.key}.example:443 HTTP/1.1\r\n${head}\r\n`,
      `GET http://${victim.key}.example${theirs} HTTP/1.1\r\n${head}\r\n`,
      `GET ${theirs} HTTP/1.1\r\n${head}x-forwarded-for: 127.0.0.1\r\nx-original-url: ${theirs}\r\nx-http-method-override: DELETE\r\n\r\n`,
      `POST /api/${attacker.key}/groups HTTP/1.1\r\n${head}content-length: ${smuggled.length}\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
      `POST /api/${attacker.key}/groups HTTP/1.1\r\n${head}content-length: 0\r\ncontent-length: 10\r\n\r\n${smuggled}`,
      `GET ${theirs} HTTP/1.1\r\n${head}${bearer}\r\nauthorization: Bearer plt_${victim.key}_x\r\n\r\n`,
      `GET /data/${attacker.key}/../${victim.key}/development/notes/note HTTP/1.1\r\n${head}\r\n`,
      `GET /data/${attacker.key}%2f..%2f${victim.key}/development/notes/note HTTP/1.1\r\n${head}\r\n`,
      `GET //data//${victim.key}//development/notes/note HTTP/1.1\r\n${head}\r\n`,
      `GET ${theirs}\0 HTTP/1.1\r\n${head}\r\n`,
    ];
    for (const sent of attempts) {
      const answer = await exchange(sent);
      expect(answer, sent).not.toMatch(/^HTTP\/1\.1 (1|2|3|5)\d\d /m);
      expectNothingOfTheirs(answer, sent);
    }
  });

  test('addresses that no document names tell nothing, whoever asks', async () => {
    const names = ['', 'admin', 'debug', 'metrics', '.env', '.git/config', 'server-status', 'graphql', 'swagger', 'documentation/json'];
    const prefixes = [
      '',
      'api/',
      `api/${victim.key}/`,
      `data/${victim.key}/`,
      `data/${victim.key}/development/notes/-/`,
      'assets/player/',
      'assets/',
    ];
    for (const prefix of prefixes) {
      for (const name of names) {
        for (const proof of proofs()) {
          const sent = `GET /${prefix}${name} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${proof}\r\n\r\n`;
          const answer = await exchange(sent);
          expectNothingOfTheirs(answer, sent);
          if (prefix !== '' || name !== '') expect(answer, sent).toMatch(/^HTTP\/1\.1 4\d\d /);
        }
      }
    }
  }, 60_000);

  test('the Player’s page is the same for every tenant, one that is there or not', async () => {
    const page = async (tenant: string) =>
      (await (await fetch(`${running.address}/apps/${tenant}/development/notes`)).text()).replaceAll(
        /nonce="[^"]*"|content="[\w-]{22}"/g,
        '',
      );
    expect(await page(victim.key)).toBe(await page('nowhere'));
  });

  /** What a page's query with this filter answers, once it is published. */
  async function answerOf(filter: string): Promise<string> {
    const { client, key } = attacker;
    const target = { tenant: key, environment: 'development', application: 'notes' };
    const page = `label: Notes\npath: ''\nqueries:\n  sly: { entity: note, filter: ${JSON.stringify(filter)}, count: true }\ncomponents:\n  - ui.heading: Notes\n`;
    const { files } = await client.call(pullDefinition, target, {});
    await client.call(pushDefinition, target, { files: { ...files, 'pages/notes.yaml': page } });
    await publish(client, target, { version: `1.${++releases}.0` });
    const plan = await client.call(getPage, target, { page: 'notes' });
    return JSON.stringify(await client.call(runQuery, target, { query: plan.queries[0]?.id ?? '', values: {} }));
  }

  test('a harmless filter of a published page finds the tenant’s own rows', async () => {
    const answer = await answerOf('text != "x"');
    expect(answer).toContain(attacker.canary);
    expectNothingOfTheirs(answer, 'text');
  });

  test.each([
    'set_config("plinth.tenant", "$tenant", false) != null',
    'current_setting("plinth.tenant") != null',
    'text = "x\\"); set role plinth_owner; --"',
    "text = \"x'); set plinth.tenant = '$tenant'; --\"",
    'pg_read_file("/etc/passwd") != null',
    'text in (select text from note)',
  ])('the filter %s of a published page reaches no row of theirs', async (filter) => {
    const outcome = await answerOf(filter.replaceAll('$tenant', victim.key)).catch((error: unknown) => error);
    if (outcome instanceof PlinthError) expect(outcome.status).toBeLessThan(500);
    else expect(outcome).toBe('{"rows":[],"nextCursor":null,"count":0}');
  });
});
