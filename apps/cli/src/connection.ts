import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Connection } from './command.ts';
import { cliErrors } from './errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where `plinth connect` keeps address and token, readable by its owner only. */
function connectionFile(environment: Environment): string {
  return join(environment.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'plinth', 'connection.json');
}

/** The platform to talk to: environment variables first, as in pipelines, else what `plinth connect` kept. */
export async function readConnection(environment: Environment): Promise<Connection> {
  const { PLINTH_SERVER: address, PLINTH_TENANT: tenant, PLINTH_TOKEN: token } = environment;
  if (address !== undefined && tenant !== undefined && token !== undefined) return { address: trimSlash(address), tenant, token };
  const text = await readFile(connectionFile(environment), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) throw cliErrors.notConnected();
  const kept: unknown = JSON.parse(text);
  if (!isConnection(kept)) throw cliErrors.notConnected();
  return kept;
}

export async function keepConnection(environment: Environment, connection: Connection): Promise<string> {
  const file = connectionFile(environment);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, `${JSON.stringify({ ...connection, address: trimSlash(connection.address) }, null, 2)}\n`, { mode: 0o600 });
  return file;
}

function isConnection(value: unknown): value is Connection {
  if (typeof value !== 'object' || value === null) return false;
  const { address, tenant, token } = value as Partial<Connection>;
  return typeof address === 'string' && typeof tenant === 'string' && typeof token === 'string';
}

function trimSlash(address: string): string {
  return address.replace(/\/+$/, '');
}
