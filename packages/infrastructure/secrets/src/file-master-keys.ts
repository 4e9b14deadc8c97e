import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PlinthError, shortId } from '@plinth/foundation';
import { keyBytes } from './envelope.ts';
import { secretsErrors } from './errors.ts';
import { type MasterKeys, masterKeysOf } from './master-keys.ts';

interface KeyFile {
  readonly current: string;
  /** Base64 by id. */
  readonly keys: Readonly<Record<string, string>>;
}

/** The master keys in a file for this user alone; it is made where there is none. */
export async function fileMasterKeys(file: string): Promise<MasterKeys> {
  const { current, keys } = await readOrCreate(file).catch((cause: unknown) => unreachable(file, cause));
  try {
    return masterKeysOf(current, new Map(Object.entries(keys).map(([id, key]) => [id, Buffer.from(key, 'base64')])));
  } catch (cause) {
    throw secretsErrors.damagedKey({ file }, { cause });
  }
}

/** Adds a master key to the file and makes it the current one; gives its id. Secrets sealed before keep opening. */
export async function rotateMasterKey(file: string): Promise<string> {
  await fileMasterKeys(file);
  const kept = await read(file);
  const fresh = newKeyFile();
  const temporary = await writeBeside(file, { current: fresh.current, keys: { ...kept?.keys, ...fresh.keys } });
  await rename(temporary, file);
  return fresh.current;
}

async function readOrCreate(file: string): Promise<KeyFile> {
  return (await read(file)) ?? (await create(file));
}

function unreachable(file: string, cause: unknown): never {
  throw cause instanceof PlinthError ? cause : secretsErrors.unreachableKey({ file }, { cause });
}

function newKeyFile(): KeyFile {
  const id = shortId(8);
  return { current: id, keys: { [id]: randomBytes(keyBytes).toString('base64') } };
}

async function read(file: string): Promise<KeyFile | null> {
  let text: string;
  try {
    const { mode } = await stat(file);
    // Windows has no such bits; there the folder's rights decide.
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) throw secretsErrors.exposedKey({ file });
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    const { current, keys } = JSON.parse(text) as Partial<KeyFile>;
    if (typeof current === 'string' && typeof keys === 'object') return { current, keys };
  } catch (cause) {
    // The parser's message quotes the text, hence only its name.
    throw secretsErrors.damagedKey({ file }, { cause: new Error((cause as Error).name) });
  }
  throw secretsErrors.damagedKey({ file });
}

/** Of two servers that start at once the first one's keys stand: a link never replaces a file. */
async function create(file: string): Promise<KeyFile> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const made = newKeyFile();
  const temporary = await writeBeside(file, made);
  try {
    await link(temporary, file);
    return made;
  } catch (error) {
    const first = (error as NodeJS.ErrnoException).code === 'EEXIST' ? await read(file) : null;
    if (first === null) throw error;
    return first;
  } finally {
    await unlink(temporary);
  }
}

async function writeBeside(file: string, content: KeyFile): Promise<string> {
  const temporary = `${file}.${shortId(8)}`;
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await handle.writeFile(JSON.stringify(content));
    await handle.sync();
  } finally {
    await handle.close();
  }
  return temporary;
}
