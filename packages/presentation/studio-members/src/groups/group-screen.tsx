import '../studio-members.css';
import { Button } from '@mantine/core';
import { listGroups } from '@plinth/api-contract';
import { Icon, useText } from '@plinth/component-kit';
import type { AtHome } from '@plinth/studio-frame';
import { follow } from '@plinth/web-shell';
import { useCallback, useState } from 'react';
import { ListState } from '../list-state.tsx';
import { usePages } from '../use-pages.ts';
import { GroupDetail } from './group-detail.tsx';
import { NewGroup } from './new-group.tsx';

/** The groups of the tenant, or the one that the first of `rest` names. */
export function GroupScreen({ rest, ...at }: AtHome & { readonly rest: readonly string[] }) {
  const [group] = rest;
  return group === undefined ? <Groups {...at} /> : <GroupDetail key={group} group={group} {...at} />;
}

function Groups({ client, session }: AtHome) {
  const text = useText();
  const tenant = session.tenant.key;
  const [making, setMaking] = useState(false);
  const list = usePages(
    useCallback(
      (cursor, signal) => client.call(listGroups, { tenant }, cursor === undefined ? {} : { cursor }, { signal }),
      [client, tenant],
    ),
  );
  return (
    <>
      <div className="studio-home-head">
        <h1>{text('studio.tool.groups', 'Groups')}</h1>
        <span className="studio-grow" />
        <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setMaking(true)}>
          {text('studio.members.newGroup', 'New group')}
        </Button>
      </div>
      <ListState list={list} none={text('studio.members.noGroups', 'No groups yet. A group is given a role once, for all who are in it.')}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
        <section className="studio-table" tabIndex={0} aria-label={text('studio.tool.groups', 'Groups')}>
          <table aria-busy={list.busy || undefined}>
            <thead>
              <tr>
                <th scope="col">{text('studio.members.group', 'Group')}</th>
                <th scope="col">{text('studio.tool.members', 'Members')}</th>
              </tr>
            </thead>
            <tbody>
              {(list.items ?? []).map(({ key, name, members }) => (
                <tr key={key}>
                  <td>
                    <a href={`/studio/${encodeURIComponent(tenant)}/-/groups/${key}`} onClick={follow}>
                      <bdi title={name}>{name}</bdi>
                    </a>
                    <small className="members-below">{key}</small>
                  </td>
                  <td>{members}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </ListState>
      <NewGroup client={client} tenant={tenant} opened={making} onClose={() => setMaking(false)} onMade={list.again} />
    </>
  );
}
