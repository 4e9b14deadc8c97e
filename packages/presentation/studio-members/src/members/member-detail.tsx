import { readMember } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { type AtHome, StateMessage } from '@plinth/studio-frame';
import { follow, useLoaded } from '@plinth/web-shell';
import { useCallback } from 'react';
import { RoleAssignments } from '../roles/role-assignments.tsx';
import { MemberForm } from './member-form.tsx';

/** One member: rights in the tenant, status, and the roles held in applications. */
export function MemberDetail({ client, session, member }: AtHome & { readonly member: string }) {
  const text = useText();
  const tenant = session.tenant.key;
  const [loaded, again] = useLoaded(
    useCallback((signal) => client.call(readMember, { tenant }, { member }, { signal }), [client, tenant, member]),
  );
  const back = (
    <a className="members-back" href={`/studio/${encodeURIComponent(tenant)}/-/members`} onClick={follow}>
      {text('studio.members.all', 'All members')}
    </a>
  );
  if (loaded.state === 'loading') return <div className="studio-home-loading" aria-busy="true" />;
  if (loaded.state === 'failed') {
    return (
      <>
        {back}
        <StateMessage level={1} icon="alert-circle" title={loaded.error.message} action={text('page.retry', 'Try again')} onAction={again}>
          {loaded.error.hint}
        </StateMessage>
      </>
    );
  }
  return (
    <>
      {back}
      <MemberForm client={client} tenant={tenant} self={session.member?.id ?? ''} read={loaded.value} />
      <section className="members-part">
        <h2>{text('studio.members.applicationRoles', 'Roles in applications')}</h2>
        <RoleAssignments client={client} session={session} holder={{ memberId: member }} />
      </section>
    </>
  );
}
