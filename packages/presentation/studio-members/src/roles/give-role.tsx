import { Button } from '@mantine/core';
import { assignRole, listApplicationRoles } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { asPlinthError } from '@plinth/foundation';
import { type AtHome, NoticeLine } from '@plinth/studio-frame';
import { useLoaded } from '@plinth/web-shell';
import { type FormEvent, useCallback, useState } from 'react';
import { useAct } from '../use-act.ts';
import { ApplicationChoice } from './application-choice.tsx';
import { HolderChoice } from './holder-choice.tsx';
import type { Holder } from './role-assignments.tsx';

interface GiveRoleProps extends AtHome {
  /** Who is given the role; nobody: it is asked. */
  readonly holder: Holder;
  /** Absent: it is asked. */
  readonly application?: string;
  onGiven(): void;
}

/** Gives a role of an application to a member or a group, in one environment or in all. */
export function GiveRole({ client, session, holder, application: fixed, onGiven }: GiveRoleProps) {
  const text = useText();
  const tenant = session.tenant.key;
  const { act, busy, notice, dismiss } = useAct();
  const [chosenApplication, setChosenApplication] = useState('');
  const application = fixed ?? chosenApplication;
  const [role, setRole] = useState('');
  const [environmentKey, setEnvironmentKey] = useState('');
  const [chosen, setChosen] = useState<Holder>({});
  const asked = holder.memberId === undefined && holder.groupKey === undefined;
  const given = asked ? chosen : holder;
  const [roles] = useLoaded(
    useCallback(
      async (signal) =>
        application === '' ? [] : (await client.call(listApplicationRoles, { tenant, application }, {}, { signal })).items,
      [client, tenant, application],
    ),
  );
  const known = roles.state === 'ready' ? roles.value.filter(({ heldBy }) => heldBy === 'assigned') : [];
  const ready = known.some(({ key }) => key === role) && (given.memberId !== undefined || given.groupKey !== undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void act(async () => {
      const place = environmentKey === '' ? {} : { environmentKey };
      await client.call(assignRole, { tenant }, { applicationKey: application, roleKey: role, ...place, ...given });
      onGiven();
      return text('studio.members.given', 'The role is given.');
    });
  };
  const failed = roles.state === 'failed' ? asPlinthError(roles.error) : null;
  return (
    <>
      {notice === null ? null : <NoticeLine notice={notice} onClose={dismiss} />}
      <form className="members-give" onSubmit={submit}>
        {asked ? <HolderChoice client={client} tenant={tenant} onHolder={setChosen} /> : null}
        {fixed === undefined ? (
          <ApplicationChoice client={client} tenant={tenant} labelled value={chosenApplication} onChange={setChosenApplication} />
        ) : null}
        <label>
          {text('studio.members.role', 'Role')}
          <select value={role} disabled={known.length === 0} onChange={({ currentTarget }) => setRole(currentTarget.value)}>
            <option value="">{text('studio.members.choose', 'Choose …')}</option>
            {known.map(({ key, label }) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label>
          {text('studio.members.where', 'Where')}
          <select value={environmentKey} onChange={({ currentTarget }) => setEnvironmentKey(currentTarget.value)}>
            <option value="">{text('studio.everyEnvironment', 'every environment')}</option>
            {session.environments.map(({ key }) => (
              <option key={key}>{key}</option>
            ))}
          </select>
        </label>
        <Button type="submit" size="xs" variant="default" loading={busy} disabled={!ready}>
          {text('studio.members.give', 'Give role')}
        </Button>
      </form>
      {failed === null ? null : <p className="studio-none">{`${failed.message} ${failed.hint}`}</p>}
      {application !== '' && roles.state === 'ready' && known.length === 0 ? (
        <p className="studio-none">
          {text('studio.members.nothingToGive', 'This application has no role that is given to people: its makers add roles.')}
        </p>
      ) : null}
    </>
  );
}
