import { type DeliveryShape, getDelivery, listDeliveries, type ReceiverShape, redeliver } from '@plinth/api-contract';
import { useFormat, useText } from '@plinth/component-kit';
import { StateMessage, ToolButton, useAttempt, useWork } from '@plinth/studio-frame';
import { useCallback, useDeferredValue, useState } from 'react';
import { AskedList } from '../watch/asked-list.tsx';
import { EventCells } from '../watch/event-cells.tsx';
import type { ShownPayload } from '../watch/payload-panel.tsx';
import { SearchField } from '../watch/search-field.tsx';
import { type PageQuestion, usePaged } from '../watch/use-paged.ts';
import { ReceiverHead } from './receiver-head.tsx';

interface DeliveriesProps {
  readonly environment: string;
  readonly receiver: ReceiverShape;
  readonly shown: string | null;
  onShow(shown: ShownPayload | null): void;
  onSecret(secret: string): void;
  onChanged(): void;
  onClose(): void;
}

type State = DeliveryShape['state'];

/** What was sent to one receiver and what is to be. */
export function Deliveries({ environment, receiver, shown, onShow, ...acts }: DeliveriesProps) {
  const text = useText();
  const format = useFormat();
  const { client, tenant } = useWork();
  const attempt = useAttempt();
  const [state, setState] = useState<State | ''>('');
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim());
  const { key } = receiver;
  const states: Readonly<Record<State, string>> = {
    waiting: text('studio.receivers.isWaiting', 'Waits'),
    taken: text('studio.receivers.isTaken', 'Taken'),
    failed: text('studio.receivers.isFailed', 'Given up'),
  };
  const asked = usePaged(
    useCallback(
      async (page: PageQuestion, signal: AbortSignal) => {
        const question = { receiver: key, ...page, ...(state === '' ? {} : { state }), ...(wanted === '' ? {} : { text: wanted }) };
        return (await client.call(listDeliveries, { tenant, environment }, question, { signal })).items;
      },
      [client, tenant, environment, key, state, wanted],
    ),
  );
  const show = ({ id, type }: DeliveryShape) =>
    attempt(async () => {
      const { event, tries } = await client.call(getDelivery, { tenant, environment }, { receiver: key, delivery: id });
      onShow({ id, title: type, value: { event, attempts: tries } });
    });
  const sendAgain = async (what: { ids: string[] } | { state: 'failed' }) => {
    await attempt(() => client.call(redeliver, { tenant, environment }, { receiver: key, what }));
    asked.again();
    acts.onChanged();
  };
  return (
    <>
      <ReceiverHead environment={environment} receiver={receiver} {...acts} />
      <div className="studio-filter">
        <select
          value={state}
          aria-label={text('studio.receivers.state', 'State')}
          onChange={({ currentTarget }) => setState(currentTarget.value as State | '')}
        >
          <option value="">{text('studio.receivers.anyState', 'In any state')}</option>
          {Object.entries(states).map(([each, title]) => (
            <option key={each} value={each}>
              {title}
            </option>
          ))}
        </select>
        <SearchField label={text('studio.events.search', 'Search in events')} value={search} onChange={setSearch} />
        <ToolButton icon="refresh" label={text('studio.run.refresh', 'Ask again')} onClick={asked.again} />
        {receiver.failed === 0 ? null : (
          <ToolButton
            icon="send"
            label={text('studio.receivers.againAll', 'Send all again that were given up: {count}', {
              count: format.number(receiver.failed),
            })}
            onClick={() => void sendAgain({ state: 'failed' })}
          >
            {text('studio.receivers.againShort', 'Send all again')}
          </ToolButton>
        )}
      </div>
      <AskedList
        asked={asked}
        more={asked.more}
        none={
          <StateMessage icon="send" title={text('studio.receivers.noDeliveries', 'Nothing is here')}>
            {text('studio.receivers.noDeliveriesHelp', 'As soon as an event of its types happens, it is sent and told here.')}
          </StateMessage>
        }
      >
        {(deliveries) => (
          <table className="studio-lines events-deliveries">
            <thead>
              <tr>
                <th scope="col">{text('studio.events.time', 'When')}</th>
                <th scope="col">{text('studio.events.kind', 'Type')}</th>
                <th scope="col">{text('studio.events.about', 'About')}</th>
                <th scope="col">{text('studio.receivers.state', 'State')}</th>
                <th scope="col">{text('studio.receivers.answer', 'What it answered')}</th>
                <th scope="col">{text('studio.events.acts', 'What can be done')}</th>
              </tr>
            </thead>
            <tbody>
              {deliveries.map((delivery) => (
                <tr key={delivery.id} onClick={() => void show(delivery)} aria-current={shown === delivery.id || undefined}>
                  <EventCells at={delivery.at} type={delivery.type} onShow={() => void show(delivery)} />
                  <td>
                    <bdi>{delivery.subject ?? ''}</bdi>
                  </td>
                  <td>
                    <span className="events-tone" data-tone={toneOf(delivery)}>
                      {states[delivery.state]}
                    </span>
                    {delivery.nextAt === null || delivery.attempts === 0 ? null : (
                      <small>{text('studio.receivers.next', 'again {when}', { when: format.relative(delivery.nextAt) })}</small>
                    )}
                  </td>
                  <td data-said="">
                    <bdi>{answerOf(delivery)}</bdi>
                    {delivery.last === null ? null : (
                      <small>
                        {text('studio.receivers.tried', '{count, plural, one {one attempt} other {# attempts}}, {milliseconds} ms', {
                          count: delivery.attempts,
                          milliseconds: format.number(delivery.last.milliseconds),
                        })}
                      </small>
                    )}
                  </td>
                  <td>
                    <ToolButton
                      icon="send"
                      label={text('studio.receivers.again', 'Send {type} again', { type: delivery.type })}
                      onClick={() => void sendAgain({ ids: [delivery.id] })}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </AskedList>
    </>
  );
}

function toneOf({ state, attempts }: DeliveryShape): 'good' | 'warn' | 'bad' | 'quiet' {
  if (state === 'taken') return 'good';
  return state === 'failed' ? 'bad' : attempts > 0 ? 'warn' : 'quiet';
}

function answerOf({ last }: DeliveryShape): string {
  return last === null ? '' : `${last.status ?? ''} ${last.answer}`.trim();
}
