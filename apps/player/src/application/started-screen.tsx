import { explainInstance, type InstanceStatus, type ListedInstance, listInstances } from '@plinth/api-contract';
import { Icon, useFormat, useText, waitingWords } from '@plinth/component-kit';
import { api, useLoaded } from '@plinth/web-shell';
import { useCallback, useState } from 'react';
import { StateMessage } from '../parts/state-message.tsx';
import type { ApplicationSession } from './application-session.ts';

/** Path below an application; no page of a maker can have it. */
export const startedPath = '-/started';

const pageSize = 50;

/** What the person has started in this application, and where it stands. */
export function StartedScreen({ session }: { readonly session: ApplicationSession }) {
  const text = useText();
  const { target } = session;
  const [pages, setPages] = useState(1);
  const [loaded, again] = useLoaded(
    useCallback(
      async (signal) => {
        const items: ListedInstance[] = [];
        let cursor: string | null = null;
        for (let page = 0; page < pages; page++) {
          const asked: { readonly mine: true; readonly limit: number; readonly cursor?: string } = {
            ...{ mine: true as const, limit: pageSize },
            ...(cursor === null ? {} : { cursor }),
          };
          const answer: { readonly items: readonly ListedInstance[]; readonly next: string | null } = await api.call(
            listInstances,
            target,
            asked,
            { signal },
          );
          items.push(...answer.items);
          cursor = answer.next;
          if (cursor === null) break;
        }
        return { items, hasMore: cursor !== null };
      },
      [target, pages],
    ),
  );
  if (loaded.state === 'failed')
    return (
      <StateMessage icon="alert-circle" title={loaded.error.message} action={text('page.retry', 'Try again')} onAction={again}>
        {loaded.error.hint}
      </StateMessage>
    );
  if (loaded.state === 'loading') return <div className="player-started-waiting" aria-busy="true" />;
  const { items, hasMore } = loaded.value;
  if (items.length === 0)
    return (
      <StateMessage icon="route" title={text('player.noneStarted', 'You have started nothing yet')}>
        {text('player.noneStartedHelp', 'What you apply for or begin in this application is here, with where it stands.')}
      </StateMessage>
    );
  return (
    <>
      <ul className="player-started">
        {items.map((instance) => (
          <Started key={instance.id} session={session} instance={instance} />
        ))}
      </ul>
      {hasMore ? (
        <button type="button" className="player-started-more" onClick={() => setPages(pages + 1)}>
          {text('player.moreStarted', 'Show older ones')}
        </button>
      ) : null}
    </>
  );
}

const icons: Readonly<Record<InstanceStatus, string>> = {
  new: 'clock',
  active: 'player-play',
  completed: 'circle-check',
  terminated: 'player-stop',
  cancelled: 'ban',
};

function Started({ session, instance }: { readonly session: ApplicationSession; readonly instance: ListedInstance }) {
  const text = useText();
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  const { processLabel, key, status, startedAt, endedAt } = instance;
  const words: Readonly<Record<InstanceStatus, string>> = {
    new: text('player.statusNew', 'taken in'),
    active: text('player.statusActive', 'running'),
    completed: text('player.statusCompleted', 'completed'),
    terminated: text('player.statusTerminated', 'ended early'),
    cancelled: text('player.statusCancelled', 'cancelled'),
  };
  return (
    <li>
      <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>
          <Icon name={icons[status]} size={16} />
          <span className="player-started-name">
            <bdi>{[processLabel, key].filter(Boolean).join(' · ')}</bdi>
          </span>
          <span className="player-started-status" data-status={status}>
            {words[status]}
          </span>
          <time dateTime={startedAt} title={format.dateTime(startedAt, 'long')}>
            {endedAt === null
              ? text('player.startedWhen', 'started {when}', { when: format.relative(startedAt) })
              : text('player.endedWhen', 'ended {when}', { when: format.relative(endedAt) })}
          </time>
        </summary>
        {isOpen ? <Places session={session} instance={instance} /> : null}
      </details>
    </li>
  );
}

/** Where it stands, and what it waits for. */
function Places({
  session: { target },
  instance: { id, endedAt },
}: {
  readonly session: ApplicationSession;
  readonly instance: ListedInstance;
}) {
  const text = useText();
  const format = useFormat();
  const [loaded] = useLoaded(useCallback((signal) => api.call(explainInstance, target, { instance: id }, { signal }), [target, id]));
  if (endedAt !== null) return <p>{text('player.endedOn', 'It ended on {when}.', { when: format.dateTime(endedAt) })}</p>;
  if (loaded.state === 'loading') return <p aria-busy="true">{text('player.looking', 'Looking where it stands')}</p>;
  if (loaded.state === 'failed') return <p role="alert">{loaded.error.message}</p>;
  return (
    <ul>
      {loaded.value.places.map(({ visit, element, name, reasons }) => (
        <li key={`${visit} ${element}`}>
          <strong>
            <bdi>{name}</bdi>
          </strong>
          {reasons.map((reason) => (
            <p key={`${reason.kind} ${reason.text}`}>
              <bdi>{waitingWords(reason, text, format)}</bdi>
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}
