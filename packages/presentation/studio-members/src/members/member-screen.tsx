import '../studio-members.css';
import { Button } from '@mantine/core';
import { listMembers, type Member } from '@plinth/api-contract';
import { Icon, useText } from '@plinth/component-kit';
import type { AtHome } from '@plinth/studio-frame';
import { useCallback, useDeferredValue, useState } from 'react';
import { ListState } from '../list-state.tsx';
import { usePages } from '../use-pages.ts';
import { InviteMember } from './invite-member.tsx';
import { MemberDetail } from './member-detail.tsx';
import { MemberTable } from './member-table.tsx';

const statuses = ['invited', 'active', 'deactivated'] as const;

/** The members of the tenant, or the one that the first of `rest` names. */
export function MemberScreen({ rest, ...at }: AtHome & { readonly rest: readonly string[] }) {
  const [member] = rest;
  return member === undefined ? <Members {...at} /> : <MemberDetail key={member} member={member} {...at} />;
}

function Members({ client, session }: AtHome) {
  const text = useText();
  const tenant = session.tenant.key;
  const [inviting, setInviting] = useState(false);
  const [search, setSearch] = useState('');
  const [status, setStatus] = useState<Member['status'] | ''>('');
  const wanted = useDeferredValue(search.trim());
  const list = usePages(
    useCallback(
      (cursor, signal) => {
        const narrowed = { ...(wanted === '' ? {} : { search: wanted }), ...(status === '' ? {} : { status }) };
        return client.call(listMembers, { tenant }, { ...narrowed, ...(cursor === undefined ? {} : { cursor }) }, { signal });
      },
      [client, tenant, wanted, status],
    ),
  );
  const label = text('studio.members.search', 'Search by name or e-mail');
  const which = text('studio.members.status', 'Status');
  return (
    <>
      <div className="studio-home-head">
        <h1>{text('studio.tool.members', 'Members')}</h1>
        <span className="studio-grow" />
        <Button leftSection={<Icon name="user-plus" size={16} />} onClick={() => setInviting(true)}>
          {text('studio.members.invite', 'Invite somebody')}
        </Button>
      </div>
      <search className="studio-home-filter">
        <input
          className="studio-search"
          type="search"
          aria-label={label}
          placeholder={label}
          maxLength={120}
          value={search}
          onChange={({ currentTarget }) => setSearch(currentTarget.value)}
        />
        <select
          aria-label={which}
          title={which}
          value={status}
          onChange={({ currentTarget }) => setStatus(statuses.find((each) => each === currentTarget.value) ?? '')}
        >
          <option value="">{text('studio.members.anyStatus', 'Any status')}</option>
          <option value="active">{text('studio.members.active', 'Active')}</option>
          <option value="invited">{text('studio.members.invited', 'Invited')}</option>
          <option value="deactivated">{text('studio.members.deactivated', 'Deactivated')}</option>
        </select>
      </search>
      <ListState list={list} none={text('studio.members.none', 'Nobody matches.')}>
        <MemberTable tenant={tenant} self={session.member?.id ?? ''} members={list.items ?? []} busy={list.busy} />
      </ListState>
      <InviteMember client={client} tenant={tenant} opened={inviting} onClose={() => setInviting(false)} onInvited={list.again} />
    </>
  );
}
