import { listMembers, listRoleAssignments } from '@plinth/api-contract';
import { type Definition, entitiesOf, rolesOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { useWork } from '@plinth/studio-frame';
import { useLoaded } from '@plinth/web-shell';
import { useCallback, useState } from 'react';
import { accessTo, rolesHeld, type SeenAs } from '../definition/role-access.ts';
import { AccessExplainer } from './access-explainer.tsx';
import { EntityAccessView } from './entity-access-view.tsx';

/** The application as somebody has it: some roles together, a member with what they hold, or a visitor. */
export function ViewAs({ definition, first }: { readonly definition: Definition; readonly first: string }) {
  const text = useText();
  const { client, tenant, application, environment } = useWork();
  const [roles, setRoles] = useState<ReadonlySet<string>>(new Set([first]));
  const [visitor, setVisitor] = useState(false);
  const [member, setMember] = useState('');
  const load = useCallback(
    async (signal: AbortSignal) => {
      const [members, assignments] = await Promise.all([
        client.call(listMembers, { tenant }, { limit: 200 }, { signal }),
        client.call(listRoleAssignments, { tenant }, { applicationKey: application, limit: 200 }, { signal }),
      ]);
      return { members: members.items, assignments: assignments.items };
    },
    [client, tenant, application],
  );
  const [people] = useLoaded(load);
  const known = people.state === 'ready' ? people.value : null;
  const chosen = known?.members.find(({ id }) => id === member);
  const all = rolesOf(definition);
  const assigned = new Set(
    chosen === undefined
      ? []
      : (known?.assignments ?? []).flatMap((each) => {
          const theirs = each.member?.id === chosen.id || (each.groupKey !== null && chosen.groups.includes(each.groupKey));
          const here = each.environmentKey === null || each.environmentKey === environment;
          const role = all.find(({ key }) => key === each.roleKey);
          return theirs && here && role !== undefined ? [role.id] : [];
        }),
  );
  const seen: SeenAs = chosen === undefined ? { roles, member: !visitor } : { roles: assigned, member: true };
  const held = new Set(rolesHeld(definition, seen).map(({ id }) => id));
  return (
    <div className="data-view-as">
      <fieldset className="data-who">
        <legend>{text('studio.viewAs', 'View as')}</legend>
        {all.map((role) => (
          <label key={role.id} className="data-check-line">
            <input
              type="checkbox"
              checked={held.has(role.id)}
              disabled={chosen !== undefined || (held.has(role.id) && !roles.has(role.id))}
              onChange={(event) => {
                const next = new Set(roles);
                if (event.currentTarget.checked) next.add(role.id);
                else next.delete(role.id);
                setRoles(next);
              }}
            />
            <bdi>{role.label.trim() === '' ? role.key : role.label}</bdi>
          </label>
        ))}
        <label className="data-check-line">
          <input
            type="checkbox"
            checked={visitor && chosen === undefined}
            disabled={chosen !== undefined}
            onChange={(event) => setVisitor(event.currentTarget.checked)}
          />
          {text('studio.notSignedIn', 'Not signed in')}
        </label>
        {known === null ? null : (
          <select
            aria-label={text('studio.asMember', 'As a member, with what they hold')}
            value={member}
            onChange={(event) => setMember(event.currentTarget.value)}
          >
            <option value="">{text('studio.chooseMember', 'Or as a member …')}</option>
            {known.members.map(({ id, name, email }) => (
              <option key={id} value={id}>
                {name} ({email})
              </option>
            ))}
          </select>
        )}
      </fieldset>
      {entitiesOf(definition).map((entity) => (
        <EntityAccessView key={entity.id} entity={entity} access={accessTo(definition, entity.id, seen)} />
      ))}
      {seen.member ? (
        <AccessExplainer
          entities={entitiesOf(definition)}
          member={chosen?.id}
          roles={all.filter(({ id }) => held.has(id)).map(({ key }) => key)}
        />
      ) : null}
    </div>
  );
}
