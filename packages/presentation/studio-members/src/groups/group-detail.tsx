import { Button } from '@mantine/core';
import { addGroupMember, deleteGroup, listGroupMembers, removeGroupMember } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { type AtHome, NoticeLine, StudioDialog, ToolButton } from '@plinth/studio-frame';
import { follow, go } from '@plinth/web-shell';
import { type FormEvent, useCallback, useState } from 'react';
import { ListState } from '../list-state.tsx';
import { HolderChoice } from '../roles/holder-choice.tsx';
import { type Holder, RoleAssignments } from '../roles/role-assignments.tsx';
import { useAct } from '../use-act.ts';
import { usePages } from '../use-pages.ts';

/** Who is in a group, and the roles that they hold through it. */
export function GroupDetail({ client, session, group }: AtHome & { readonly group: string }) {
  const text = useText();
  const tenant = session.tenant.key;
  const groups = `/studio/${encodeURIComponent(tenant)}/-/groups`;
  const { act, busy, notice, dismiss } = useAct();
  const [chosen, setChosen] = useState<Holder>({});
  const [asking, setAsking] = useState(false);
  const list = usePages(
    useCallback(
      (cursor, signal) => client.call(listGroupMembers, { tenant }, { group, ...(cursor === undefined ? {} : { cursor }) }, { signal }),
      [client, tenant, group],
    ),
  );
  const add = (event: FormEvent) => {
    event.preventDefault();
    const { memberId } = chosen;
    if (memberId === undefined) return;
    void act(async () => {
      await client.call(addGroupMember, { tenant }, { group, member: memberId });
      list.again();
      return undefined;
    });
  };
  const takeOut = (member: string) =>
    act(async () => {
      await client.call(removeGroupMember, { tenant }, { group, member });
      list.again();
      return undefined;
    });
  const remove = async () => {
    setAsking(false);
    await act(async () => {
      await client.call(deleteGroup, { tenant }, { group });
      go(groups);
      return undefined;
    });
  };
  return (
    <>
      <a className="members-back" href={groups} onClick={follow}>
        {text('studio.members.allGroups', 'All groups')}
      </a>
      <div className="studio-home-head">
        <h1>{group}</h1>
        <span className="studio-grow" />
        <Button variant="default" color="red" onClick={() => setAsking(true)}>
          {text('studio.members.deleteGroup', 'Delete group')}
        </Button>
      </div>
      {notice === null ? null : <NoticeLine notice={notice} onClose={dismiss} />}
      <section className="members-part">
        <h2>{text('studio.tool.members', 'Members')}</h2>
        <form className="members-give" onSubmit={add}>
          <HolderChoice client={client} tenant={tenant} membersOnly onHolder={setChosen} />
          <Button type="submit" size="xs" variant="default" loading={busy} disabled={chosen.memberId === undefined}>
            {text('studio.members.addToGroup', 'Add to the group')}
          </Button>
        </form>
        <ListState list={list} none={text('studio.members.emptyGroup', 'Nobody is in it yet.')}>
          <ul className="members-list">
            {(list.items ?? []).map(({ id, name, email }) => (
              <li key={id}>
                <bdi>{name}</bdi>
                <small>
                  <bdi>{email}</bdi>
                </small>
                <span className="studio-grow" />
                <ToolButton icon="x" label={text('studio.members.takeOut', 'Take {name} out', { name })} onClick={() => void takeOut(id)} />
              </li>
            ))}
          </ul>
        </ListState>
      </section>
      <section className="members-part">
        <h2>{text('studio.members.applicationRoles', 'Roles in applications')}</h2>
        <RoleAssignments client={client} session={session} holder={{ groupKey: group }} />
      </section>
      <StudioDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={text('studio.members.deleteGroupTitle', 'Delete the group {group}?', { group })}
      >
        <div className="studio-form">
          <p>{text('studio.members.deleteGroupHelp', 'The roles given to it are taken back. Its members stay in the organisation.')}</p>
          <Button color="red" onClick={() => void remove()} data-autofocus>
            {text('studio.members.deleteGroup', 'Delete group')}
          </Button>
        </div>
      </StudioDialog>
    </>
  );
}
