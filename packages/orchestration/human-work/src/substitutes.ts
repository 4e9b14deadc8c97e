import { addSubstitute, implement, listSubstitutes, type Operation, removeSubstitute } from '@plinth/api-contract';
import { type Database, isoTime, statement } from '@plinth/database';
import { type Actor, type RequestContext, uuidV7 } from '@plinth/foundation';
import { humanWorkErrors } from './errors.ts';
import { peopleOf, type TaskMembers } from './task-members.ts';

const columns = `id, member_id as member, substitute_id as substitute, ${isoTime('starts')} as from, ${isoTime('ends')} as until`;
const selectActsFor = statement(`select distinct member_id as member from plinth.substitution
where tenant_id = $1 and substitute_id = $2 and starts <= now() and ends > now() limit 100`);
const selectSubstitutions = statement(`select ${columns} from plinth.substitution
where tenant_id = $1 and (member_id = $2 or substitute_id = $2) and ends > now() order by starts, id`);
const mostOfMember = 50;
const insertSubstitution = statement(`insert into plinth.substitution (tenant_id, id, member_id, substitute_id, starts, ends)
select $1, $2::uuid, $3, $4, coalesce($5::timestamptz, now()), $6::timestamptz
where (select count(*) from plinth.substitution where tenant_id = $1 and member_id = $3 and ends > now()) < ${mostOfMember}
returning ${columns}`);
/** What has begun ends now and stays as it was; what has not never was. */
const endSubstitution = statement(`with found as (
  select id, starts from plinth.substitution where tenant_id = $1 and id = $2::uuid and (member_id = $3 or substitute_id = $3) and ends > now() for update
), ended as (
  update plinth.substitution s set ends = greatest(now(), s.starts + interval '1 millisecond') from found
  where s.tenant_id = $1 and s.id = found.id and found.starts <= now() returning s.id
), removed as (
  delete from plinth.substitution s using found where s.tenant_id = $1 and s.id = found.id and found.starts > now() returning s.id
) select id from ended union all select id from removed`);

interface SubstitutionRow {
  readonly id: string;
  readonly member: string;
  readonly substitute: string;
  readonly from: string;
  readonly until: string;
}

const longest = 2 * 366 * 86_400_000;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The active members whose tasks the context's actor may do now. */
export async function actsFor(context: RequestContext, database: Database, members: TaskMembers): Promise<readonly Actor[]> {
  if (context.actor.kind !== 'member') return [];
  const { rows } = await database.query<{ member: string }>(context, selectActsFor, [context.tenant.id, context.actor.id]);
  const actors = await Promise.all(rows.map(({ member }) => members.find(context, member)));
  return actors.filter((actor) => actor !== null);
}

/** Substitutions of whoever asks: everybody names substitutes for themselves alone. */
export function substituteOperations(database: Database, members: TaskMembers): readonly Operation[] {
  const shown = async (context: RequestContext, rows: readonly SubstitutionRow[]) => {
    const { person } = await peopleOf(
      context,
      members,
      rows.flatMap(({ member, substitute }) => [member, substitute]),
    );
    return rows.map((row) => ({ ...row, member: person(row.member), substitute: person(row.substitute) }));
  };
  return [
    implement(listSubstitutes, async (context) => {
      const { rows } = await database.query<SubstitutionRow>(context, selectSubstitutions, [context.tenant.id, context.actor.id]);
      return { items: await shown(context, rows) };
    }),
    implement(addSubstitute, async (context, { substitute, from, until }) => {
      const period = { from: from === undefined ? null : momentOf(from), until: momentOf(until) };
      const starts = period.from ?? Date.now();
      if (!(period.until > Math.max(starts, Date.now()) && period.until - starts <= longest))
        throw humanWorkErrors.badPeriod({ from: from ?? 'now', until });
      const member = await members.find(context, substitute);
      if (member === null || member.id === context.actor.id) throw humanWorkErrors.unknownMember({ member: substitute });
      const { rows } = await database.query<SubstitutionRow>(context, insertSubstitution, [
        ...[context.tenant.id, uuidV7(), context.actor.id, member.id],
        ...[period.from === null ? null : new Date(period.from).toISOString(), new Date(period.until).toISOString()],
      ]);
      const [added] = await shown(context, rows);
      if (added === undefined) throw humanWorkErrors.tooMany({ most: mostOfMember });
      return added;
    }),
    implement(removeSubstitute, async (context, { substitution }) => {
      if (!uuid.test(substitution)) throw humanWorkErrors.noSubstitution();
      const { rows } = await database.query(context, endSubstitution, [context.tenant.id, substitution, context.actor.id]);
      if (rows.length === 0) throw humanWorkErrors.noSubstitution();
      return null;
    }),
  ];
}

/** Milliseconds; not a number for text that is no moment, or that says no offset. */
function momentOf(text: string): number {
  return /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
}
