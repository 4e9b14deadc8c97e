import { Button, NativeSelect } from '@mantine/core';
import { type ForeseenShape, foreseeEventGroup, listEventGroups, seekEventGroup } from '@plinth/api-contract';
import { useFormat, useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { FailureLine, StudioDialog, useWork } from '@plinth/studio-frame';
import { useCallback, useEffect, useState } from 'react';
import { useAsked } from './use-asked.ts';

interface ReplayDialogProps {
  readonly environment: string;
  /** Null: it is chosen here. */
  readonly group: string | null;
  /** Where to begin: an event that somebody looks at; null: it is chosen here. */
  readonly position: { readonly after: string; readonly title: string } | null;
  onClose(): void;
  onDone(): void;
}

type Way = 'time' | 'start' | 'end';
type Place = 'start' | 'end' | { readonly time: string } | { readonly after: string };

/** Sets a consumer to another place. What that will do is said before it is done. */
export function ReplayDialog({ environment, group: given, position, onClose, onDone }: ReplayDialogProps) {
  const text = useText();
  const { client, tenant } = useWork();
  const [chosen, setChosen] = useState('');
  const [way, setWay] = useState<Way>('time');
  const [time, setTime] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<PlinthError | null>(null);
  const { value: groups } = useAsked(
    useCallback(
      async (signal: AbortSignal) =>
        given === null ? (await client.call(listEventGroups, { tenant, environment }, {}, { signal })).items : [],
      [client, tenant, environment, given],
    ),
  );
  const group = given ?? chosen;
  const to = placeOf(way, time, position?.after ?? null);
  const place = to === null ? '' : JSON.stringify(to);
  const foreseen = useForeseen(environment, group, place);
  const replay = async () => {
    if (to === null) return;
    setBusy(true);
    setFailure(null);
    try {
      await client.call(seekEventGroup, { tenant, environment }, { group, to });
      onDone();
    } catch (thrown) {
      setFailure(asPlinthError(thrown));
      setBusy(false);
    }
  };
  const title =
    given === null
      ? text('studio.events.replayHere', 'Let a consumer begin here')
      : text('studio.events.replayOf', 'Let {group} consume again', { group: given });
  const error = failure ?? foreseen.error;
  return (
    <StudioDialog opened title={title} onClose={onClose}>
      <form
        className="studio-form"
        onSubmit={(event) => {
          event.preventDefault();
          void replay();
        }}
      >
        {position === null ? null : (
          <p>
            {text('studio.events.replayEvent', 'It begins with the event')} <bdi dir="ltr">{position.title}</bdi>
          </p>
        )}
        {given === null ? (
          <NativeSelect
            data-autofocus
            label={text('studio.events.group', 'Consumer')}
            value={chosen}
            data={[
              { value: '', label: text('studio.events.chooseGroup', 'Choose one') },
              ...(groups ?? []).map((each) => ({ value: each.group, label: each.group })),
            ]}
            onChange={({ currentTarget }) => setChosen(currentTarget.value)}
          />
        ) : null}
        {position === null ? (
          <NativeSelect
            data-autofocus
            label={text('studio.events.replayWhere', 'Where it begins')}
            value={way}
            data={[
              { value: 'time', label: text('studio.events.replayTime', 'At a time') },
              { value: 'start', label: text('studio.events.replayStart', 'With the oldest event that is kept') },
              { value: 'end', label: text('studio.events.replayEnd', 'With the next to come: what waits is passed over') },
            ]}
            onChange={({ currentTarget }) => setWay(currentTarget.value as Way)}
          />
        ) : null}
        {position === null && way === 'time' ? (
          <label>
            {text('studio.events.replayFrom', 'From')}
            <input type="datetime-local" required value={time} onChange={({ currentTarget }) => setTime(currentTarget.value)} />
          </label>
        ) : null}
        <div role="status" className="events-foreseen" aria-busy={foreseen.isAsking || undefined}>
          {foreseen.value === null ? null : <Foreseen {...foreseen.value} />}
        </div>
        <FailureLine error={error} />
        <Button type="submit" loading={busy} disabled={foreseen.value === null}>
          {way === 'end' && position === null ? text('studio.events.passOver', 'Pass over') : text('studio.events.replay', 'Consume again')}
        </Button>
      </form>
    </StudioDialog>
  );
}

function placeOf(way: Way, time: string, after: string | null): Place | null {
  if (after !== null) return { after };
  if (way !== 'time') return way;
  const moment = new Date(time).getTime();
  return time === '' || Number.isNaN(moment) ? null : { time: new Date(moment).toISOString() };
}

interface Foresight {
  readonly of: string;
  readonly value: ForeseenShape | null;
  readonly error: PlinthError | null;
}

/** What setting a group to a place, as JSON, would do; nothing as long as either is missing. */
function useForeseen(environment: string, group: string, place: string): Omit<Foresight, 'of'> & { readonly isAsking: boolean } {
  const { client, tenant } = useWork();
  const of = group === '' || place === '' ? '' : `${group} ${place}`;
  const [held, setHeld] = useState<Foresight>({ of: '', value: null, error: null });
  useEffect(() => {
    if (of === '') return;
    const asking = new AbortController();
    client
      .call(foreseeEventGroup, { tenant, environment }, { group, to: JSON.parse(place) as Place }, { signal: asking.signal })
      .then((value) => setHeld({ of, value, error: null }))
      .catch((thrown: unknown) => {
        if (!asking.signal.aborted) setHeld({ of, value: null, error: asPlinthError(thrown) });
      });
    return () => asking.abort();
  }, [client, tenant, environment, group, place, of]);
  const isThis = of !== '' && held.of === of;
  return { value: isThis ? held.value : null, error: isThis ? held.error : null, isAsking: of !== '' && !isThis };
}

const mostCounted = 10_000;

function Foreseen({ comes, again, skipped, first, types }: ForeseenShape) {
  const text = useText();
  const format = useFormat();
  const many = (count: number) => `${format.number(count)}${count >= mostCounted ? '+' : ''}`;
  return (
    <>
      <p>
        {comes === 0
          ? text('studio.events.foreseenNone', 'No event comes to it before new ones happen.')
          : text('studio.events.foreseen', 'Events that come to it: {comes}. Of these happen again: {again}.', {
              comes: many(comes),
              again: many(again),
            })}{' '}
        {skipped === 0 ? null : text('studio.events.foreseenSkipped', 'Passed over, never to come: {skipped}.', { skipped: many(skipped) })}
      </p>
      {again === 0 ? null : (
        <p>
          {text(
            'studio.events.replayHelp',
            'What it has done before it does once more: processes begin again, receivers are sent it again.',
          )}
        </p>
      )}
      {first === null ? null : (
        <p>
          {text('studio.events.foreseenFirst', 'The first that it hears:')} <bdi dir="ltr">{first.type}</bdi>{' '}
          {first.subject === null ? null : <bdi>{first.subject}</bdi>}{' '}
          {first.time === null ? '' : format.dateTime(first.time, 'medium', true)}
        </p>
      )}
      {types.length === 0 ? null : (
        <ul>
          {types.slice(0, 6).map(({ type, count }) => (
            <li key={type}>
              <bdi dir="ltr">{type}</bdi> {format.number(count)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
