import { type DeliveryShape, getDelivery, listDeliveries, type ReceiverShape, redeliver } from '@plinth/api-contract';
import { useFormat, useText } from '@plinth/component-kit';
import { asPlinthError } from '@plinth/foundation';
import { StateMessage, ToolButton, useWork } from '@plinth/studio-frame';
import { useCallback, useDeferredValue, useState } from 'react';
import type { ShownPayload } from '../watch/payload-panel.tsx';
import { useAsked } from '../watch/use-asked.ts';
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

const pageSize = 100;
type State = DeliveryShape['state'];

/** What was sent to one receiver and what is to be. */
export function Deliveries({ environment, receiver, shown, onShow, ...acts }: DeliveriesProps) {
  const text = useText();
  const format = useFormat();
  const work = useWork();
  const { client, tenant } = work;
  const [state, setState] = useState<State | ''>('');
  const [search, setSearch] = useState('');
  const [pages, setPages] = useState(1);
  const wanted = useDeferredValue(search.trim());
  const { key } = receiver;
  const states: Readonly<Record<State, string>> = {
    waiting: text('studio.receivers.isWaiting', 'Waits'),
    taken: text('studio.receivers.isTaken', 'Taken'),
    failed: text('studio.receivers.isFailed', 'Given up'),
  };
  const { value, error, again } = useAsked(
    useCallback(
      async (signal: AbortSignal) => {
        const items: DeliveryShape[] = [];
        for (let page = 0; page < pages; page++) {
          const after = items.at(-1)?.id;
          const question = {
            ...{ receiver: key, limit: pageSize },
            ...(state === '' ? {} : { state }),
            ...(wanted === '' ? {} : { text: wanted }),
            ...(after === undefined ? {} : { after }),
          };
          const answer = await client.call(listDeliveries, { tenant, environment }, question, { signal });
          items.push(...answer.items);
          if (answer.items.length < pageSize) break;
        }
        return items;
      },
      [client, tenant, environment, key, state, wanted, pages],
    ),
  );
  const act = async (work_: Promise<unknown>) => {
    try {
      await work_;
    } catch (thrown) {
      const { message, hint } = asPlinthError(thrown);
      work.say({ message, hint, tone: 'bad' });
    }
    again();
    acts.onChanged();
  };
  const show = async ({ id, type }: DeliveryShape) => {
    try {
      const { event, tries } = await client.call(getDelivery, { tenant, environment }, { receiver: key, delivery: id });
      onShow({ id, title: type, value: { event, attempts: tries } });
    } catch (thrown) {
      const { message, hint } = asPlinthError(thrown);
      work.say({ message, hint, tone: 'bad' });
    }
  };
  const sendAgain = (what: { ids: string[] } | { state: 'failed' }) =>
    act(client.call(redeliver, { tenant, environment }, { receiver: key, what }));
  return (
    <>
      <ReceiverHead environment={environment} receiver={receiver} {...acts} />
      <div className="events-filter">
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
        <input
          type="search"
          maxLength={120}
          value={search}
          aria-label={text('studio.events.search', 'Search in events')}
          placeholder={text('studio.events.search', 'Search in events')}
          onChange={({ currentTarget }) => setSearch(currentTarget.value)}
        />
        <ToolButton icon="refresh" label={text('studio.run.refresh', 'Ask again')} onClick={again} />
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
      {error !== null ? (
        <StateMessage icon="alert-circle" title={error.message} action={text('page.retry', 'Try again')} onAction={again}>
          {error.hint}
        </StateMessage>
      ) : value === null ? (
        <div className="studio-waiting" aria-busy="true" />
      ) : value.length === 0 ? (
        <StateMessage icon="send" title={text('studio.receivers.noDeliveries', 'Nothing is here')}>
          {text('studio.receivers.noDeliveriesHelp', 'As soon as an event of its types happens, it is sent and told here.')}
        </StateMessage>
      ) : (
        <div className="events-list">
          <table className="events-table">
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
              {value.map((delivery) => (
                <tr key={delivery.id} onClick={() => void show(delivery)} aria-current={shown === delivery.id || undefined}>
                  <td>{format.dateTime(delivery.at, 'medium', true)}</td>
                  <th scope="row">
                    <button type="button" className="studio-link" onClick={() => void show(delivery)}>
                      <bdi dir="ltr">{delivery.type}</bdi>
                    </button>
                  </th>
                  <td>
                    <bdi>{delivery.subject ?? ''}</bdi>
                  </td>
                  <td>
                    <span className="events-tone" data-tone={toneOf(delivery)}>
                      {states[delivery.state]}
                    </span>
                    {delivery.nextAt === null || delivery.attempts === 0 ? null : (
                      <small className="events-under">
                        {text('studio.receivers.next', 'again {when}', { when: format.relative(delivery.nextAt) })}
                      </small>
                    )}
                  </td>
                  <td className="events-why">
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
          {value.length >= pages * pageSize ? (
            <button type="button" className="studio-link events-more" onClick={() => setPages(pages + 1)}>
              {text('studio.run.more', 'Show older ones')}
            </button>
          ) : null}
        </div>
      )}
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
