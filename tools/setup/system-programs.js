import { accessSync, constants, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run, SetupError } from './program.js';

const chromiumNames = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge'];
const chromiumPlaces = {
  darwin: ['/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
  win32: ['C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe', 'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe'],
};
const debianPostgres = '/usr/lib/postgresql';
const oldestPostgres = 15;

/** Path of a Chromium for browser tests: `PLINTH_CHROMIUM`, or one installed where Chromium usually is; null without one. */
export function findChromium(environment = process.env, platform = process.platform) {
  if (environment.PLINTH_CHROMIUM) return environment.PLINTH_CHROMIUM;
  const onPath = chromiumNames.flatMap((name) => pathsOf(name, environment, platform));
  return [...onPath, ...(chromiumPlaces[platform] ?? [])].find(isProgram) ?? null;
}

/** Path of Chromium without its windows, which takes a fifth less of the processor; null without one. */
export function findHeadlessChromium(environment = process.env, platform = process.platform) {
  return findProgram('chromium-headless-shell', environment, platform);
}

/**
 * Folder of a system PostgreSQL's programs: `PLINTH_POSTGRES`, or the oldest of Debian's servers that Plinth runs on (the
 * newest comes with Plinth), or the one on the path; null without one.
 */
export function findPostgres(environment = process.env, platform = process.platform) {
  if (environment.PLINTH_POSTGRES) return environment.PLINTH_POSTGRES;
  const versions = existsSync(debianPostgres) ? readdirSync(debianPostgres) : [];
  const usable = versions.filter((version) => Number(version) >= oldestPostgres);
  const debian = usable.sort((a, b) => Number(a) - Number(b)).map((version) => join(debianPostgres, version, 'bin'));
  const onPath = pathsOf('postgres', environment, platform).map((path) => join(path, '..'));
  return [...debian, ...onPath].find((folder) => isProgram(join(folder, platform === 'win32' ? 'postgres.exe' : 'postgres'))) ?? null;
}

/** Path of a program on the path; null without one. */
function findProgram(name, environment = process.env, platform = process.platform) {
  return pathsOf(name, environment, platform).find(isProgram) ?? null;
}

/** Path of a server, which Debian keeps where only administrators' paths lead; null without one. */
export function findServer(name, environment = process.env, platform = process.platform) {
  return (
    findProgram(name, environment, platform) ?? ['/usr/sbin', '/usr/local/sbin'].map((folder) => join(folder, name)).find(isProgram) ?? null
  );
}

/** What tests may need of the system, in the order in which it is looked for. */
export const systemPrograms = [
  {
    name: 'Chromium',
    variable: 'PLINTH_CHROMIUM',
    find: findChromium,
    debianPackage: 'chromium',
    skipped: 'Browser tests are skipped',
  },
  {
    name: 'Chromium without windows',
    variable: 'PATH',
    find: findHeadlessChromium,
    debianPackage: 'chromium-headless-shell',
    skipped: 'Browser tests use Chromium itself and take longer',
    isDispensable: true,
  },
  {
    name: 'PostgreSQL server',
    variable: 'PLINTH_POSTGRES',
    find: findPostgres,
    debianPackage: 'postgresql',
    skipped: 'The database tests run only against the embedded PostgreSQL',
  },
  {
    name: 'Java',
    variable: 'PATH',
    find: () => findProgram('java'),
    debianPackage: 'default-jre-headless',
    skipped: 'Tests against Apache Kafka are skipped',
  },
  {
    name: 'Maven',
    variable: 'PATH',
    find: () => findProgram('mvn'),
    debianPackage: 'maven',
    skipped: 'Tests against Apache Kafka are skipped, unless it was brought before',
  },
  server('MariaDB server', 'mariadbd', 'mariadb-server'),
  server('Redis', 'redis-server', 'redis-server'),
  server('Mosquitto', 'mosquitto', 'mosquitto'),
  server('OpenSSH server', 'sshd', 'openssh-server'),
  server('Dovecot', 'dovecot', 'dovecot-imapd'),
  server('RabbitMQ', 'rabbitmq-server', 'rabbitmq-server'),
];

/** A server of Debian that tests start for themselves. */
function server(name, program, debianPackage) {
  return { name, variable: 'PATH', find: () => findServer(program), debianPackage, skipped: `Tests against it are skipped` };
}

/**
 * What to do about a program that is missing.
 * @param {{ isRoot: boolean, hasApt: boolean, isContinuousIntegration: boolean }} machine
 * @returns {'install' | 'fail' | 'skip'}
 */
export function planForMissing({ isRoot, hasApt, isContinuousIntegration }) {
  if (isRoot && hasApt) return 'install';
  return isContinuousIntegration ? 'fail' : 'skip';
}

/** Finds or installs what the tests need of the system; without it, says what to install, and in continuous integration fails. */
export async function bringSystemPrograms(environment = process.env) {
  const missing = systemPrograms.filter(({ find }) => find() === null);
  if (missing.length === 0) return;
  const machine = {
    isRoot: process.getuid?.() === 0,
    hasApt: existsSync('/usr/bin/apt-get'),
    isContinuousIntegration: isSet(environment.CI),
  };
  const plan = planForMissing(machine);
  if (plan === 'install') await installDebianPackages(missing.map(({ debianPackage }) => debianPackage));
  const stillMissing = missing.filter(({ find }) => find() === null);
  for (const program of stillMissing) console.log(`\n${adviceFor(program)}`);
  const needed = stillMissing.filter(({ isDispensable }) => isDispensable !== true);
  if (needed.length > 0 && machine.isContinuousIntegration) {
    throw new SetupError(`The tests need ${needed.map(({ name }) => name).join(' and ')}, and CI must not skip any.`);
  }
}

/** What to install, and what happens without it. */
export function adviceFor({ name, variable, debianPackage, skipped }) {
  return `${name} is missing. Install it (Debian, Ubuntu: sudo apt-get install ${debianPackage}) or let ${variable} name it. ${skipped}.`;
}

async function installDebianPackages(packages) {
  console.log(`Installing ${packages.join(' and ')} with apt-get …`);
  keepDebianFromStartingPostgres();
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = await run('apt-get', ['update', '-qq'], { env });
  if (update.code !== 0) console.log('apt-get update failed; trying with the package lists as they are.');
  const keepOurs = ['-o', 'Dpkg::Options::=--force-confdef', '-o', 'Dpkg::Options::=--force-confold'];
  const { code } = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...keepOurs, ...packages], { env });
  if (code !== 0) console.log(`apt-get could not install them (exit code ${code}).`);
}

/** Tests start servers of their own; a cluster of the system's would only take its port and memory. */
function keepDebianFromStartingPostgres() {
  const folder = '/etc/postgresql-common';
  const file = join(folder, 'createcluster.conf');
  if (existsSync(file)) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, 'create_main_cluster = false\n');
}

function pathsOf(name, environment, platform) {
  const extension = platform === 'win32' ? '.exe' : '';
  return (environment.PATH ?? '').split(delimiter).flatMap((folder) => (folder === '' ? [] : [join(folder, name + extension)]));
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

export function isSet(variable) {
  return variable !== undefined && variable !== '' && variable !== 'false' && variable !== '0';
}
