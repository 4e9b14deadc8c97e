import { type Database, isoTime, statement } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import type { Secrets } from '@plinth/secrets';
import { settingsErrors } from './errors.ts';

/** What an environment says of a setting, as it may be told. */
export interface StoredSetting {
  readonly key: string;
  readonly isSecret: boolean;
  /** Null of a secret. */
  readonly value: unknown;
  readonly setAt: string;
  readonly setBy: string;
}

/** Of one application in one environment. */
const mostSettings = 500;
const here = 'tenant_id = $1 and environment_id = $2 and application = $3';
const told = `key, sealed is not null as "isSecret", value, ${isoTime('set_at')} as "setAt", set_by as "setBy"`;
const all = statement(`select ${told} from plinth.setting where ${here} order by key`);
const plain = statement(`select key, value from plinth.setting where ${here} and sealed is null`);
const one = statement(`select sealed from plinth.setting where ${here} and key = $4 and sealed is not null`);
const others = statement(`select count(*)::int4 as count from plinth.setting where ${here} and key <> $4`);
const put = statement(`insert into plinth.setting (tenant_id, environment_id, application, key, value, sealed, set_by)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (tenant_id, environment_id, application, key) do update
  set value = excluded.value, sealed = excluded.sealed, set_at = now(), set_by = excluded.set_by
returning ${told}`);
const dropAll = statement(`delete from plinth.setting where ${here}`);
const drop = statement(`delete from plinth.setting where ${here} and key = $4`);

/** Keeps what environments say of the settings of applications. */
export class SettingStore {
  readonly #database: Database;
  readonly #secrets: Secrets;

  constructor(database: Database, secrets: Secrets) {
    this.#database = database;
    this.#secrets = secrets;
  }

  async list(context: RequestContext, application: string): Promise<readonly StoredSetting[]> {
    return (await this.#database.query<StoredSetting>(context, all, placeOf(context, application))).rows;
  }

  /** By key, without secrets. */
  async values(context: RequestContext, application: string): Promise<Readonly<Record<string, unknown>>> {
    const { rows } = await this.#database.query<{ key: string; value: unknown }>(context, plain, placeOf(context, application));
    return Object.fromEntries(rows.map(({ key, value }) => [key, value]));
  }

  /** The text of a secret; null where there is none. */
  async secret(context: RequestContext, application: string, key: string): Promise<string | null> {
    const { rows } = await this.#database.query<{ sealed: string }>(context, one, [...placeOf(context, application), key]);
    const [found] = rows;
    return found === undefined ? null : this.#secrets.open(context, secretName(application, key), found.sealed);
  }

  /** Keeps a value that is known to fit; of a secret its text, sealed. Throws `settings.too-many`. */
  async set(context: RequestContext, application: string, key: string, value: unknown, isSecret: boolean): Promise<StoredSetting> {
    const place = placeOf(context, application);
    const { rows: counted } = await this.#database.query<{ count: number }>(context, others, [...place, key]);
    if ((counted[0]?.count ?? 0) >= mostSettings) throw settingsErrors.tooMany({ most: mostSettings, application });
    const sealed = isSecret ? await this.#secrets.seal(context, secretName(application, key), String(value)) : null;
    const { rows } = await this.#database.query<StoredSetting>(context, put, [
      ...place,
      key,
      isSecret ? null : JSON.stringify(value),
      sealed,
      context.actor.id,
    ]);
    const [kept] = rows;
    if (kept === undefined) throw new Error('A setting that was kept was not told.');
    return kept;
  }

  /** All of an application. */
  async forget(context: RequestContext, application: string): Promise<void> {
    await this.#database.query(context, dropAll, placeOf(context, application));
  }

  /** Whether there was anything to forget. */
  async unset(context: RequestContext, application: string, key: string): Promise<boolean> {
    return (await this.#database.query(context, drop, [...placeOf(context, application), key])).count > 0;
  }
}

function secretName(application: string, key: string): string {
  return `setting/${application}/${key}`;
}

/** Tenant, environment and application, as statements take them. */
function placeOf({ tenant, environment }: RequestContext, application: string): readonly [string, string, string] {
  if (environment === null) throw new Error('Settings are those of an environment.');
  return [tenant.id, environment.id, application];
}
