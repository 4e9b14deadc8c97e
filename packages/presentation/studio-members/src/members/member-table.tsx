import type { Member } from '@plinth/api-contract';
import { useFormat, useText } from '@plinth/component-kit';
import { follow } from '@plinth/web-shell';
import { useRoleWords } from './tenant-roles.tsx';

interface MemberTableProps {
  readonly tenant: string;
  /** Id of who looks. */
  readonly self: string;
  readonly members: readonly Member[];
  readonly busy: boolean;
}

/** Members with their rights, groups and when they were last here. */
export function MemberTable({ tenant, self, members, busy }: MemberTableProps) {
  const text = useText();
  const format = useFormat();
  const words = useRoleWords();
  const statusWords: Readonly<Record<Member['status'], string>> = {
    active: text('studio.members.active', 'Active'),
    invited: text('studio.members.invited', 'Invited'),
    deactivated: text('studio.members.deactivated', 'Deactivated'),
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className="studio-table" tabIndex={0} aria-label={text('studio.tool.members', 'Members')}>
      <table aria-busy={busy || undefined}>
        <thead>
          <tr>
            <th scope="col">{text('studio.members.member', 'Member')}</th>
            <th scope="col">{text('studio.members.rightsShort', 'Rights')}</th>
            <th scope="col" data-column="owner">
              {text('studio.tool.groups', 'Groups')}
            </th>
            <th scope="col">{text('studio.members.status', 'Status')}</th>
            <th scope="col" data-column="changed">
              {text('studio.members.lastSignIn', 'Last signed in')}
            </th>
          </tr>
        </thead>
        <tbody>
          {members.map(({ id, name, email, tenantRoles, groups, status, lastSignInAt }) => (
            <tr key={id}>
              <td>
                <a href={`/studio/${encodeURIComponent(tenant)}/-/members/${id}`} onClick={follow}>
                  <bdi title={name}>{name}</bdi>
                  {id === self ? <small>{text('studio.home.you', 'You')}</small> : null}
                </a>
                <small className="members-below">
                  <bdi>{email}</bdi>
                </small>
              </td>
              <td>
                {tenantRoles
                  .filter((role) => role !== 'member')
                  .map((role) => (
                    <span key={role} className="studio-tag">
                      {words[role]}
                    </span>
                  ))}
              </td>
              <td data-column="owner">
                <bdi>{format.list(groups)}</bdi>
              </td>
              <td>
                <span className="members-status" data-status={status}>
                  {statusWords[status]}
                </span>
              </td>
              <td data-column="changed">{lastSignInAt === null ? text('studio.members.never', 'never') : format.relative(lastSignInAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
