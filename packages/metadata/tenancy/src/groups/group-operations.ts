import {
  addGroupMember,
  createGroup,
  deleteGroup,
  type Group,
  implement,
  listGroupMembers,
  listGroups,
  type Operation,
  removeGroupMember,
  updateGroup,
} from '@plinth/api-contract';
import { statement } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import { tenancyErrors } from '../errors.ts';
import { holdMember } from '../members/member-statements.ts';
import { defaultLimit, readCursor, toPage } from '../page-cursor.ts';
import type { TenancyServices } from '../tenancy-services.ts';

const columns = `g.key, g.name,
  (select count(*)::integer from plinth.group_member m where m.tenant_id = g.tenant_id and m.group_key = g.key) as members`;

const select = statement(`
select ${columns} from plinth."group" g where g.tenant_id = $1 and ($2::text is null or g.key > $2) order by g.key limit $3::integer`);
const selectOne = statement(`select ${columns} from plinth."group" g where g.tenant_id = $1 and g.key = $2`);
const insert = statement(`insert into plinth."group" (tenant_id, key, name) values ($1, $2, $3) on conflict do nothing returning key`);
const rename = statement(`update plinth."group" set name = $3 where tenant_id = $1 and key = $2 returning key`);
const remove = statement(`delete from plinth."group" where tenant_id = $1 and key = $2 returning key`);
const hold = statement(`select key from plinth."group" where tenant_id = $1 and key = $2 for share`);
const selectMembers = statement(`
select m.id, m.name, m.email, m.email_key
from plinth.group_member g join plinth.member m on m.tenant_id = g.tenant_id and m.id = g.member_id
where g.tenant_id = $1 and g.group_key = $2 and ($3::text is null or m.email_key > $3)
order by m.email_key limit $4::integer`);
const insertMember = statement(
  `insert into plinth.group_member (tenant_id, group_key, member_id) values ($1, $2, $3) on conflict do nothing`,
);
const deleteMember = statement(`delete from plinth.group_member where tenant_id = $1 and group_key = $2 and member_id = $3`);

/** Groups and who is in them. */
export function groupOperations({ changes, database }: TenancyServices): Operation[] {
  async function read(context: RequestContext, key: string): Promise<Group> {
    const { rows } = await database.query<Group>(context, selectOne, [context.tenant.id, key]);
    const [group] = rows;
    if (group === undefined) throw tenancyErrors.notFound();
    return group;
  }

  async function changeMembership(
    context: RequestContext,
    operation: string,
    membership: typeof insertMember,
    group: string,
    member: string,
  ) {
    await changes.run(context, operation, async (change) => {
      if ((await change.query(hold, [context.tenant.id, group])).length === 0) throw tenancyErrors.notFound();
      await holdMember(change, context, member);
      await change.query(membership, [context.tenant.id, group, member]);
      change.affects(member);
      change.target = `group/${group}`;
      change.detail = { member };
    });
    return null;
  }

  return [
    implement(listGroups, async (context, input) => {
      const limit = input.limit ?? defaultLimit;
      const { rows } = await database.query<Group>(context, select, [context.tenant.id, readCursor(input.cursor), limit + 1]);
      return toPage(
        rows,
        limit,
        (row) => row.key,
        (row) => row,
      );
    }),

    implement(createGroup, async (context, input) => {
      await changes.run(context, createGroup.id, async (change) => {
        const created = await change.query(insert, [context.tenant.id, input.key, input.name]);
        if (created.length === 0) throw tenancyErrors.groupKeyTaken({ key: input.key });
        change.target = `group/${input.key}`;
        change.detail = { name: input.name };
      });
      return read(context, input.key);
    }),

    implement(updateGroup, async (context, input) => {
      await changes.run(context, updateGroup.id, async (change) => {
        if ((await change.query(rename, [context.tenant.id, input.group, input.name])).length === 0) throw tenancyErrors.notFound();
        change.target = `group/${input.group}`;
        change.detail = { name: input.name };
      });
      return read(context, input.group);
    }),

    implement(deleteGroup, async (context, input) => {
      await changes.run(context, deleteGroup.id, async (change) => {
        if ((await change.query(remove, [context.tenant.id, input.group])).length === 0) throw tenancyErrors.notFound();
        change.affects(null);
        change.target = `group/${input.group}`;
      });
      return null;
    }),

    implement(listGroupMembers, async (context, input) => {
      await read(context, input.group);
      const limit = input.limit ?? defaultLimit;
      const { rows } = await database.query<{ id: string; name: string; email: string; email_key: string }>(context, selectMembers, [
        context.tenant.id,
        input.group,
        readCursor(input.cursor),
        limit + 1,
      ]);
      return toPage(
        rows,
        limit,
        (row) => row.email_key,
        ({ email_key: _, ...member }) => member,
      );
    }),

    implement(addGroupMember, (context, input) => changeMembership(context, addGroupMember.id, insertMember, input.group, input.member)),

    implement(removeGroupMember, (context, input) =>
      changeMembership(context, removeGroupMember.id, deleteMember, input.group, input.member),
    ),
  ];
}
