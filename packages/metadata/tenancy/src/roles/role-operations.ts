import { assignRole, implement, listRoleAssignments, type Operation, type RoleAssignment, unassignRole } from '@plinth/api-contract';
import { statement } from '@plinth/database';
import { uuidV7 } from '@plinth/foundation';
import { tenancyErrors } from '../errors.ts';
import { defaultLimit, readCursor, toPage } from '../page-cursor.ts';
import type { TenancyServices } from '../tenancy-services.ts';

const columns = `
  a.id, a.application_key as "applicationKey", a.role_key as "roleKey", a.environment_key as "environmentKey", a.group_key as "groupKey",
  case when m.id is not null then json_build_object('id', m.id, 'name', m.name, 'email', m.email) end as member`;
const from = 'from plinth.role_assignment a left join plinth.member m on m.tenant_id = a.tenant_id and m.id = a.member_id';

const select = statement(`
select ${columns} ${from}
where a.tenant_id = $1 and ($2::uuid is null or a.id > $2::uuid) and ($3::text is null or a.application_key = $3)
  and ($4::uuid is null or a.member_id = $4::uuid) and ($5::text is null or a.group_key = $5)
order by a.id limit $6::integer`);

const selectSame = statement(`
select ${columns} ${from}
where a.tenant_id = $1 and a.application_key = $2 and a.role_key = $3 and a.environment_key is not distinct from $4
  and a.member_id is not distinct from $5::uuid and a.group_key is not distinct from $6`);

// The holder and the environment are locked, so that they are still there when the foreign keys look.
const holder = {
  member: statement(`select 1 as found from plinth.member where tenant_id = $1 and id = $2 for key share`),
  group: statement(`select 1 as found from plinth."group" where tenant_id = $1 and key = $2 for key share`),
  environment: statement(`select 1 as found from plinth.environment where tenant_id = $1 and key = $2 for key share`),
};

const insert = statement(`
insert into plinth.role_assignment (tenant_id, id, application_key, role_key, environment_key, member_id, group_key)
values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id`);

const remove = statement(`delete from plinth.role_assignment where tenant_id = $1 and id = $2 returning member_id`);

/** Who holds which role in which application; what a role may do is the application's matter. */
export function roleOperations({ changes, clock, database }: TenancyServices): Operation[] {
  return [
    implement(listRoleAssignments, async (context, input) => {
      const limit = input.limit ?? defaultLimit;
      const after = readCursor(input.cursor);
      if (after !== null && !/^[0-9a-f-]{36}$/.test(after)) throw tenancyErrors.cursorNotValid();
      const { rows } = await database.query<RoleAssignment>(context, select, [
        context.tenant.id,
        after,
        input.applicationKey ?? null,
        input.memberId ?? null,
        input.groupKey ?? null,
        limit + 1,
      ]);
      return toPage(
        rows,
        limit,
        (row) => row.id,
        (row) => row,
      );
    }),

    implement(assignRole, async (context, input) => {
      const { applicationKey, roleKey, environmentKey = null, memberId = null, groupKey = null } = input;
      if ((memberId === null) === (groupKey === null)) throw tenancyErrors.roleHolderUnclear();
      const { id: tenantId } = context.tenant;
      return changes.run(context, assignRole.id, async (change) => {
        const needed = [
          [holder.member, memberId],
          [holder.group, groupKey],
          [holder.environment, environmentKey],
        ] as const;
        for (const [find, key] of needed) {
          if (key !== null && (await change.query(find, [tenantId, key])).length === 0) throw tenancyErrors.notFound();
        }
        await change.query(insert, [tenantId, uuidV7(clock.now()), applicationKey, roleKey, environmentKey, memberId, groupKey]);
        const [assignment] = await change.query<RoleAssignment>(selectSame, [
          tenantId,
          applicationKey,
          roleKey,
          environmentKey,
          memberId,
          groupKey,
        ]);
        if (assignment === undefined) throw tenancyErrors.notFound();
        change.affects(memberId);
        change.target = `role-assignment/${assignment.id}`;
        change.detail = { applicationKey, roleKey, environmentKey, memberId, groupKey };
        return assignment;
      });
    }),

    implement(unassignRole, async (context, input) => {
      await changes.run(context, unassignRole.id, async (change) => {
        const [removed] = await change.query<{ member_id: string | null }>(remove, [context.tenant.id, input.assignment]);
        if (removed === undefined) throw tenancyErrors.notFound();
        change.affects(removed.member_id);
        change.target = `role-assignment/${input.assignment}`;
      });
      return null;
    }),
  ];
}
