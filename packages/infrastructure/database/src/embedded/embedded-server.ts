import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync } from 'node:fs';
import { chown, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { Client, type ClientConfig } from 'pg';
import { databaseErrors } from '../errors.ts';
import { findBinaries } from './binaries.ts';
import { readKept, replaceDurably } from './durable-file.ts';
import { lockFolder } from './folder-lock.ts';
import { keepRunning } from './keep-running.ts';
import { stopOrphan } from './orphan.ts';
import { canReach, findServerUser, type ServerUser } from './server-user.ts';

export interface EmbeddedServer {
  /** How to connect as the superuser. */
  readonly superuser: ClientConfig;
  /** Of the process that runs now: PostgreSQL that ended by itself is started again. */
  readonly processId: number;
  /** Ends the server as PostgreSQL's fast shutdown does: open transactions are rolled back, everything acknowledged is on disk. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Only for tests: without waiting for the disk. */
  readonly durable?: boolean;
  /** Further settings: name to value. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Folder with `bin/initdb` and `bin/postgres` of another PostgreSQL than the one that comes with Plinth. */
  readonly binaries?: string;
  /** Port to try first; any free one where absent or taken. */
  readonly port?: number;
}

const superuserName = 'plinth_superuser';
const databaseName = 'plinth';
const startMilliseconds = 30_000;
/** A shutdown writes what is still in memory, which takes long on a slow disk; being cut off would only mean recovery at the next start. */
const stopMilliseconds = 60_000;
const portAttempts = 5;

/** Starts PostgreSQL on a data folder; makes the folder's database where there is none. */
export async function startEmbeddedServer(folder: string, options: EmbeddedOptions = {}): Promise<EmbeddedServer> {
  const base = resolve(folder);
  await mkdir(base, { recursive: true });
  const unlock = await lockFolder(base);
  try {
    const place = await choosePlace(base);
    const binaries = options.binaries ?? (await findBinaries(place.user, place.runtime));
    const password = await readPassword(base);
    await stopOrphan(place.data);
    if (!existsSync(join(place.data, 'PG_VERSION'))) await initialise(place, binaries, password, options.binaries === undefined);
    const { child, superuser } = await startOnFreePort(place, binaries, options, password);
    // Killed by the system or a person it comes back on the same port, where the pools of the platform look for it.
    const kept = keepRunning(child, () => launch(place, binaries, Number(superuser.port), options), stopServer);
    let stopped: Promise<void> | undefined;
    return {
      superuser,
      get processId() {
        return kept.processId;
      },
      // Once only: a second release would take the lock from whoever started on the folder since.
      stop: () => (stopped ??= kept.stop().then(unlock)),
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}

interface Place {
  /** PostgreSQL's own folder. */
  readonly data: string;
  /** Where binaries may be copied to. */
  readonly runtime: string;
  readonly log: string;
  readonly user: ServerUser | null;
}

/** Inside the folder, unless the user that PostgreSQL runs as cannot get there (a project below root's home). */
async function choosePlace(base: string): Promise<Place> {
  const user = await findServerUser(join(base, 'postgres'));
  if (await canReach(user, base)) {
    return preparePlace({ data: join(base, 'postgres'), runtime: join(base, 'runtime'), log: join(base, 'postgres.log'), user });
  }
  const file = join(base, 'location');
  const kept = await readKept(file);
  const outside =
    kept ??
    join(
      '/var/lib/plinth',
      createHash('sha256')
        .update(`${base} ${randomBytes(8).toString('hex')}`)
        .digest('hex')
        .slice(0, 16),
    );
  if (kept === null) await replaceDurably(file, outside);
  await mkdir(outside, { recursive: true });
  const outsideUser = await findServerUser(join(outside, 'postgres'));
  return preparePlace({
    data: join(outside, 'postgres'),
    runtime: join(outside, 'runtime'),
    log: join(outside, 'postgres.log'),
    user: outsideUser,
  });
}

async function preparePlace(place: Place): Promise<Place> {
  await mkdir(place.data, { recursive: true, mode: 0o700 });
  if (place.user !== null) await chown(place.data, place.user.uid, place.user.gid);
  return place;
}

async function readPassword(base: string): Promise<string> {
  const file = join(base, 'postgres-password');
  const kept = await readKept(file);
  if (kept !== null) return kept;
  const password = randomBytes(24).toString('base64url');
  await replaceDurably(file, password);
  return password;
}

/** Makes the data in a folder beside, so that an interrupted start leaves nothing half made. */
async function initialise(place: Place, binaries: string, password: string, builtinLocale: boolean): Promise<void> {
  const fresh = join(place.data, '..', 'postgres-new');
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  const passwordFile = join(fresh, '..', 'postgres-new-password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (place.user !== null) {
    await chown(fresh, place.user.uid, place.user.gid);
    await chown(passwordFile, place.user.uid, place.user.gid);
  }
  try {
    const child = spawn(
      join(binaries, 'bin', 'initdb'),
      [
        ...['-D', fresh, '-U', superuserName, `--pwfile=${passwordFile}`, '-A', 'scram-sha-256', '-E', 'UTF8'],
        // The builtin provider came with PostgreSQL 17; before it, the system's C.UTF-8 sorts and folds the same.
        ...(builtinLocale ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'] : ['--locale=C.UTF-8']),
        '--no-instructions',
      ],
      { ...asUser(place.user), stdio: ['ignore', 'pipe', 'pipe'], cwd: '/' },
    );
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const code = await new Promise<number | null>((done, fail) => child.once('error', fail).once('close', done));
    if (code !== 0) throw databaseErrors.startFailed({ log: place.log }, { cause: new Error(said) });
    await rm(place.data, { recursive: true, force: true });
    await rename(fresh, place.data);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

interface Started {
  readonly child: ChildProcess;
  readonly superuser: ClientConfig;
}

async function startOnFreePort(place: Place, binaries: string, options: EmbeddedOptions, password: string): Promise<Started> {
  for (let attempt = 0; ; attempt++) {
    const port = attempt === 0 && options.port !== undefined && (await isFree(options.port)) ? options.port : await freePort();
    const child = await launch(place, binaries, port, options);
    const login = { host: '127.0.0.1', port, user: superuserName, password };
    try {
      await waitUntilReady(child, { ...login, database: 'postgres' }, place.log);
      await createDatabaseOnce({ ...login, database: 'postgres' });
      return { child, superuser: { ...login, database: databaseName } };
    } catch (error) {
      await stopServer(child);
      // Between choosing a port and listening on it somebody else may have taken it.
      if (attempt + 1 >= portAttempts || (await isFree(port))) throw error;
    }
  }
}

async function launch(place: Place, binaries: string, port: number, options: EmbeddedOptions): Promise<ChildProcess> {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '80',
    shared_buffers: '128MB',
    max_wal_size: '1GB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(options.durable === false ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
    ...options.settings,
  };
  const log = openSync(place.log, 'a', 0o600);
  try {
    const child = spawn(
      join(binaries, 'bin', 'postgres'),
      ['-D', place.data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      // A process group of its own: Ctrl-C in a terminal would otherwise stop the database before the platform.
      { ...asUser(place.user), stdio: ['ignore', log, log], detached: true, cwd: '/' },
    );
    child.unref();
    await new Promise<void>((done, fail) => child.once('spawn', done).once('error', fail));
    return child;
  } finally {
    closeSync(log);
  }
}

async function waitUntilReady(child: ChildProcess, login: ClientConfig, log: string): Promise<void> {
  const deadline = Date.now() + startMilliseconds;
  let cause: unknown;
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null) {
    const client = new Client({ ...login, connectionTimeoutMillis: 1000 });
    client.on('error', () => {});
    try {
      await client.connect();
      return;
    } catch (error) {
      cause = error;
      await new Promise((done) => setTimeout(done, 20));
    } finally {
      await client.end().catch(() => {});
    }
  }
  throw databaseErrors.startFailed({ log }, { cause });
}

async function createDatabaseOnce(login: ClientConfig): Promise<void> {
  const client = new Client(login);
  await client.connect();
  try {
    const { rows } = await client.query('select 1 from pg_database where datname = $1', [databaseName]);
    if (rows.length === 0) await client.query(`create database ${databaseName}`);
  } finally {
    await client.end();
  }
}

async function stopServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  // Without the reference a process with nothing else to do would exit before the server has.
  child.ref();
  child.kill('SIGINT');
  const timer = setTimeout(() => child.kill('SIGQUIT'), stopMilliseconds);
  await ended;
  clearTimeout(timer);
}

function asUser(user: ServerUser | null): { uid?: number; gid?: number } {
  return user === null ? {} : { uid: user.uid, gid: user.gid };
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address === null || typeof address === 'string' ? fail(new Error('No port.')) : done(address.port)));
    });
  });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(false));
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
  });
}
