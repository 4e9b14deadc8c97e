import { Button, TextInput } from '@mantine/core';
import { type Client, createMemberLink, type Member, type OneTimeLink, signOutMember, updateMember } from '@plinth/api-contract';
import { useFormat, useText } from '@plinth/component-kit';
import { NoticeLine, StudioDialog } from '@plinth/studio-frame';
import { type FormEvent, useState } from 'react';
import { useAct } from '../use-act.ts';
import { LinkShown } from './link-shown.tsx';
import { TenantRoleChoice } from './tenant-roles.tsx';

interface MemberFormProps {
  readonly client: Client;
  readonly tenant: string;
  /** Id of who looks. */
  readonly self: string;
  /** As it was read. */
  readonly read: Member;
}

/** Name, rights and status of a member, and the way in: a link, or none any more. */
export function MemberForm({ client, tenant, self, read }: MemberFormProps) {
  const text = useText();
  const format = useFormat();
  const { act, busy, notice, dismiss } = useAct();
  const [member, setMember] = useState(read);
  const [name, setName] = useState(member.name);
  const [roles, setRoles] = useState(member.tenantRoles);
  const [link, setLink] = useState<OneTimeLink | null>(null);
  const { id, email, status, lastSignInAt, createdAt } = member;
  const change = (input: object, words: string) =>
    act(async () => {
      setMember(await client.call(updateMember, { tenant }, { member: id, ...input }));
      return words;
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void change({ name: name.trim(), tenantRoles: roles }, text('studio.members.saved', 'Saved.'));
  };
  const makeLink = () =>
    act(async () => {
      setLink(await client.call(createMemberLink, { tenant }, { member: id }));
      return undefined;
    });
  const signOut = () =>
    act(async () => {
      await client.call(signOutMember, { tenant }, { member: id });
      return text('studio.members.signedOut', 'Signed out everywhere.');
    });
  return (
    <>
      <div className="studio-home-head">
        <h1>
          <bdi>{member.name}</bdi>
        </h1>
        <bdi className="members-quiet">{email}</bdi>
      </div>
      <p className="members-quiet">
        {status === 'deactivated' ? `${text('studio.members.deactivated', 'Deactivated')} · ` : ''}
        {text('studio.members.since', 'here since {date}', { date: format.date(createdAt) })}
        {' · '}
        {status === 'invited'
          ? text('studio.members.notAccepted', 'has not accepted the invitation yet')
          : text('studio.members.seen', 'last signed in {when}', {
              when: lastSignInAt === null ? text('studio.members.never', 'never') : format.relative(lastSignInAt),
            })}
      </p>
      {notice === null ? null : <NoticeLine notice={notice} onClose={dismiss} />}
      <form className="members-part studio-form" onSubmit={submit}>
        <TextInput
          label={text('studio.members.name', 'Name')}
          required
          withAsterisk={false}
          maxLength={120}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <TenantRoleChoice roles={roles} onRoles={setRoles} />
        <div className="members-buttons">
          <Button type="submit" loading={busy} disabled={name.trim() === ''}>
            {text('studio.members.save', 'Save')}
          </Button>
          {status === 'deactivated' ? (
            <Button variant="default" onClick={() => void change({ status: 'active' }, text('studio.members.nowActive', 'Active again.'))}>
              {text('studio.members.activate', 'Activate')}
            </Button>
          ) : (
            <>
              <Button variant="default" onClick={() => void makeLink()}>
                {status === 'invited'
                  ? text('studio.members.newInvitation', 'New invitation link')
                  : text('studio.members.resetPassword', 'Reset password')}
              </Button>
              <Button variant="default" onClick={() => void signOut()}>
                {text('studio.members.signOut', 'Sign out everywhere')}
              </Button>
              {id === self || status === 'invited' ? null : (
                <Button
                  variant="default"
                  color="red"
                  onClick={() =>
                    void change({ status: 'deactivated' }, text('studio.members.nowDeactivated', 'Deactivated and signed out everywhere.'))
                  }
                >
                  {text('studio.members.deactivate', 'Deactivate')}
                </Button>
              )}
            </>
          )}
        </div>
      </form>
      <StudioDialog
        opened={link !== null}
        onClose={() => setLink(null)}
        title={
          status === 'invited'
            ? text('studio.members.newInvitation', 'New invitation link')
            : text('studio.members.resetPassword', 'Reset password')
        }
      >
        {link === null ? null : <LinkShown link={link} />}
      </StudioDialog>
    </>
  );
}
