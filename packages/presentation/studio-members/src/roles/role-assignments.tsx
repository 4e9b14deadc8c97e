import { listRoleAssignments, type RoleAssignment, unassignRole } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { type AtHome, NoticeLine, ToolButton } from '@plinth/studio-frame';
import { useCallback } from 'react';
import { ListState } from '../list-state.tsx';
import { useAct } from '../use-act.ts';
import { usePages } from '../use-pages.ts';
import { GiveRole } from './give-role.tsx';

/** Whose roles are meant; nobody's: everybody's. */
export interface Holder {
  readonly memberId?: string;
  readonly groupKey?: string;
}

interface RoleAssignmentsProps extends AtHome {
  readonly holder: Holder;
  /** Only those of this application; absent: of all. */
  readonly application?: string;
}

/** Roles of applications that are held, each of which can be taken back, and another one given. */
export function RoleAssignments({ client, session, holder, application }: RoleAssignmentsProps) {
  const text = useText();
  const tenant = session.tenant.key;
  const { memberId, groupKey } = holder;
  const { act, notice, dismiss } = useAct();
  const list = usePages(
    useCallback(
      (cursor, signal) => {
        const asked = {
          ...(memberId === undefined ? {} : { memberId }),
          ...(groupKey === undefined ? {} : { groupKey }),
          ...(application === undefined ? {} : { applicationKey: application }),
          ...(cursor === undefined ? {} : { cursor }),
        };
        return client.call(listRoleAssignments, { tenant }, asked, { signal });
      },
      [client, tenant, memberId, groupKey, application],
    ),
  );
  const take = (assignment: string) =>
    act(async () => {
      await client.call(unassignRole, { tenant }, { assignment });
      list.again();
      return text('studio.members.taken', 'The role is taken back.');
    });
  const nobody = memberId === undefined && groupKey === undefined;
  return (
    <>
      {notice === null ? null : <NoticeLine notice={notice} onClose={dismiss} />}
      <GiveRole
        client={client}
        session={session}
        holder={holder}
        {...(application === undefined ? {} : { application })}
        onGiven={list.again}
      />
      <ListState list={list} none={text('studio.members.noRoles', 'No role is given yet.')}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
        <section className="studio-table" tabIndex={0} aria-label={text('studio.members.applicationRoles', 'Roles in applications')}>
          <table aria-busy={list.busy || undefined}>
            <thead>
              <tr>
                {nobody ? <th scope="col">{text('studio.members.who', 'Who')}</th> : null}
                {application === undefined ? <th scope="col">{text('studio.application', 'Application')}</th> : null}
                <th scope="col">{text('studio.members.role', 'Role')}</th>
                <th scope="col">{text('studio.members.where', 'Where')}</th>
                <th scope="col">
                  <span className="studio-hidden">{text('studio.home.actions', 'Actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {(list.items ?? []).map((each) => (
                <tr key={each.id}>
                  {nobody ? <HolderCell assignment={each} /> : null}
                  {application === undefined ? <td>{each.applicationKey}</td> : null}
                  <td>{each.roleKey}</td>
                  <td>{each.environmentKey ?? text('studio.everyEnvironment', 'every environment')}</td>
                  <td>
                    <ToolButton
                      icon="trash"
                      label={text('studio.members.takeBack', 'Take back {role}', { role: each.roleKey })}
                      onClick={() => void take(each.id)}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </ListState>
    </>
  );
}

function HolderCell({ assignment: { member, groupKey } }: { readonly assignment: RoleAssignment }) {
  const text = useText();
  return (
    <td>
      <bdi>{member?.name ?? text('studio.groupNamed', 'Group {group}', { group: groupKey ?? '' })}</bdi>
      {member === null ? null : (
        <small className="members-below">
          <bdi>{member.email}</bdi>
        </small>
      )}
    </td>
  );
}
