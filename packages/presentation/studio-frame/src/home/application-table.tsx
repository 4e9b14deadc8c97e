import type { Application } from '@plinth/api-contract';
import { Icon, useFormat, useText } from '@plinth/component-kit';
import { follow } from '@plinth/web-shell';
import { memo } from 'react';
import { addressOf } from '../frame/address.ts';
import { ApplicationMenu } from './application-menu.tsx';
import { ApplicationState } from './application-state.tsx';
import type { AtHome } from './home-place.ts';
import type { HomeNotice } from './notice-line.tsx';

interface ApplicationTableProps extends AtHome {
  readonly items: readonly Application[];
  /** Whether others are on their way. */
  readonly busy: boolean;
  onNotice(notice: HomeNotice): void;
  onChanged(): void;
}

/** Applications with whose they are, how they stand, what was done last and how many people they have. */
export function ApplicationTable({ items, busy, ...given }: ApplicationTableProps) {
  const text = useText();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className="studio-table" tabIndex={0} aria-label={text('studio.applications', 'Applications')}>
      <table aria-busy={busy || undefined}>
        <thead>
          <tr>
            <th scope="col">{text('studio.application', 'Application')}</th>
            <th scope="col" data-column="owner">
              {text('studio.home.owner', 'Owner')}
            </th>
            <th scope="col">{text('studio.home.state', 'State')}</th>
            <th scope="col" data-column="changed">
              {text('studio.home.lastChange', 'Last change')}
            </th>
            <th scope="col" data-column="people" title={text('studio.home.peopleHelp', 'Members who opened it in the last 30 days, about')}>
              {text('studio.home.people', 'People')}
            </th>
            <th scope="col">
              <span className="studio-hidden">{text('studio.home.actions', 'Actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((application) => (
            <ApplicationRow key={application.key} application={application} {...given} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

type ApplicationRowProps = Omit<ApplicationTableProps, 'items' | 'busy'> & { readonly application: Application };

/** Drawn once, however many come after it. */
const ApplicationRow = memo(function ApplicationRow({ application, ...given }: ApplicationRowProps) {
  const text = useText();
  const format = useFormat();
  const { key, type, label, icon, owner, changedAt, changedBy, people, deletedAt, deletedBy } = application;
  const { session } = given;
  const nameOf = ({ id, name }: Application['owner']) =>
    id === session.member?.id ? text('studio.home.you', 'You') : name === '' ? text('studio.home.nobody', 'Plinth') : name;
  const name = (
    <>
      <Icon name={icon === '' ? (type === 'module' ? 'package' : 'app-window') : icon} size={16} />
      <bdi title={label}>{label}</bdi>
    </>
  );
  return (
    <tr>
      <td>
        {deletedAt === null ? (
          <a href={addressOf(session.tenant.key, key)} onClick={follow}>
            {name}
          </a>
        ) : (
          <span className="studio-application-name">{name}</span>
        )}
        <small>
          {key}
          {type === 'module' ? ` · ${text('studio.home.module', 'module')}` : ''}
        </small>
      </td>
      <td data-column="owner">
        <bdi>{nameOf(owner)}</bdi>
      </td>
      <td {...(deletedAt === null ? {} : { 'data-column': 'deleted', title: format.date(deletedAt) })}>
        <ApplicationState application={application} environments={session.environments} />
        {deletedBy === null ? null : (
          <small>
            <bdi>{nameOf(deletedBy)}</bdi>
          </small>
        )}
      </td>
      <td data-column="changed" title={format.date(changedAt)}>
        {format.relative(changedAt)}
        <small>
          <bdi>{nameOf(changedBy)}</bdi>
        </small>
      </td>
      <td data-column="people">{people === 0 ? '–' : format.number(people, {})}</td>
      <td>
        <ApplicationMenu application={application} {...given} />
      </td>
    </tr>
  );
});
