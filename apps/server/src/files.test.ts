import {
  type Client,
  createApplication,
  createClient,
  createRecord,
  type FileOutput,
  publish,
  pushDefinition,
  updateRecord,
} from '@plinth/api-contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';

const definition = {
  'plinth.yaml': 'format: 1\nkey: desk\ntype: application\nlabel: Desk\n',
  'roles.yaml': `clerk:
  heldBy: members
  permissions:
    letter: all
    seal: { operations: [ read, create, update ], rowRule: open = true, hidden: [ ] }
visitor:
  heldBy: anyone
  permissions:
    seal: { operations: [ read ], rowRule: open = true, hidden: [ secret ] }
`,
  'entities/letter.yaml':
    'label: Letter\nfields:\n  subject: text\n  scan: { type: file, maxBytes: 1000 }\n  picture: { type: file, accept: [ image/png, image/jpeg ] }\n',
  'entities/seal.yaml': 'label: Seal\nfields:\n  open: { type: boolean, required: true }\n  face: file\n  secret: file\n',
};

const target = { tenant: 'main', environment: 'development', application: 'desk' };
const files = '/data/main/development/desk/-/files';
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 1]);

let running: TestPlatform;
let client: Client;
beforeAll(async () => {
  running = await startTestPlatform();
  client = running.client;
  await client.call(createApplication, { tenant: 'main' }, { key: 'desk', type: 'application', label: 'Desk' });
  await client.call(pushDefinition, target, { files: definition });
  await publish(client, target, { version: '1.0.0' });
});
afterAll(() => running.close());

interface Sent {
  readonly entity?: string;
  readonly field?: string;
  readonly name?: string;
  readonly type?: string;
  readonly token?: string | null;
}

