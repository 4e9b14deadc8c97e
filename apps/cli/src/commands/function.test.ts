import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runIn, temporaryFolder } from '../testing.ts';

let folder: string;
let remove: () => Promise<void>;
let server: Server;
let port: number;
beforeAll(async () => {
  ({ path: folder, remove } = await temporaryFolder());
  const files: Readonly<Record<string, string>> = {
    'total.ts': `interface Input { readonly prices: readonly number[] }
export default async ({ prices }: Input, { records, fetch, secret }) => {
  console.log('adding', prices.length);
  const note = await records('note').create({ text: 'kept' });
  const { items } = await records('note').list();
  const answer = await (await fetch('http://127.0.0.1:PORT/rate', { headers: { authorization: secret('key') } })).json();
  return { sum: prices.reduce((sum, price) => sum + price, 0), notes: items.length, own: items.some(({ id }) => id === note.id), answer };
};
`,
    'hostile.ts': `export default async ({ type }, { tell }) => {
  console.log('\\u001b]52;c;eA==\\u0007');
  const { id } = await tell(type, { a: 1 }, { subject: 's' });
  if (typeof id === 'string') throw new Error('\\u009b2J');
};
`,
    'tells.ts': `export default ({ type }, { tell }) => tell(type, { a: 1 });\n`,
    'throws.ts': `// A comment.\nexport default () => { throw new RangeError('too far'); };\n`,
    'broken.ts': 'export default (',
  };
  server = createServer((request, response) => response.end(JSON.stringify({ sent: request.headers.authorization }))).listen(
    0,
    '127.0.0.1',
  );
  await new Promise((resolve) => server.once('listening', resolve));
  ({ port } = server.address() as AddressInfo);
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content.replace('PORT', String(port)));
});
afterAll(async () => {
  server.close();
  await remove();
});

const run = (...words: readonly string[]) => runIn(folder, ['function', 'run', ...words]);

describe('plinth function run', { timeout: 60_000 }, () => {
  test('calls a function with what it is granted, and prints one document', async () => {
    const grants = JSON.stringify({
      fetch: [`http://127.0.0.1:${port}/`],
      secrets: { key: { value: 'top-secret', address: `http://127.0.0.1:${port}/` } },
      records: { note: ['read', 'create'] },
      data: { note: [{ text: 'before' }] },
    });
    const { code, out, notes } = await run('total.ts', '--input', '{"prices": [1, 2.5]}', '--grants', grants, '--json');
    expect([code, notes]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      result: { sum: 3.5, notes: 2, own: true, answer: { sent: '[key]' } },
      logs: [{ level: 'info', text: 'adding 2' }],
      walls: { standing: expect.arrayContaining(['environment']) },
    });
  });

  test('refuses what is not granted', async () => {
    const { code, out } = await run('total.ts', '--input', '{"prices": []}', '--json');
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      error: { code: 'functions.failed', message: expect.stringContaining('may not create records of note') },
    });
  });

  test('tells events to nobody, if they are granted; a terminal obeys nothing of what a function says', async () => {
    const grants = ['--grants', '{"events": ["sold"]}'];
    const { out } = await run('tells.ts', '--input', '{"type": "sold"}', ...grants, '--json');
    expect(JSON.parse(out)).toMatchObject({ ok: true, told: [{ type: 'sold', data: { a: 1 }, id: expect.any(String) }] });
    expect((await run('tells.ts', '--input', '{"type": "paid"}', ...grants)).code).toBe(3);
    const { code, notes } = await run('hostile.ts', '--input', '{"type": "sold"}', ...grants);
    expect([code, notes]).toEqual([3, expect.stringContaining('info hostile.ts:2:11 \\u001b]52;c;eA==\\u0007')]);
    expect(notes).toContain('The function hostile failed: \\u009b2J');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    expect(notes).not.toMatch(/[\u001b\u0007\u009b]/);
  });

  test('tells where a function failed, and where it cannot be compiled', async () => {
    const thrown = await run('throws.ts', '--json');
    expect(JSON.parse(thrown.out).error).toMatchObject({ code: 'functions.failed', stack: [expect.stringContaining('throws.ts:2:')] });
    const broken = await run('broken.ts', '--json');
    expect([broken.code, JSON.parse(broken.out).error]).toMatchObject([3, { code: 'functions.invalid', line: 1 }]);
  });

  test.each([
    ['--grants', '{"files": ["/"]}'],
    ['--grants', '{"records": {"note": ["drop"]}}'],
    ['--grants', '{"fetch": ["nowhere"]}'],
    ['--grants', '{"fetch": ["file:///etc/passwd"]}'],
    ['--grants', '{"fetch": ["http://user:word@127.0.0.1/"]}'],
    ['--grants', '{"secrets": {"key": {"value": "x", "address": "file:///etc"}}}'],
    ['--grants', '{"events": [1]}'],
    ['--grants', '{"__proto__": {"fetch": ["http://127.0.0.1/"]}}'],
    ['--grants', '[]'],
    ['--grants', 'none'],
    ['--limits', '{"memory": 100000}'],
    ['--input', '{'],
  ])('refuses %s %s', async (option, value) => {
    expect((await run('throws.ts', option, value)).code).toBe(2);
  });
});
