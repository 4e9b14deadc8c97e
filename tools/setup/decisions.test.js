import { expect, test } from 'vitest';
import { covers } from './libraries.js';
import { isNewEnough, runtimePackage } from './node-runtime.js';
import { npmCommand, npmEnvironment } from './npm.js';
import { environmentWithNode, exitCode } from './program.js';
import { chosenScripts, importedFolders, nothingToRun, scriptNames } from './scripts.js';
import { adviceFor, findChromium, findPostgres, isSet, planForMissing, systemPrograms } from './system-programs.js';
import { exitCodeOf, totalsLine, totalsOf } from './test-totals.js';

test.each([
  ['20.11.0', false],
  ['23.9.9', false],
  ['24.0.0', true],
  ['26.1.0', true],
])('Node %s runs Plinth itself: %s', (version, enough) => {
  expect(isNewEnough(version)).toBe(enough);
});

test('the pinned Node is the one for the platform, or none', () => {
  const pins = { '': {}, 'node_modules/a': { os: 'linux', cpu: 'x64' }, 'node_modules/b': { os: ['darwin'], cpu: ['arm64'] } };
  expect(runtimePackage(pins, 'linux', 'x64')).toBe('node_modules/a');
  expect(runtimePackage(pins, 'darwin', 'arm64')).toBe('node_modules/b');
  expect(runtimePackage(pins, 'linux', 'arm64')).toBeNull();
});

const locked = {
  '': {},
  'packages/a': { version: '0.1.0' },
  'node_modules/@plinth/a': { link: true },
  'node_modules/zed': { version: '1.0.0', integrity: 'sha512-z' },
  'node_modules/linux': { version: '1.0.0', integrity: 'sha512-l', optional: true, os: ['linux'], cpu: ['x64'] },
  'node_modules/mac': { version: '1.0.0', integrity: 'sha512-m', optional: true, os: ['darwin'], cpu: ['x64'] },
  'node_modules/musl': { version: '1.0.0', integrity: 'sha512-u', optional: true, os: ['linux'], cpu: ['x64'], libc: ['musl'] },
  'node_modules/wasm': { version: '1.0.0', integrity: 'sha512-w', optional: true },
};
const {
  '': _root,
  'packages/a': _workspace,
  'node_modules/mac': _mac,
  'node_modules/musl': _musl,
  'node_modules/wasm': _wasm,
  ...installed
} = locked;

test('libraries are current when everything for this platform is there, even more than that', () => {
  expect(covers(locked, installed, 'linux', 'x64')).toBe(true);
  expect(covers(locked, { ...installed, 'node_modules/more': { version: '1.0.0' } }, 'linux', 'x64')).toBe(true);
});

test.each([
  ['a missing library', 'node_modules/zed', undefined],
  ['another version', 'node_modules/zed', { version: '1.0.1', integrity: 'sha512-z' }],
  ['another content', 'node_modules/zed', { version: '1.0.0', integrity: 'sha512-other' }],
  ['a missing workspace link', 'node_modules/@plinth/a', undefined],
  ['a missing library of this platform', 'node_modules/linux', undefined],
])('%s makes libraries stale', (_, path, entry) => {
  const { [path]: _removed, ...rest } = installed;
  expect(covers(locked, entry === undefined ? rest : { ...rest, [path]: entry }, 'linux', 'x64')).toBe(false);
});

test('a checkout that moved to another platform is stale', () => {
  expect(covers(locked, installed, 'darwin', 'x64')).toBe(false);
});

test('npm is the one that runs us; pnpm and yarn are not npm', () => {
  expect(npmCommand('/usr/lib/npm/bin/npm-cli.js', '/node', 'linux')).toEqual({
    command: '/node',
    parameters: ['/usr/lib/npm/bin/npm-cli.js'],
    shell: false,
  });
  expect(npmCommand('/usr/lib/pnpm.cjs', '/node', 'linux').command).toBe('npm');
  expect(npmCommand(undefined, '/node', 'win32')).toEqual({ command: 'npm', parameters: [], shell: true });
});

test('an inner npm does not inherit the folder and command of the outer one, but its registry and cache', () => {
  const kept = { npm_config_registry: 'https://mirror.example', npm_config_cache: '/cache', PATH: '/bin' };
  expect(npmEnvironment({ ...kept, npm_config_local_prefix: '/x', npm_lifecycle_event: 'start', npm_package_name: 'plinth' })).toEqual(
    kept,
  );
});

test('programs find the chosen Node first', () => {
  expect(environmentWithNode('/opt/node/bin/node', { PATH: '/usr/bin' }).PATH).toMatch(/^\/opt\/node\/bin[:;]\/usr\/bin$/);
});

test('the exit code of a program that a signal ended is that of shells', () => {
  expect([exitCode(3, null), exitCode(null, 'SIGINT'), exitCode(null, 'SIGKILL'), exitCode(null, 'SIGTERM')]).toEqual([3, 130, 137, 143]);
});

test.each([
  [{ isRoot: true, hasApt: true, isContinuousIntegration: false }, 'install'],
  [{ isRoot: true, hasApt: true, isContinuousIntegration: true }, 'install'],
  [{ isRoot: false, hasApt: true, isContinuousIntegration: false }, 'skip'],
  [{ isRoot: true, hasApt: false, isContinuousIntegration: false }, 'skip'],
  [{ isRoot: false, hasApt: true, isContinuousIntegration: true }, 'fail'],
])('a missing program on %j: %s', (machine, plan) => {
  expect(planForMissing(machine)).toBe(plan);
});

