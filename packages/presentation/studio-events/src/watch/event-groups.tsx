import { type EventGroup, listEventGroups } from '@plinth/api-contract';
import { useFormat, useText } from '@plinth/component-kit';
import { StateMessage, ToolButton, useWork } from '@plinth/studio-frame';
import { useCallback, useState } from 'react';
import { AskedList } from './asked-list.tsx';
import { ReplayDialog } from './replay-dialog.tsx';
import { useAsked } from './use-asked.ts';

/** Events that are counted at most. */
const mostCounted = 10_000;

/** Who consumes the events of an environment, how far they are, and what they are stuck at. */
export function EventGroups({ environment }: { readonly environment: string }) {
  const text = useText();
  const work = useWork();
  const { client, tenant } = work;
  const [replayed, setReplayed] = useState<string | null>(null);
  const asked = useAsked(
    useCallback(
      async (signal: AbortSignal) => (await client.call(listEventGroups, { tenant, environment }, {}, { signal })).items,
      [client, tenant, environment],
    ),
  );
  const mayAct = work.member.tenantRoles.includes('administrator');
  return (
    <>
      <AskedList
        asked={asked}
        none={
          <StateMessage icon="users-group" title={text('studio.events.noGroups', 'Nobody consumes events here')}>
            {text(
              'studio.events.noGroupsHelp',
              'A process does as soon as one of its messages is named like a type of event, and it is published.',
            )}
          </StateMessage>
        }
      >
        {(groups) => <GroupTable groups={groups} onReplay={mayAct ? setReplayed : null} />}
      </AskedList>
      {replayed === null ? null : (
        <ReplayDialog
          environment={environment}
          group={replayed}
          position={null}
          onClose={() => setReplayed(null)}
          onDone={() => {
            setReplayed(null);
            asked.again();
          }}
        />
      )}
    </>
  );
}

interface GroupTableProps {
  readonly groups: readonly EventGroup[];
  readonly onReplay: ((group: string) => void) | null;
}

function GroupTable({ groups, onReplay }: GroupTableProps) {
  const text = useText();
  const format = useFormat();
  return (
    <table className="studio-lines" data-still="">
      <thead>
        <tr>
          <th scope="col">{text('studio.events.group', 'Consumer')}</th>
          <th scope="col" data-number="">
            {text('studio.events.behind', 'Behind by')}
          </th>
          <th scope="col" data-number="">
            {text('studio.events.letters', 'Dead letters')}
          </th>
          <th scope="col">{text('studio.events.moved', 'Last went on')}</th>
          <th scope="col">{text('studio.events.failing', 'Tries again')}</th>
          {onReplay === null ? null : <th scope="col">{text('studio.events.acts', 'What can be done')}</th>}
        </tr>
      </thead>
      <tbody>
        {groups.map(({ group, behind, deadLetters, movedAt, failing }) => (
          <tr key={group}>
            <th scope="row">
              <bdi dir="ltr">{group}</bdi>
            </th>
            <td data-number="" data-label={text('studio.events.behind', 'Behind by')}>
              {format.number(behind)}
              {behind >= mostCounted ? '+' : ''}
            </td>
            <td data-number="" data-label={text('studio.events.letters', 'Dead letters')}>
              {format.number(deadLetters)}
            </td>
            <td title={format.dateTime(movedAt, 'long')} data-label={text('studio.events.moved', 'Last went on')}>
              {format.relative(movedAt)}
            </td>
            <td data-said="">
              {failing === null ? null : (
                <>
                  <bdi>{failing.message}</bdi>
                  <small dir="ltr">{failing.code}</small>
                </>
              )}
            </td>
            {onReplay === null ? null : (
              <td>
                <ToolButton
                  icon="history"
                  label={text('studio.events.replayOf', 'Let {group} consume again', { group })}
                  onClick={() => onReplay(group)}
                />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
