import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { PlinthError } from '@plinth/foundation';
import { testContext } from '@plinth/foundation/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FunctionHost } from '../function-host.ts';
import { defaultLimits } from '../limits.ts';
import { emptyWorld } from '../testing.ts';
import { PackageStore } from './package-store.ts';

/** An archive as registries have them. */
function archive(files: Readonly<Record<string, string>>, type = '0'): Buffer {
  const blocks = Object.entries(files).flatMap(([path, text]) => {
    const header = Buffer.alloc(512);
    header.write(path.startsWith('/') ? path : `package/${path}`, 0);
    header.write('0000644\0', 100);
    header.write(`${Buffer.byteLength(text).toString(8).padStart(11, '0')}\0`, 124);
    header.write(type, 156);
    header.write('ustar\0', 257);
    const content = Buffer.alloc(Math.ceil(Buffer.byteLength(text) / 512) * 512);
    content.write(text);
    return [header, content];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

interface Made {
  readonly files: Readonly<Record<string, string>>;
  readonly type?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly more?: object;
}
const plain = (main: string) => ({ 'package.json': '{"main":"index.js"}', 'index.js': main });
const made: Readonly<Record<string, Readonly<Record<string, Made>>>> = {
  '@shop/vat': {
    '1.2.0': {
      files: {
        'package.json': '{"name":"@shop/vat","main":"lib/index.cjs","module":"lib/index.mjs"}',
        'lib/index.cjs': 'throw new Error("the other form");',
        'lib/index.mjs':
          "import round from 'round-up';\nexport const withVat = (price) => round(price * 1.19);\nexport const fail = () => { throw new Error('in the package'); };",
        'install.js': 'process.exit(1)',
        'README.md': '# VAT',
      },
      dependencies: { 'round-up': '^2.0.0' },
      more: { license: 'MIT' },
    },
  },
  'round-up': {
    '2.0.0': { files: plain('module.exports = () => "old";') },
    '2.1.0': {
      files: plain(
        'const isSlow = process.env.NODE_ENV !== "production"; module.exports = (value) => (isSlow ? 0 : Math.ceil(value * 100) / 100);',
      ),
    },
    '2.2.0': { files: plain('module.exports = () => "deprecated";'), more: { deprecated: 'broken' } },
    '3.0.0': { files: plain('module.exports = () => "too new";') },
  },
  'in-circles': { '1.0.0': { files: plain("exports.a = 1; require('in-circles');"), dependencies: { 'in-circles': '1.0.0' } } },
  native: { '1.0.0': { files: { ...plain(''), 'build/it.node': 'x' } } },
  installs: { '1.0.0': { files: plain(''), more: { hasInstallScript: true } } },
  escapes: { '1.0.0': { files: { ...plain(''), '../../../escaped.js': 'x' } } },
  'file-and-folder': { '1.0.0': { files: { ...plain(''), 'a.js': 'x', 'a.js/b.js': 'y' } } },
  links: { '1.0.0': { files: plain(''), type: '2' } },
  'asks-node': { '1.0.0': { files: plain("module.exports = require('node:fs').readdirSync('/')") } },
  'reads-files': { '1.0.0': { files: plain("module.exports = require('/etc/passwd.json')") } },
};
const archives = new Map<string, Buffer>();
let server: Server;
let folder: string;
let store: PackageStore;
let host: FunctionHost;
let address: string;
let asked = 0;

beforeAll(async () => {
  for (const [name, versions] of Object.entries(made))
    for (const [version, { files, type }] of Object.entries(versions)) archives.set(`${name}@${version}`, archive(files, type));
  server = createServer((request, response) => {
    asked++;
    const path = decodeURIComponent((request.url ?? '').slice(1));
    const found = archives.get(path.replace(/\.tgz$/, ''));
    if (found !== undefined) return response.end(found);
    const versions = made[path];
    if (versions === undefined) return response.writeHead(404).end();
    const told = Object.entries(versions).map(([version, { dependencies = {}, more = {} }]) => {
      const bytes = archives.get(`${path}@${version}`) ?? Buffer.alloc(0);
      const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
      const tarball = `${address}/${encodeURIComponent(`${path}@${version}`)}.tgz`;
      return [version, { version, dependencies, dist: { tarball, integrity }, ...more }];
    });
    response.end(JSON.stringify({ name: path, versions: Object.fromEntries(told) }));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  folder = await mkdtemp(join(tmpdir(), 'plinth-packages-test-'));
  store = new PackageStore({ registry: address, folder });
  host = new FunctionHost({ packages: store });
}, 60_000);
afterAll(async () => {
  await host.close();
  server.close();
  await rm(folder, { recursive: true });
});

const never = new AbortController().signal;
const locked = async (packages: Readonly<Record<string, string>>) => ({ packages, lock: await store.lock(packages, never) });
const run = async (source: string, packages: Awaited<ReturnType<typeof locked>>, by = host) =>
  by.call(testContext(), { owner: 'test', name: 'price', source, limits: defaultLimits, packages }, {}, emptyWorld());
const problem = (work: Promise<unknown>) =>
  work.then(
    () => ({ code: 'done', message: '', details: {} }),
    (error: unknown) => error as PlinthError,
  );
const vat = `import { withVat, fail } from '@shop/vat';\nexport default ({ wrong }) => (wrong ? fail() : withVat(9.99));\n`;

describe('packages of npm in functions', () => {
  test('are locked with all that they need, and become part of the code', { timeout: 60_000 }, async () => {
    const packages = await locked({ '@shop/vat': '1.2.0' });
    expect(Object.keys(packages.lock)).toEqual(['@shop/vat@1.2.0', 'round-up@2.1.0']);
    expect(packages.lock['@shop/vat@1.2.0']).toMatchObject({ license: 'MIT', dependencies: { 'round-up': '2.1.0' } });
    expect((await run(vat, packages)).result).toBe(11.89);
    const failed = await problem(run(vat.replace('wrong ?', 'true ?'), packages));
    expect(failed.details).toMatchObject({
      stack: [expect.stringContaining('@shop/vat/lib/index.mjs:3:'), expect.stringContaining('price.ts:2:')],
    });
  });

  test('what is kept needs no registry; what is not kept is refused clearly', { timeout: 60_000 }, async () => {
    const packages = await locked({ 'in-circles': '1.0.0' });
    const source = `import { a } from 'in-circles';\nexport default () => a;\n`;
    const before = asked;
    const alone = new FunctionHost({ packages: new PackageStore({ registry: null, folder }) });
    try {
      expect((await run(source, packages, alone)).result).toBe(1);
      expect(asked).toBe(before);
      const [kept = ''] = await readdir(folder);
      // Archives that somebody changed are none.
      for (const name of await readdir(folder)) await writeFile(join(folder, name), 'changed');
      expect(kept).toMatch(/^[0-9a-f]{64}\.tgz$/);
      expect((await problem(run(`${source}// again`, packages, alone))).code).toBe('functions.no-registry');
      expect((await run(`${source}// and again`, packages)).result).toBe(1);
    } finally {
      await alone.close();
    }
  });

  test('what is not locked, or other than it was, is refused', { timeout: 60_000 }, async () => {
    const packages = await locked({ 'in-circles': '1.0.0' });
    const source = `import { a } from 'in-circles';\nexport default () => a;\n`;
    expect((await problem(run(source, { ...packages, lock: {} }))).message).toContain('the lock does not have it');
    const other = { ...packages.lock['in-circles@1.0.0'], integrity: `sha512-${'A'.repeat(86)}==`, license: '', dependencies: {} };
    expect((await problem(run(source, { ...packages, lock: { 'in-circles@1.0.0': other } }))).message).toContain(
      'another one than the lock says',
    );
    for (const name of ['../x', '/etc', '__proto__', 'a/../b']) {
      const id = `${name}@1.0.0`;
      expect((await problem(run(source, { packages: { [name]: '1.0.0' }, lock: { [id]: other } }))).code).toMatch(
        /functions\.(unusable-package|failed|invalid)/,
      );
    }
    expect((await problem(run(`import x from 'round-up';\nexport default () => x;\n`, packages))).message).toContain('round-up');
  });

  test.each([
    ['native', 'it holds native code'],
    ['installs', 'run a program when it is installed'],
    ['escapes', 'it holds a file'],
    ['links', 'it has no package.json'],
    ['file-and-folder', '"a.js" is a folder, too'],
    ['missing', 'no package missing'],
  ])('%s is refused when it is locked', async (name, reason) => {
    expect((await problem(store.lock({ [name]: '1.0.0' }, never))).message).toContain(reason);
  });

  test('ranges and addresses are no versions', async () => {
    for (const version of ['^1.0.0', 'latest', 'http://x/y.tgz', 'file:../x', ''])
      expect((await problem(store.lock({ 'round-up': version }, never))).code).toBe('functions.unusable-package');
    expect((await problem(store.lock({ 'round-up': '9.9.9' }, never))).code).toBe('functions.no-package');
    expect((await problem(new PackageStore({ registry: 'http://127.0.0.1:1', folder }).lock({ 'round-up': '2.0.0' }, never))).code).toBe(
      'functions.registry-failed',
    );
  });

  test('a package reaches neither Node nor files', { timeout: 60_000 }, async () => {
    for (const name of ['asks-node', 'reads-files']) {
      const source = `import x from '${name}';\nexport default () => x;\n`;
      const found = await problem(run(source, await locked({ [name]: '1.0.0' })));
      expect(found).toMatchObject({ code: 'functions.invalid', message: expect.stringContaining('Could not resolve') });
    }
  });
});
