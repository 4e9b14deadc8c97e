import { defineErrors } from '@plinth/foundation';
import { processorTime } from '@plinth/foundation/testing';
import { describe, expect, test } from 'vitest';
import { memoryLogger } from './testing.ts';

const errors = defineErrors('observability-test', {
  broken: { status: 500, cause: 'ours', message: 'It broke at {place}.', hint: 'Report it.' },
});
const token = (prefix: string) => `${prefix}_acme_${'a-B_'.repeat(10)}xyz`;

function written(log: (logger: ReturnType<typeof memoryLogger>['logger']) => void): string {
  const { logger, lines } = memoryLogger();
  log(logger);
  expect(lines).toHaveLength(1);
  return JSON.stringify(lines[0]);
}

describe('lines', () => {
  test('carry level, time, message, fields and those of the child', () => {
    const { logger, lines } = memoryLogger();
    logger.child({ tenant: 'acme', trace: 'f'.repeat(32) }).info({ operation: 'a', count: 1n, when: new Date(0) }, 'done');
    expect(lines).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        tenant: 'acme',
        trace: 'f'.repeat(32),
        operation: 'a',
        count: '1',
        when: '1970-01-01T00:00:00.000Z',
        message: 'done',
      },
    ]);
  });

  test('below the level are not written', () => {
    const { logger, lines } = memoryLogger('warn');
    logger.info('quiet');
    logger.child({ tenant: 'a' }).debug({}, 'quiet');
    logger.warn('loud');
    expect(lines.map(({ message }) => message)).toEqual(['loud']);
  });

  test('stay bounded: cycles, depth, width, bytes', () => {
    const cyclic: Record<string, unknown> = { list: Array.from({ length: 5000 }, (_, index) => index), bytes: new Uint8Array(9) };
    cyclic.self = cyclic;
    let deep: Record<string, unknown> = {};
    for (let level = 0; level < 1000; level++) deep = { deep };
    const line = written((logger) => logger.info({ cyclic, deep }, 'large'));
    expect(line).toContain('[circular]');
    expect(line).toContain('[4900 more]');
    expect(line).toContain('[9 bytes]');
    expect(line).toContain('[deeper]');
    expect(line.length).toBeLessThan(2000);
  });
});

describe('secrets are hidden', () => {
  test.each([
    'authorization',
    'Set-Cookie',
    'cookie',
    'password',
    'PLINTH_ADMINISTRATOR_PASSWORD',
    'newPassword',
    'client_secret',
    'apiKey',
    'refresh-token',
    'DATABASE_URL',
  ])('by the name %s, at any depth and in the fields of a child', (name) => {
    const fields = { request: { headers: [{ [name]: 'hunter2' }], nested: { [name]: { value: 'hunter2' } } } };
    for (const log of [
      written((logger) => logger.info(fields, 'x')),
      written((logger) => logger.child(fields).info('x')),
      written((logger) =>
        logger
          .child({ a: 1 })
          .child(fields)
          .info({ map: new Map([[name, 'hunter2']]) }, 'x'),
      ),
    ]) {
      expect(log).not.toContain('hunter2');
      expect(log).toContain('[redacted]');
    }
  });

  test.each([
    [token('plt'), 'acme'],
    [token('plu'), 'acme'],
    [token('pls'), 'acme'],
    ['Bearer abcdef123456', 'abcdef123456'],
    ['Authorization: Basic dXNlcjpwYXNz', 'dXNlcjpwYXNz'],
    ['postgres://user:p%40ss-w0rd@db:5432/plinth', 'p%40ss-w0rd'],
    ['postgres://user:with"quote\\slash@db/plinth', 'quote'],
    ['https://:hunter2@host/', 'hunter2'],
    ['host=db password=hunter2 user=a', 'hunter2'],
    ['/callback?state=1&access_token=hunter2&x=1', 'hunter2'],
    ['eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl', 'c2lnbmF0dXJl'],
    ['-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\n-----END EC PRIVATE KEY-----', 'MHcCAQEE'],
  ])('by the form of %s, wherever it stands', (secret, part) => {
    const cause = new Error(`inner ${secret}`);
    for (const log of [
      written((logger) => logger.info(`said ${secret} aloud`)),
      written((logger) => logger.info({ a: [{ b: `x ${secret}` }] }, 'x')),
      written((logger) => logger.child({ where: secret }).info('x')),
      written((logger) => logger.error({ err: new Error(`failed at ${secret}`) }, 'x')),
      written((logger) => logger.error({ err: errors.broken({ place: secret }, { cause }) }, 'x')),
      written((logger) => logger.error({ err: secret }, 'x')),
      written((logger) => logger.error({ err: { thrown: { value: secret } } }, 'x')),
      written((logger) => logger.error({ err: new AggregateError([cause]) }, 'x')),
    ]) {
      expect(log).not.toContain(part);
      expect(log).toContain('[redacted]');
    }
  });

  test.each(['eyJ', 'a-', 'postgres', 'pla_', '-----BEGIN PRIVATE KEY-----', 'token-', '://a:'])(
    'in linear time: a long row of %s',
    (part) => {
      const spent = processorTime();
      written((logger) => logger.info({ text: part.repeat(20_000) }, 'x'));
      expect(spent()).toBeLessThan(1000);
    },
  );

  test('in a long text before it is cut', () => {
    const log = written((logger) => logger.info({ text: `${'x'.repeat(9980)} ${token('plt')} ${'y'.repeat(9980)}` }, 'x'));
    expect(log).not.toContain('plt_');
    expect(log.length).toBeLessThan(10_200);
  });

  test('what only looks similar stays readable', () => {
    const text = 'GET http://localhost:8080/users/a@example.org plt_short, 3 tokens, basic test, https://host:80/ a@b.c';
    const { logger, lines } = memoryLogger();
    logger.info({ link: 'http://localhost:8080/', email: 'a@example.org' }, text);
    expect(lines[0]).toMatchObject({ message: text, link: 'http://localhost:8080/', email: 'a@example.org' });
  });
});

test('an error is logged with code, stack and its chain of causes, without the data PostgreSQL quotes', () => {
  const root = Object.assign(new Error('duplicate key'), { code: '23505', constraint: 'member_email_key', detail: 'Key (email)=(a@b.c)' });
  const { logger, lines } = memoryLogger();
  logger.error({ err: errors.broken({ place: 'home' }, { cause: root }) }, 'request failed');
  expect(lines[0]).toMatchObject({
    err: {
      type: 'PlinthError',
      code: 'observability-test.broken',
      message: 'It broke at home.',
      stack: expect.stringContaining('logger.test.ts'),
      cause: { type: 'Error', code: '23505', constraint: 'member_email_key', message: 'duplicate key' },
    },
  });
  expect(JSON.stringify(lines)).not.toContain('a@b.c');
});
