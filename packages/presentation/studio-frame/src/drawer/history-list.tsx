import { listActions } from '@plinth/api-contract';
import type { LogEntry } from '@plinth/app-definition';
import { useFormat, useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { useLoaded } from '@plinth/web-shell';
import { useCallback } from 'react';
import { useWork } from '../work/use-work.ts';

const shown = 100;

/** What was done, the latest first. */
export function HistoryList() {
  const text = useText();
  const format = useFormat();
  const work = useWork();
  const { session, client, tenant, application, member } = work;
  useSignalValue(session.revision);
  const { position, pending } = session.store.replica;
  const load = useCallback(
    (signal: AbortSignal) =>
      client.call(listActions, { tenant, application }, { after: Math.max(0, position - shown), limit: shown }, { signal }),
    [client, tenant, application, position],
  );
  const [loaded, again] = useLoaded(load);
  const people = new Map(session.people.peek().map((person) => [person.memberId, person.name]));
  const nameOf = (actor: string) =>
    actor === member.id ? text('studio.you', 'You') : (people.get(actor) ?? text('studio.somebody', 'Another member'));
  if (loaded.state === 'failed') {
    return (
      <p className="studio-none">
        {loaded.error.message}{' '}
        <button type="button" className="studio-link" onClick={again}>
          {text('page.retry', 'Try again')}
        </button>
      </p>
    );
  }
  const entries = loaded.state === 'ready' ? (loaded.value.entries as LogEntry[]).toReversed() : [];
  return (
    <ol className="studio-history" aria-busy={loaded.state === 'loading' || undefined}>
      {pending.toReversed().map((action) => (
        <li key={action.id}>
          <strong>{text('studio.you', 'You')}</strong>
          <bdi>{action.intent}</bdi>
          <small>{text('studio.waits', 'not sent yet')}</small>
        </li>
      ))}
      {entries.map(({ action, position: at }) => (
        <li key={action.id}>
          <strong>{nameOf(action.actor)}</strong>
          <bdi>{action.intent}</bdi>
          <small>{text('studio.step', 'step {at}', { at: format.number(at) })}</small>
        </li>
      ))}
      {loaded.state === 'ready' && entries.length + pending.length === 0 ? (
        <li className="studio-none">{text('studio.noHistory', 'Nothing was changed yet.')}</li>
      ) : null}
    </ol>
  );
}