test('what is missing is said with how to install it and what happens without', () => {
  expect(systemPrograms.map(adviceFor)).toEqual([
    'Chromium is missing. Install it (Debian, Ubuntu: sudo apt-get install chromium) or let PLINTH_CHROMIUM name it. Browser tests are skipped.',
    'Chromium without windows is missing. Install it (Debian, Ubuntu: sudo apt-get install chromium-headless-shell) or let PATH name it. Browser tests use Chromium itself and take longer.',
    'PostgreSQL server is missing. Install it (Debian, Ubuntu: sudo apt-get install postgresql) or let PLINTH_POSTGRES name it. The database tests run only against the embedded PostgreSQL.',
    'Java is missing. Install it (Debian, Ubuntu: sudo apt-get install default-jre-headless) or let PATH name it. Tests against Apache Kafka are skipped.',
    'Maven is missing. Install it (Debian, Ubuntu: sudo apt-get install maven) or let PATH name it. Tests against Apache Kafka are skipped, unless it was brought before.',
    'MariaDB server is missing. Install it (Debian, Ubuntu: sudo apt-get install mariadb-server) or let PATH name it. Tests against it are skipped.',
    'Redis is missing. Install it (Debian, Ubuntu: sudo apt-get install redis-server) or let PATH name it. Tests against it are skipped.',
    'Mosquitto is missing. Install it (Debian, Ubuntu: sudo apt-get install mosquitto) or let PATH name it. Tests against it are skipped.',
    'OpenSSH server is missing. Install it (Debian, Ubuntu: sudo apt-get install openssh-server) or let PATH name it. Tests against it are skipped.',
    'Dovecot is missing. Install it (Debian, Ubuntu: sudo apt-get install dovecot-imapd) or let PATH name it. Tests against it are skipped.',
    'RabbitMQ is missing. Install it (Debian, Ubuntu: sudo apt-get install rabbitmq-server) or let PATH name it. Tests against it are skipped.',
  ]);
});

test('a named program is taken as it is, and an empty path has none', () => {
  expect(findChromium({ PLINTH_CHROMIUM: '/my/chromium' }, 'linux')).toBe('/my/chromium');
  expect(findChromium({ PATH: '' }, 'linux')).toBeNull();
  expect(findPostgres({ PLINTH_POSTGRES: '/my/bin' }, 'linux')).toBe('/my/bin');
});

test.each([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
  ['', false],
  [undefined, false],
])('CI=%s counts as set: %s', (value, set) => {
  expect(isSet(value)).toBe(set);
});

test('scripts are the files that no other file of the folder imports or starts', () => {
  const sources = {
    'render.ts': "import { keep } from './measurement.ts';\nstart('platform.ts', {});",
    'platform.ts': 'process.send(1);',
    'read.ts': "import { x } from './load.ts';\nimport { keep } from './measurement.ts';",
    'load.ts': 'export const x = 1;',
    'measurement.ts': 'export const keep = 1;',
    'measurement.test.ts': '',
    'globals.d.ts': '',
  };
  expect(scriptNames(sources)).toEqual(['read', 'render']);
});

test('the folders from which a script imports are known, each once', () => {
  const source =
    "import { a } from './rivals/a.ts';\nimport { b } from './rivals/b.ts';\nimport { c } from './measurement.ts';\nimport d from '../x/d.ts';\n";
  expect(importedFolders(source)).toEqual(['rivals']);
  expect(importedFolders('')).toEqual([]);
});

test('a folder without scripts says that nothing was shown, and what there is', () => {
  expect(nothingToRun('conformance', { benchmarks: ['read'], chaos: ['kill'] })).toBe(
    'conformance/ has nothing to run yet, so nothing was run and nothing is shown. There are: benchmarks/read, chaos/kill.',
  );
});

test('scripts are run all or by name; an unknown name is answered with those there are', () => {
  expect(chosenScripts(['a', 'b'], [])).toEqual(['a', 'b']);
  expect(chosenScripts(['a', 'b'], ['b'])).toEqual(['b']);
  expect(() => chosenScripts(['a', 'b'], ['c'])).toThrow('There is no script c; there are: a, b.');
});

const moduleOf = (states, errors = [], suiteErrors = []) => ({
  errors: () => errors,
  children: {
    allTests: () => states.map((state) => ({ result: () => ({ state }) })),
    allSuites: () => (suiteErrors.length > 0 ? [{ errors: () => suiteErrors }] : []),
  },
});

test('a file that does not load, a failing hook and an error outside tests count as failures', () => {
  expect(totalsOf([moduleOf(['passed', 'skipped', 'failed'])], [])).toEqual({ passed: 1, failed: 1, skipped: 1 });
  expect(totalsOf([moduleOf([], [new Error('It does not load.')])], [])).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(totalsOf([moduleOf(['passed'], [], [new Error('A hook failed.')])], [new Error('Nobody waited for it.')])).toEqual({
    passed: 1,
    failed: 2,
    skipped: 0,
  });
  expect(totalsOf([moduleOf(['pending'])], [])).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('the last line is plain, and only passing tests without a failure are success', () => {
  expect(totalsLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
  expect(totalsLine({ passed: 12, failed: 1, skipped: 2 })).toBe('12 passed, 1 failed, 2 skipped');
  expect([exitCodeOf({ passed: 1, failed: 0 }), exitCodeOf({ passed: 1, failed: 1 }), exitCodeOf({ passed: 0, failed: 0 })]).toEqual([
    0, 1, 1,
  ]);
});
