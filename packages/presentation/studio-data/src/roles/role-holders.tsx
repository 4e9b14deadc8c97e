import { listRoleAssignments } from '@plinth/api-contract';
import type { RecordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { useWork } from '@plinth/studio-frame';
import { useLoaded } from '@plinth/web-shell';
import { useCallback } from 'react';

/** Who holds a role: by being told, or by itself. */
export function RoleHolders({ role }: { readonly role: RecordOf<'role'> }) {
  const text = useText();
  const { client, tenant, application } = useWork();
  const load = useCallback(
    (signal: AbortSignal) => client.call(listRoleAssignments, { tenant }, { applicationKey: application, limit: 200 }, { signal }),
    [client, tenant, application],
  );
  const [loaded] = useLoaded(load);
  if (role.heldBy === 'members') return <p className="data-plan">{text('studio.everyMember', 'Every member of the tenant holds it.')}</p>;
  if (role.heldBy === 'anyone') {
    return <p className="data-plan">{text('studio.everybody', 'Everybody holds it, also visitors who are not signed in.')}</p>;
  }
  if (loaded.state === 'loading') return <p className="data-plan data-quiet">{text('studio.loadingHolders', 'Looking who holds it …')}</p>;
  if (loaded.state === 'failed') {
    const refused = loaded.error.status === 403;
    return (
      <p className="data-plan data-quiet">
        {refused ? text('studio.holdersDenied', 'Administrators of the tenant see and decide who holds it.') : loaded.error.message}
      </p>
    );
  }
  const held = loaded.value.items.filter(({ roleKey }) => roleKey === role.key);
  if (held.length === 0) {
    return (
      <p className="data-plan data-quiet">{text('studio.heldByNobody', 'Nobody holds it yet. An administrator of the tenant gives it.')}</p>
    );
  }
  return (
    <ul className="data-lines data-plan">
      {held.map(({ id, member, groupKey, environmentKey }) => (
        <li key={id}>
          <bdi>{member?.name ?? text('studio.groupNamed', 'Group {group}', { group: groupKey ?? '' })}</bdi>
          <small>{environmentKey ?? text('studio.everyEnvironment', 'every environment')}</small>
        </li>
      ))}
    </ul>
  );
}
