import { type Database, isoTime, statement } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import { isMariadbAddress } from '@plinth/mariadb';
import { recordErrors } from '@plinth/record-store';
import type { Secrets } from '@plinth/secrets';
import { connectionErrors } from './errors.ts';

/** What may be told of a connection. */
export interface ConnectionDetails {
  readonly key: string;
  /** Which database it is. */
  readonly product: 'postgres' | 'mariadb';
  readonly host: string;
  readonly database: string;
  readonly login: string;
  /** Whether applications may change records there. */
  readonly writable: boolean;
  readonly setAt: string;
  readonly setBy: string;
}

/** A connection as it is kept. */
export interface SealedConnection {
  readonly sealed: string;
  readonly writable: boolean;
}

/** Of both kinds in an environment. */
export const mostConnections = 100;
const details = `key, coalesce(about->>'product', 'postgres') as product, host, database, login, writable, ${isoTime('set_at')} as "setAt", set_by as "setBy"`;
const here = 'tenant_id = $1 and environment_id = $2';
const databases = `${here} and kind = 'database'`;
const all = statement(`select ${details} from plinth.connection where ${databases} order by key`);
const one = statement(`select sealed, writable from plinth.connection where ${databases} and key = $3`);
/** How many there are beside one. */
export const others = statement(`select count(*)::int4 as count from plinth.connection where ${here} and key <> $3`);
const put =
  statement(`insert into plinth.connection (tenant_id, environment_id, key, sealed, host, database, login, set_by, writable, about)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, jsonb_build_object('product', $10::text))
on conflict (tenant_id, environment_id, key) do update set sealed = excluded.sealed, host = excluded.host, database = excluded.database,
  login = excluded.login, writable = excluded.writable, set_at = now(), set_by = excluded.set_by, about = excluded.about
  where connection.kind = 'database' returning ${details}`);
const drop = statement(`delete from plinth.connection where ${here} and key = $3 returning key`);

/** Keeps the connections of environments, their addresses sealed for tenant, environment and key. */
export class ConnectionStore {
  readonly #database: Database;
  readonly #secrets: Secrets;

  constructor(database: Database, secrets: Secrets) {
    this.#database = database;
    this.#secrets = secrets;
  }

  async list(context: RequestContext): Promise<readonly ConnectionDetails[]> {
    return (await this.#database.query<ConnectionDetails>(context, all, placeOf(context))).rows;
  }

  /** Keeps an address that is known to be one. Throws `connections.too-many`, `connections.other-kind`. */
  async set(context: RequestContext, key: string, address: string, writable: boolean): Promise<ConnectionDetails> {
    const place = placeOf(context);
    const { rows: counted } = await this.#database.query<{ count: number }>(context, others, [...place, key]);
    if ((counted[0]?.count ?? 0) >= mostConnections) throw connectionErrors.tooMany({ most: mostConnections });
    const sealed = await this.#secrets.seal(context, secretName(key), address);
    const { host, username, pathname } = new URL(address);
    const told = [host, decodeURIComponent(pathname.slice(1)), decodeURIComponent(username)];
    const { rows } = await this.#database.query<ConnectionDetails>(context, put, [
      ...place,
      key,
      sealed,
      ...told,
      context.actor.id,
      writable,
      isMariadbAddress(address) ? 'mariadb' : 'postgres',
    ]);
    const [kept] = rows;
    if (kept === undefined) throw connectionErrors.otherKind({ connection: key });
    return kept;
  }

  /** Throws `records.no-source` where there is none. */
  async remove(context: RequestContext, key: string): Promise<void> {
    const { count } = await this.#database.query(context, drop, [...placeOf(context), key]);
    if (count === 0) throw recordErrors.noSource({ connection: key });
  }

  /** The address as it is sealed, and whether records may be changed there; throws `records.no-source`. */
  async sealed(context: RequestContext, key: string): Promise<SealedConnection> {
    const { rows } = await this.#database.query<SealedConnection>(context, one, [...placeOf(context), key]);
    const [found] = rows;
    if (found === undefined) throw recordErrors.noSource({ connection: key });
    return found;
  }

  open(context: RequestContext, key: string, sealed: string): Promise<string> {
    return this.#secrets.open(context, secretName(key), sealed);
  }
}

/** Under which name a connection's secret is sealed. */
export function secretName(key: string): string {
  return `connection/${key}`;
}

/** Tenant and environment, as statements take them. */
export function placeOf({ tenant, environment }: RequestContext): readonly [string, string] {
  if (environment === null) throw recordErrors.noEnvironment();
  return [tenant.id, environment.id];
}
