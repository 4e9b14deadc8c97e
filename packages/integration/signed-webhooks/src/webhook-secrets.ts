import { type Database, isoTime, type Queryable, statement } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import type { Secrets } from '@plinth/secrets';
import { webhookErrors } from './errors.ts';
import {
  isBodySigned,
  isSigned,
  newSecret,
  readBodySignature,
  readHeaders,
  readSecret,
  signWebhook,
  type WebhookHeaders,
} from './signature.ts';

/** What may be told of a webhook's secret. */
export interface WebhookState {
  readonly name: string;
  readonly setAt: string;
  readonly setBy: string;
  /** Until when the secret before is valid too; null where it is not. */
  readonly previousUntil: string | null;
}

export interface SetSecret extends WebhookState {
  /** Shown this once. */
  readonly secret: string;
}

export interface VerifiedWebhook {
  /** The same each time it is sent. */
  readonly id: string;
  /** When it was sent, in milliseconds; when it came where the sender does not say so. */
  readonly at: number;
  /** Whether the sender says when: then the time stays the same when it is sent again. */
  readonly isTimed: boolean;
  readonly body: Uint8Array;
}

/** Sealed secrets that are valid now, in milliseconds of PostgreSQL's clock. */
interface ValidSecrets {
  readonly sealed: string;
  readonly previous: string | null;
  readonly now: number;
}

/** How far the time of a webhook may be from now, in milliseconds. */
const tolerance = 300_000;
const usualKeepSeconds = 86_400;

const here = 'tenant_id = $1 and environment_id = $2';
const state = `name, ${isoTime('set_at')} as "setAt", set_by as "setBy",
  case when previous_until > now() then ${isoTime('previous_until')} end as "previousUntil"`;
const selectStates = statement(`select ${state} from plinth.webhook_secret where ${here} and starts_with(name, $3) order by name`);
const selectValid = statement(`select sealed, case when previous_until > now() then previous end as previous,
  (extract(epoch from clock_timestamp()) * 1000)::bigint as now from plinth.webhook_secret where ${here} and name = $3`);
const upsert =
  statement(`insert into plinth.webhook_secret as w (tenant_id, environment_id, name, sealed, set_by) values ($1, $2, $3, $4, $5)
on conflict (tenant_id, environment_id, name) do update set sealed = excluded.sealed, set_by = excluded.set_by, set_at = now(),
  previous = case when $6::integer > 0 then w.sealed end, previous_until = case when $6::integer > 0 then now() + make_interval(secs => $6::integer) end
returning ${state}`);
const remove = statement(`delete from plinth.webhook_secret where ${here} and name = $3`);
const removeAll = statement(`delete from plinth.webhook_secret where ${here} and starts_with(name, $3)`);
const enter = statement(
  `insert into plinth.webhook_delivery (tenant_id, environment_id, name, id) values ($1, $2, $3, $4) on conflict do nothing returning id`,
);
const forget = statement(`delete from plinth.webhook_delivery where (tenant_id, environment_id, name, id) in (
  select tenant_id, environment_id, name, id from plinth.webhook_delivery where ${here} and at < now() - interval '1 day' limit 100 for update skip locked)`);

/** A bucket that fills evenly and holds what comes in a minute: $4 at most, $5 a second. Nothing is returned where it is empty. */
const filled = `least($4::float8, coalesce(allowance + extract(epoch from clock_timestamp() - allowed_at)::float8 * $5::float8, $4::float8))`;
const allow = statement(`update plinth.webhook_secret set allowance = ${filled} - 1, allowed_at = clock_timestamp()
where ${here} and name = $3 and ${filled} >= 1 returning name`);
const selectAllowance = statement(`select ${filled} as allowance from plinth.webhook_secret where ${here} and name = $3`);

export interface WebhookLimits {
  /** How many of each webhook of an environment are taken in a minute; 600 where absent. */
  readonly perMinute?: number;
}

/** The secrets of an environment's webhooks, by names that their owners choose, and what came signed with them. */
export class WebhookSecrets {
  readonly #database: Database;
  readonly #secrets: Secrets;
  readonly #perMinute: number;

  constructor(database: Database, secrets: Secrets, { perMinute = 600 }: WebhookLimits = {}) {
    this.#database = database;
    this.#secrets = secrets;
    this.#perMinute = perMinute;
  }

