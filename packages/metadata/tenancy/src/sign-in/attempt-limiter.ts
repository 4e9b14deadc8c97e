import { hash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { type Database, statement } from '@plinth/database';
import type { Clock, RequestContext } from '@plinth/foundation';
import { emailKey } from '../email-key.ts';
import { tenancyErrors } from '../errors.ts';
import { toTimestamp } from '../timestamp.ts';

/** Whose attempts are counted, how many may fail before waiting begins, and after how many seconds one is forgiven. */
export interface AttemptSubject {
  readonly digest: Buffer;
  readonly free: number;
  readonly forgiveSeconds: number;
}

const ofMember = { free: 5, forgiveSeconds: 3_600 };
// Many people may share one address behind a router.
const ofAddress = { free: 50, forgiveSeconds: 60 };

// The attempt is counted before it is made: a thousand at once would otherwise all pass before the first has failed. An
// attempt that locks nothing leaves no time behind, which another that read the clock just before would have to wait for.
const count = statement(`
insert into plinth.failed_attempt as a (tenant_id, subject, failures, locked_until, last_at)
values ($1, $2, 1, '-infinity', $3::timestamptz)
on conflict (tenant_id, subject) do update set (failures, locked_until, last_at) = (
  select f.failures,
    case when f.failures <= $4::integer - 1 then '-infinity' else
      $3::timestamptz + least(2 ^ least(ceil(f.failures) - $4::integer, 20), 900) * interval '1 second' end,
    $3::timestamptz
  from (select 1 + greatest(0, a.failures - extract(epoch from $3::timestamptz - a.last_at)::float8 / $5::integer) as failures) f)
where a.locked_until <= $3::timestamptz
returning failures`);

const lockedFor = statement(`
select extract(epoch from locked_until - $3::timestamptz)::float8 as seconds from plinth.failed_attempt where tenant_id = $1 and subject = $2`);

const forget = statement(`delete from plinth.failed_attempt where tenant_id = $1 and subject = $2`);

const takeBack = statement(`
update plinth.failed_attempt set failures = greatest(failures - 1, 0), locked_until = '-infinity' where tenant_id = $1 and subject = $2`);

const prune = statement(`delete from plinth.failed_attempt where tenant_id = $1 and last_at < $2::timestamptz - interval '1 day'`);

/** The same for an e-mail that is known and one that is not: what is counted is the address typed. */
export function emailSubject(email: string): AttemptSubject {
  return { digest: hash('sha256', `email:${emailKey(email)}`, 'buffer'), ...ofMember };
}

/** Counts an IPv6 network of 64 bits as one, for whoever has one address there has them all. Null where no address is known. */
export function addressSubject(address: string | undefined): AttemptSubject | null {
  if (address === undefined) return null;
  const network = isIPv6(address) && !address.includes('.') ? ipv6Network(address) : address;
  return { digest: hash('sha256', `address:${network}`, 'buffer'), ...ofAddress };
}

function ipv6Network(address: string): string {
  const [head = '', tail] = address.split('%', 1)[0]?.split('::') ?? [];
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups = tail === undefined ? first : [...first, ...Array.from({ length: 8 - first.length - last.length }, () => '0'), ...last];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

/** Makes guessing slow: after some failures each further one doubles the wait, to a quarter of an hour at most. */
export class AttemptLimiter {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Counts an attempt; throws `tenancy.locked-out` where it may not be made yet. */
  async begin(context: RequestContext, subjects: readonly (AttemptSubject | null)[]): Promise<void> {
    for (const subject of subjects) {
      if (subject === null) continue;
      const now = toTimestamp(this.#clock.now());
      const counted = await this.#database.query(context, count, [
        context.tenant.id,
        subject.digest,
        now,
        subject.free,
        subject.forgiveSeconds,
      ]);
      if (counted.count > 0) continue;
      const seconds = await this.#database.value<number>(context, lockedFor, [context.tenant.id, subject.digest, now]);
      throw tenancyErrors.lockedOut({}, { retryAfter: Math.max(1, Math.ceil(seconds ?? 1)) });
    }
  }

  /** Forgets a member's failures after a success; the address only gets this one attempt back, so that no one's own account clears the way. */
  async succeeded(context: RequestContext, member: AttemptSubject, address: AttemptSubject | null): Promise<void> {
    const now = toTimestamp(this.#clock.now());
    await this.#database.query(context, forget, [context.tenant.id, member.digest]);
    if (address !== null) await this.#database.query(context, takeBack, [context.tenant.id, address.digest]);
    await this.#database.query(context, prune, [context.tenant.id, now]);
  }
}
