import { Button } from '@mantine/core';
import { listReceivers, type ReceiverShape } from '@plinth/api-contract';
import { useFormat, useText } from '@plinth/component-kit';
import { StateMessage, useWork } from '@plinth/studio-frame';
import { useCallback, useState } from 'react';
import { AskedList } from '../watch/asked-list.tsx';
import type { ShownPayload } from '../watch/payload-panel.tsx';
import { useAsked } from '../watch/use-asked.ts';
import { Deliveries } from './deliveries.tsx';
import { ReceiverForm } from './receiver-form.tsx';
import { useReceiverState } from './receiver-state.ts';
import { SecretDialog } from './secret-dialog.tsx';

interface ReceiversProps {
  readonly environment: string;
  /** The one that is opened; null where all are. */
  readonly receiver: string | null;
  readonly shown: string | null;
  onOpen(receiver: string | null): void;
  onShow(shown: ShownPayload | null): void;
}

/** Addresses of other systems to which events of an environment are sent. */
export function Receivers({ environment, receiver, shown, onOpen, onShow }: ReceiversProps) {
  const text = useText();
  const { client, tenant, member } = useWork();
  const isAdministrator = member.tenantRoles.includes('administrator');
  const [isAdding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const asked = useAsked(
    useCallback(
      async (signal: AbortSignal) =>
        isAdministrator ? (await client.call(listReceivers, { tenant, environment }, {}, { signal })).items : [],
      [client, tenant, environment, isAdministrator],
    ),
  );
  if (!isAdministrator)
    return (
      <StateMessage icon="lock" title={text('studio.receivers.locked', 'Receivers are the administrators’ matter')}>
        {text('studio.receivers.lockedHelp', 'They decide which other systems are told of what happens here.')}
      </StateMessage>
    );
  const open = asked.value?.find(({ key }) => key === receiver);
  return (
    <>
      {open !== undefined ? (
        <Deliveries
          key={open.key}
          environment={environment}
          receiver={open}
          shown={shown}
          onShow={onShow}
          onSecret={setSecret}
          onChanged={asked.again}
          onClose={() => onOpen(null)}
        />
      ) : (
        <>
          {(asked.value ?? []).length === 0 ? null : (
            <div className="studio-filter">
              <Button size="xs" onClick={() => setAdding(true)}>
                {text('studio.receivers.add', 'New receiver')}
              </Button>
            </div>
          )}
          <AskedList
            asked={asked}
            none={
              <StateMessage
                icon="send"
                title={text('studio.receivers.none', 'No other system is told of events')}
                action={text('studio.receivers.add', 'New receiver')}
                onAction={() => setAdding(true)}
              >
                {text(
                  'studio.receivers.noneHelp',
                  'A receiver is an address to which events of some types are sent, signed as a webhook, until it has taken them.',
                )}
              </StateMessage>
            }
          >
            {(receivers) => <ReceiverTable receivers={receivers} onOpen={onOpen} />}
          </AskedList>
        </>
      )}
      {isAdding ? (
        <ReceiverForm
          environment={environment}
          receiver={null}
          taken={asked.value?.map(({ key }) => key) ?? []}
          onClose={() => setAdding(false)}
          onKept={(key, given) => {
            setAdding(false);
            setSecret(given);
            asked.again();
            onOpen(key);
          }}
        />
      ) : null}
      {secret === null ? null : <SecretDialog secret={secret} onClose={() => setSecret(null)} />}
    </>
  );
}

interface ReceiverTableProps {
  readonly receivers: readonly ReceiverShape[];
  onOpen(receiver: string): void;
}

function ReceiverTable({ receivers, onOpen }: ReceiverTableProps) {
  const text = useText();
  const format = useFormat();
  const stateOf = useReceiverState();
  return (
    <table className="studio-lines">
      <thead>
        <tr>
          <th scope="col">{text('studio.receivers.receiver', 'Receiver')}</th>
          <th scope="col">{text('studio.receivers.state', 'State')}</th>
          <th scope="col">{text('studio.receivers.types', 'Types')}</th>
          <th scope="col" data-number="">
            {text('studio.receivers.waiting', 'Waiting')}
          </th>
          <th scope="col" data-number="">
            {text('studio.receivers.failed', 'Given up')}
          </th>
          <th scope="col">{text('studio.receivers.takenAt', 'Took last')}</th>
        </tr>
      </thead>
      <tbody>
        {receivers.map((receiver) => {
          const { key, address, types, waiting, failed, takenAt } = receiver;
          const { tone, title } = stateOf(receiver);
          return (
            <tr key={key} onClick={() => onOpen(key)}>
              <th scope="row">
                <button type="button" className="studio-link" onClick={() => onOpen(key)}>
                  <bdi dir="ltr">{key}</bdi>
                </button>
                <small dir="ltr">{address}</small>
              </th>
              <td>
                <span className="events-tone" data-tone={tone}>
                  {title}
                </span>
              </td>
              <td>
                <bdi dir="ltr">{types.join(', ')}</bdi>
              </td>
              <td data-number="" data-label={text('studio.receivers.waiting', 'Waiting')}>
                {format.number(waiting)}
              </td>
              <td data-number="" data-label={text('studio.receivers.failed', 'Given up')}>
                {format.number(failed)}
              </td>
              <td data-label={text('studio.receivers.takenAt', 'Took last')}>{takenAt === null ? '' : format.relative(takenAt)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
