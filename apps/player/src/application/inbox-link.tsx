import { Icon, useText } from '@plinth/component-kit';
import { follow } from '@plinth/web-shell';
import { useEffect, useState } from 'react';
import type { ApplicationSession } from './application-session.ts';

/** How often it is asked anew how many there are, while somebody looks. */
const everyMilliseconds = 30_000;
const mostShown = 99;

/** The way to the tasks, with how many wait for the person. */
export function InboxLink({
  session,
  address,
  current,
}: {
  readonly session: ApplicationSession;
  readonly address: string;
  readonly current: boolean;
}) {
  const text = useText();
  const { mine, open, mineLater, openLater, overdue } = useCounts(session);
  // What is to be followed up later does not wait now.
  const waiting = mine - mineLater + open - openLater;
  const label =
    waiting === 0
      ? text('player.noTasks', 'Tasks: none wait for you')
      : text('player.someTasks', 'Tasks: {count, plural, one {# waits} other {# wait}} for you', { count: waiting });
  return (
    <a
      className="player-icon-button player-inbox"
      href={address}
      aria-label={label}
      aria-current={current ? 'page' : undefined}
      onClick={follow}
    >
      <Icon name="inbox" size={20} />
      {waiting === 0 ? null : (
        <span
          className="player-badge"
          data-count={waiting > mostShown ? `${mostShown}+` : waiting}
          data-overdue={overdue > 0 || undefined}
          aria-hidden="true"
        />
      )}
    </a>
  );
}

const none = { mine: 0, open: 0, mineLater: 0, openLater: 0, overdue: 0 };

function useCounts(session: ApplicationSession) {
  const [counts, setCounts] = useState(none);
  useEffect(() => {
    const stopping = new AbortController();
    const ask = () => {
      if (document.visibilityState === 'hidden') return;
      session.data.processes.count(stopping.signal).then(setCounts, () => {
        // Asked again soon; until then what was known stands.
      });
    };
    ask();
    const timer = setInterval(ask, everyMilliseconds);
    document.addEventListener('visibilitychange', ask);
    const stopListening = session.changes.listen((entity) => entity === null && ask());
    return () => {
      stopping.abort();
      clearInterval(timer);
      document.removeEventListener('visibilitychange', ask);
      stopListening();
    };
  }, [session]);
  return counts;
}