function send(
  content: string | Buffer,
  { entity = 'letter', field = 'scan', name = 'note.txt', type = 'text/plain', token = running.token }: Sent = {},
) {
  const query = new URLSearchParams({ entity, field, name });
  return fetch(`${running.address}${files}?${query}`, {
    method: 'POST',
    headers: { 'content-type': type, ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    body: content as BodyInit,
  });
}

async function stored(content: string | Buffer, options: Sent = {}): Promise<FileOutput> {
  const response = await send(content, options);
  expect(response.status).toBe(201);
  return (await response.json()) as FileOutput;
}

function get(id: string, headers: Record<string, string> = { authorization: `Bearer ${running.token}` }) {
  return fetch(`${running.address}${files}/${encodeURIComponent(id)}`, { headers });
}

describe('a file’s way', () => {
  test('is stored, attached, shown by its record and given back byte by byte', async () => {
    const file = await stored('Žluťoučký kůň', { name: 'dopis č. 1.txt' });
    expect(file).toEqual({ id: expect.any(String), name: 'dopis č. 1.txt', mediaType: 'text/plain', size: 19 });
    const letter = await client.call(createRecord, target, { entity: 'letter', values: { subject: 'First', scan: file.id } });
    expect(letter).toMatchObject({ scan: file });
    const response = await get(file.id);
    expect(await response.text()).toBe('Žluťoučký kůň');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/plain',
      'content-length': '19',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'content-disposition': expect.stringMatching(/^attachment; /),
    });
    const again = await get(file.id, { authorization: `Bearer ${running.token}`, 'if-none-match': response.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
  });

  describe('in parts', () => {
    const text = 'abcdefghijklmnopqrstuvwxyz';
    let id = '';
    let etag = '';
    beforeAll(async () => {
      id = (await stored(text)).id;
      etag = (await get(id)).headers.get('etag') ?? '';
    });
    const part = (headers: Record<string, string>, method = 'GET') =>
      fetch(`${running.address}${files}/${id}`, { method, headers: { authorization: `Bearer ${running.token}`, ...headers } });

    test.each([
      ['bytes=0-3', 'abcd', 'bytes 0-3/26'],
      ['bytes=20-', 'uvwxyz', 'bytes 20-25/26'],
      ['bytes=-2', 'yz', 'bytes 24-25/26'],
      ['bytes=24-999', 'yz', 'bytes 24-25/26'],
    ])('%s gives these bytes and says which they are', async (range, body, contentRange) => {
      const response = await part({ range });
      expect([response.status, await response.text(), response.headers.get('content-range')]).toEqual([206, body, contentRange]);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-length': String(body.length),
        'accept-ranges': 'bytes',
        etag,
        'x-content-type-options': 'nosniff',
        'content-disposition': expect.stringMatching(/^attachment; /),
      });
    });

    test('a range that the file does not have is refused with its size', async () => {
      const response = await part({ range: 'bytes=26-' });
      expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */26']);
      expect(await response.json()).toMatchObject({ code: 'gateway.range-not-satisfiable' });
    });

    test('a range that is none, of several parts, or of a file that has changed since, gives the whole', async () => {
      const asked = [{ range: 'bytes=5-1' }, { range: 'bytes=0-1,3-4' }, { range: 'items=0-1' }];
      const changed = ['"other"', `W/${etag}`, new Date().toUTCString()].map((condition) => ({
        range: 'bytes=0-3',
        'if-range': condition,
      }));
      for (const headers of [...asked, ...changed]) {
        const response = await part(headers);
        expect([response.status, await response.text()], JSON.stringify(headers)).toEqual([200, text]);
      }
      expect(await (await part({ range: 'bytes=0-3', 'if-range': etag })).text()).toBe('abcd');
      expect((await part({ range: 'bytes=0-3', 'if-none-match': etag })).status).toBe(304);
    });

    test('the head alone says how large it is, whatever range is asked for', async () => {
      for (const range of ['', 'bytes=0-3', 'bytes=99-']) {
        const response = await part({ range }, 'HEAD');
        expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([200, '26', '']);
        expect(response.headers.get('accept-ranges')).toBe('bytes');
      }
      expect((await part({ authorization: 'Bearer plt_main_wrong' }, 'HEAD')).status).toBe(401);
    });

    test('a download that was cut off is continued to the very same file', async () => {
      const [first, rest] = [await part({ range: 'bytes=0-9' }), await part({ range: 'bytes=10-', 'if-range': etag })];
      expect((await first.text()) + (await rest.text())).toBe(text);
    });
  });

  test('a record keeps its file when it is written back as it was read', async () => {
    const file = await stored('kept');
    const letter = (await client.call(createRecord, target, { entity: 'letter', values: { scan: file.id } })) as unknown as { id: string };
    const changed = await client.call(updateRecord, target, { entity: 'letter', id: letter.id, values: { subject: 'x', scan: file } });
    expect(changed).toMatchObject({ scan: file });
  });

  test('a file without a byte is a file', async () => {
    expect(await (await get((await stored('')).id)).text()).toBe('');
  });

  test('a file that nobody attached in a day is removed, one that is attached stays', async () => {
    const options = { entity: 'seal', field: 'face' };
    const [left, attached] = [await stored('left', options), await stored('attached', options)];
    await client.call(createRecord, target, { entity: 'seal', values: { open: true, face: attached.id } });
    const [{ schema = '' } = {}] = (await running.ask(`select schemaname as schema from pg_tables where tablename = '_file'`)) as {
      schema?: string;
    }[];
    await running.ask(`update "${schema}"._file set created_at = now() - interval '25 hours'`);
    const other = await startOther();
    try {
      await fetch(`${other.address}${files}?${new URLSearchParams({ ...options, name: 'new' })}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${running.token}` },
        body: 'new',
      });
    } finally {
      await other.close();
    }
    expect((await get(left.id)).status).toBe(404);
    expect((await get(attached.id)).status).toBe(200);
  });
});

/** A second server on the same database, whose hour of looking through begins now. */
async function startOther() {
  const { compose } = await import('./compose.ts');
  const { readConfiguration } = await import('./configuration.ts');
  const platform = await compose(
    readConfiguration({ DATABASE_URL: running.databaseUrl, PLINTH_DATA: running.folder, PLINTH_PORT: '0', PLINTH_EXAMPLES: 'false' }),
  );
  return { address: await platform.listen(), close: () => platform.close() };
}

