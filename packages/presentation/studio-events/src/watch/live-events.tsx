import { useText } from '@plinth/component-kit';
import { StateMessage, ToolButton } from '@plinth/studio-frame';
import { useDeferredValue, useState } from 'react';
import { EventCells } from './event-cells.tsx';
import type { ShownPayload } from './payload-panel.tsx';
import { SearchField } from './search-field.tsx';
import { type TailedEvent, useTail } from './use-tail.ts';

interface LiveEventsProps {
  readonly environment: string;
  readonly shown: string | null;
  onShow(shown: ShownPayload): void;
}

const typeList = /^[A-Za-z0-9._*,\s-]*$/;

/** Events as they come, of some types, about some subject and with some text in them; held still while somebody reads. */
export function LiveEvents({ environment, shown, onShow }: LiveEventsProps) {
  const text = useText();
  const [types, setTypes] = useState('');
  const [subject, setSubject] = useState('');
  const [paused, setPaused] = useState(false);
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(types.trim());
  const sought = useDeferredValue(search.trim());
  const { events, isReady, error, clear } = useTail(environment, typeList.test(wanted) ? wanted : '', sought, paused);
  const about = subject.trim().toLocaleLowerCase();
  const found = about === '' ? events : events.filter((event) => (event.subject ?? '').toLocaleLowerCase().includes(about));
  return (
    <>
      <div className="studio-filter">
        <SearchField
          label={text('studio.events.types', 'Types, such as plinth.record.*')}
          maxLength={200}
          value={types}
          onChange={setTypes}
        />
        <SearchField label={text('studio.events.subject', 'What they are about')} maxLength={200} value={subject} onChange={setSubject} />
        <SearchField label={text('studio.events.search', 'Search in events')} value={search} onChange={setSearch} />
        <ToolButton
          icon={paused ? 'player-play' : 'player-pause'}
          label={paused ? text('studio.events.goOn', 'Go on') : text('studio.events.pause', 'Hold still')}
          pressed={paused}
          onClick={() => setPaused(!paused)}
        />
        <ToolButton icon="eraser" label={text('studio.events.clear', 'Clear the list')} onClick={clear} />
        <span role="status">
          {error === null
            ? paused
              ? text('studio.events.paused', 'Held still: nothing is missed')
              : text('studio.events.listening', 'Listening')
            : `${error.message} ${error.hint}`}
        </span>
      </div>
      {found.length > 0 ? (
        <EventTable events={found} shown={shown} onShow={onShow} />
      ) : isReady || error !== null ? (
        <StateMessage
          icon="broadcast"
          title={
            sought === '' && wanted === '' && about === ''
              ? text('studio.events.none', 'No event yet')
              : text('studio.events.notFound', 'No event like this yet')
          }
        >
          {text('studio.events.noneHelp', 'Change a record, start a process or publish, and it is told here.')}
        </StateMessage>
      ) : (
        <div className="studio-waiting" aria-busy="true" />
      )}
    </>
  );
}

interface EventTableProps extends Omit<LiveEventsProps, 'environment'> {
  readonly events: readonly TailedEvent[];
}

function EventTable({ events, shown, onShow }: EventTableProps) {
  const text = useText();
  return (
    <div className="studio-list">
      <table className="studio-lines">
        <thead>
          <tr>
            <th scope="col">{text('studio.events.time', 'When')}</th>
            <th scope="col">{text('studio.events.kind', 'Type')}</th>
            <th scope="col">{text('studio.events.about', 'About')}</th>
            <th scope="col">{text('studio.events.source', 'From')}</th>
          </tr>
        </thead>
        <tbody>
          {events.map((event) => {
            const id = `${event.source} ${event.id}`;
            const { position, ...value } = event;
            const show = () => onShow({ id, title: event.type, value, position: position === '' ? undefined : position });
            return (
              <tr key={id} onClick={show} aria-current={shown === id || undefined}>
                <EventCells at={event.time} type={event.type} onShow={show} />
                <td>
                  <bdi>{event.subject ?? ''}</bdi>
                </td>
                <td>
                  <bdi dir="ltr">{event.source}</bdi>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