  /** Of the webhooks whose names begin so. */
  async list(context: RequestContext, prefix: string): Promise<readonly WebhookState[]> {
    return (await this.#database.query<WebhookState>(context, selectStates, [...placeOf(context), prefix])).rows;
  }

  /** Sets the secret, a new one where none is given; the one before stays valid for so many seconds. Throws `webhooks.bad-secret`. */
  async set(
    context: RequestContext,
    name: string,
    {
      secret: given,
      keepSeconds = usualKeepSeconds,
    }: { readonly secret?: string | undefined; readonly keepSeconds?: number | undefined } = {},
  ): Promise<SetSecret> {
    const secret = given === undefined ? newSecret() : readSecret(given);
    const sealed = await this.#secrets.seal(context, secretName(name), secret);
    const { rows } = await this.#database.query<WebhookState>(context, upsert, [
      ...placeOf(context),
      name,
      sealed,
      context.actor.id,
      keepSeconds,
    ]);
    const [kept] = rows;
    if (kept === undefined) throw new Error('PostgreSQL has not said what it kept.');
    return { ...kept, secret };
  }

  /** Whatever comes is refused from then on. Throws `webhooks.no-secret`. */
  async remove(context: RequestContext, name: string): Promise<void> {
    const { count } = await this.#database.query(context, remove, [...placeOf(context), name]);
    if (count === 0) throw webhookErrors.noSecret({ webhook: name });
  }

  /** The same for those whose names begin so, if there are any. */
  async forget(context: RequestContext, prefix: string): Promise<void> {
    await this.#database.query(context, removeAll, [...placeOf(context), prefix]);
  }

  /**
   * The headers of a webhook that we send, by the secrets that are valid now: while a receiver changes over, both sign. Throws
   * `webhooks.no-secret`.
   */
  async sign(context: RequestContext, name: string, { id, body }: { readonly id: string; readonly body: Uint8Array }) {
    const row = await this.#valid(context, name);
    if (row === null) throw webhookErrors.noSecret({ webhook: name });
    const timestamp = Math.floor(row.now / 1000);
    const signatures = (await this.#opened(context, name, row)).map((secret) => signWebhook({ id, timestamp, body }, secret));
    return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signatures.join(' ') };
  }

  async #valid(context: RequestContext, name: string): Promise<ValidSecrets | null> {
    const { rows } = await this.#database.query<{ sealed: string; previous: string | null; now: string }>(context, selectValid, [
      ...placeOf(context),
      name,
    ]);
    const [row] = rows;
    return row === undefined ? null : { ...row, now: Number(row.now) };
  }

  #opened(context: RequestContext, name: string, { sealed, previous }: ValidSecrets): Promise<string[]> {
    const all = previous === null ? [sealed] : [sealed, previous];
    return Promise.all(all.map((each) => this.#secrets.open(context, secretName(name), each)));
  }

  /** What came, once it is known who sent it; throws `webhooks.refused`, `webhooks.too-many`, and what reading the body throws. */
  async verify(context: RequestContext, name: string, headers: WebhookHeaders, body: AsyncIterable<Uint8Array>): Promise<VerifiedWebhook> {
    const presented = readHeaders(headers);
    const ofBody = presented === null ? readBodySignature(headers) : null;
    if (presented === null && ofBody === null) throw webhookErrors.refused();
    const row = await this.#valid(context, name);
    if (row === null) throw webhookErrors.refused();
    const at = presented === null ? row.now : Number(presented.timestamp) * 1000;
    // PostgreSQL's clock, as everywhere: that of a server may be wrong.
    if (Math.abs(row.now - at) > tolerance) throw webhookErrors.refused();
    const secrets = await this.#opened(context, name, row);
    const chunks: Uint8Array[] = [];
    for await (const chunk of body) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const isRight = presented === null ? ofBody !== null && isBodySigned(ofBody, bytes, secrets) : isSigned(presented, bytes, secrets);
    if (!isRight) throw webhookErrors.refused();
    await this.#requireAllowed(context, name);
    // What is signed is all that whoever sends it again cannot change.
    const id = presented?.id ?? `sha256:${ofBody?.toString('hex') ?? ''}`;
    return { id, at, isTimed: presented !== null, body: bytes };
  }

  /** Only what is signed counts: nobody else can use up what the sender may send. */
  async #requireAllowed(context: RequestContext, name: string): Promise<void> {
    const perSecond = this.#perMinute / 60;
    const values = [...placeOf(context), name, this.#perMinute, perSecond];
    if ((await this.#database.query(context, allow, values)).count > 0) return;
    const { rows } = await this.#database.query<{ allowance: number }>(context, selectAllowance, values);
    const allowance = Number(rows[0]?.allowance ?? 0);
    throw webhookErrors.tooMany({}, { retryAfter: Math.max(0, 1 - allowance) / perSecond });
  }

  /** Enters that a webhook is taken, in the transaction of what it does; false where it was taken before. */
  async take(context: RequestContext, transaction: Queryable, name: string, id: string): Promise<boolean> {
    const [, entered] = await transaction.batch(context, [
      { statement: forget, values: [...placeOf(context)] },
      { statement: enter, values: [...placeOf(context), name, id] },
    ]);
    return (entered?.rows.length ?? 0) > 0;
  }
}

function secretName(name: string): string {
  return `webhook/${name}`;
}

function placeOf({ tenant, environment }: RequestContext): readonly [string, string] {
  return [tenant.id, environment?.id ?? ''];
}