describe('what is refused', () => {
  test.each([
    ['larger than its field allows', 'x'.repeat(1001), {}, 413, 'files.too-large'],
    ['of another type', '<svg/>', { field: 'picture', type: 'image/svg+xml' }, 415, 'files.type-refused'],
    ['claiming to be a picture', '<script>', { field: 'picture', type: 'image/png', name: 'a.png' }, 415, 'files.type-refused'],
    ['for a field of another type', 'x', { field: 'subject' }, 400, 'files.no-file-field'],
    ['for no field', 'x', { field: '__proto__' }, 400, 'files.no-file-field'],
    ['for no entity', 'x', { entity: 'constructor' }, 404, 'records.unknown-entity'],
    ['from a visitor', 'x', { token: null }, 403, 'records.denied'],
  ] as const)('a file %s', async (_what, content, options, status, code) => {
    const response = await send(content, options);
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([status, code]);
  });

  test('nothing stays of a file that was too large', async () => {
    const before = await running.ask(`select count(*)::int as count from pg_tables where tablename = '_file'`);
    await send('x'.repeat(5000));
    expect(await running.ask(`select count(*)::int as count from pg_tables where tablename = '_file'`)).toEqual(before);
  });

  test.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\letter.pdf', 'letter.pdf'],
    ['..', 'file'],
    ['.htaccess', 'htaccess'],
    ['a\r\nset-cookie: b.txt', 'aset-cookie: b.txt'],
    ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
    [`${'ä'.repeat(1000)}.pdf`, `${'ä'.repeat(196)}.pdf`],
    ['\u0000', 'file'],
  ])('the name %j becomes %j', async (given, kept) => {
    const file = await stored('x', { name: given });
    expect(file.name).toBe(kept);
    expect((await get(file.id)).headers.get('content-disposition')).not.toMatch(/[\r\n\u202e]/);
  });

  test('what claims to be a picture and is none is of unknown type', async () => {
    expect((await stored('<script>', { type: 'image/png' })).mediaType).toBe('application/octet-stream');
  });

  test('a picture is one by its bytes', async () => {
    expect((await stored(png, { type: 'text/html', field: 'picture', name: 'a.html' })).mediaType).toBe('image/png');
  });

  test.each([
    [
      'a file that is already in another record',
      async () => {
        const file = await stored('taken');
        await client.call(createRecord, target, { entity: 'letter', values: { scan: file.id } });
        return { scan: file.id };
      },
    ],
    ['a file of another field', async () => ({ scan: (await stored(png, { field: 'picture', type: 'image/png' })).id })],
    ['a file that does not exist', async () => ({ scan: '01900000-0000-7000-8000-000000000000' })],
  ])('a record with %s', async (_what, values) => {
    await expect(client.call(createRecord, target, { entity: 'letter', values: await values() })).rejects.toMatchObject({ status: 422 });
  });

  test('a file that somebody else uploaded cannot be attached', async () => {
    const file = await stored('mine');
    await running.ask(`update "${await schemaOfFiles()}"._file set created_by = 'somebody' where id = '${file.id}'`);
    await expect(client.call(createRecord, target, { entity: 'letter', values: { scan: file.id } })).rejects.toMatchObject({ status: 422 });
    expect((await get(file.id)).status).toBe(404);
  });
});

async function schemaOfFiles(): Promise<string> {
  const [row] = (await running.ask(`select schemaname as schema from pg_tables where tablename = '_file'`)) as { schema: string }[];
  return row?.schema ?? '';
}

describe('who may have a file', () => {
  const anonymous = {};

  test('visitors get what their role shows: not of closed records, not of hidden fields, nothing unattached', async () => {
    const [face, secret, closed, loose] = await Promise.all(
      ['face', 'secret', 'face', 'face'].map((field) => stored(field, { entity: 'seal', field })),
    );
    await client.call(createRecord, target, { entity: 'seal', values: { open: true, face: face?.id, secret: secret?.id } });
    const answers = await Promise.all([face, secret, loose].map(async (file) => (await get(file?.id ?? '', anonymous)).status));
    expect(answers).toEqual([200, 404, 404]);
    const seal = (await client.call(createRecord, target, { entity: 'seal', values: { open: true, face: closed?.id } })) as unknown as {
      id: string;
    };
    expect((await get(closed?.id ?? '', anonymous)).status).toBe(200);
    const [{ table = '' } = {}] = (await running.ask(
      `select format('%I.%I', schemaname, tablename) as "table" from pg_tables where tablename like '%seal'`,
    )) as { table?: string }[];
    await running.ask(`update ${table} set open = false where id = '${seal.id}'`);
    expect((await get(closed?.id ?? '', anonymous)).status).toBe(404);
    expect((await get(closed?.id ?? '')).status).toBe(404);
  });

  test.each(['', 'x', '../x', '%00', 'a'.repeat(5000), '01900000-0000-7000-8000-000000000000'])('the id %j is nobody’s', async (id) => {
    expect([400, 404, 414]).toContain((await get(id)).status);
  });

  test('a file of one environment is nowhere else', async () => {
    const file = await stored('here');
    await publish(client, { ...target, environment: 'test' }, { version: '1.0.0' });
    const elsewhere = createClient({ address: running.address, fetch, headers: { authorization: `Bearer ${running.token}` } });
    const { downloadFile } = await import('@plinth/api-contract');
    await expect(elsewhere.fetch(downloadFile, { ...target, environment: 'test' }, { file: file.id })).rejects.toMatchObject({
      status: 404,
    });
  });
});
