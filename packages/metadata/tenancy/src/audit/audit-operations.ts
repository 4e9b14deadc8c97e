import { type AuditEntry, implement, listAudit, type Operation, verifyAudit } from '@plinth/api-contract';
import { isoTime, statement } from '@plinth/database';
import { tenancyErrors } from '../errors.ts';
import { defaultLimit, readCursor, toPage } from '../page-cursor.ts';
import type { TenancyServices } from '../tenancy-services.ts';

const select = statement(`
select position::float8 as position, ${isoTime('at')} as at, actor_kind as "actorKind", actor_id as "actorId", actor_name as "actorName",
  operation, target, outcome, detail, trace, remote_address as "remoteAddress"
from plinth.audit
where tenant_id = $1 and ($2::bigint is null or position < $2::bigint) and ($3::text is null or operation = $3)
  and ($4::text is null or actor_id = $4) and ($5::timestamptz is null or at >= $5::timestamptz) and ($6::timestamptz is null or at < $6::timestamptz)
order by position desc limit $7::integer`);

const verify = statement(`
with chain as (
  select position, digest,
    position = row_number() over newer and previous = lag(digest, 1, '') over newer and digest = plinth.audit_digest(a) as fits
  from plinth.audit a where tenant_id = $1 window newer as (order by position)
), head as (
  select position, digest from plinth.audit_head where tenant_id = $1
)
select (select count(*) from chain)::float8 as entries, encode((select digest from head), 'hex') as digest,
  (select min(position) from chain where not fits)::float8 as broken,
  exists (select from head where not exists (select from chain where chain.position = head.position and chain.digest = head.digest)) as cut,
  (select max(position) from chain)::float8 as last`);

type Verification = {
  readonly entries: number;
  readonly digest: string | null;
  readonly broken: number | null;
  readonly cut: boolean;
  readonly last: number | null;
};

/** Reading the audit, and proving that nobody changed it. */
export function auditOperations({ database }: TenancyServices): Operation[] {
  return [
    implement(listAudit, async (context, input) => {
      const limit = input.limit ?? defaultLimit;
      const before = readCursor(input.cursor);
      if (before !== null && !/^\d{1,15}$/.test(before)) throw tenancyErrors.cursorNotValid();
      const { rows } = await database.query<AuditEntry>(context, select, [
        context.tenant.id,
        before,
        input.operation ?? null,
        input.actorId ?? null,
        input.since ?? null,
        input.until ?? null,
        limit + 1,
      ]);
      return toPage(
        rows,
        limit,
        (row) => String(row.position),
        (row) => row,
      );
    }),

    implement(verifyAudit, async (context) => {
      const { rows } = await database.query<Verification>(context, verify, [context.tenant.id]);
      const [found] = rows;
      if (found === undefined) throw tenancyErrors.notFound();
      // Entries cut off at the end leave a chain that fits: only the head tells.
      const firstBroken = found.broken ?? (found.cut ? (found.last ?? 0) + 1 : null);
      return { intact: firstBroken === null, entries: found.entries, digest: found.digest, firstBroken };
    }),
  ];
}
