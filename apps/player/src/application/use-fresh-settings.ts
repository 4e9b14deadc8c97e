import { getSettings } from '@plinth/api-contract';
import { api } from '@plinth/web-shell';
import { useEffect } from 'react';
import type { ApplicationSession } from './application-session.ts';

/** What the environment tells is asked for again so often; with the server's own look at it, a page follows within five seconds. */
const milliseconds = 2500;

/** Keeps the settings of an open application as they are now, while somebody looks at it; where it has none, nothing is asked. */
export function useFreshSettings({ shell, target, settings, changes }: ApplicationSession): void {
  const declares = Object.keys(shell.settingTypes).length > 0;
  useEffect(() => {
    if (!declares) return;
    const ended = new AbortController();
    const look = async () => {
      if (document.visibilityState !== 'visible') return;
      const { values } = await api.call(getSettings, target, {}, { signal: ended.signal });
      if (ended.signal.aborted || JSON.stringify(values) === JSON.stringify(settings.peek())) return;
      settings.value = values;
      // Filters of queries and rules of rows may read them.
      changes.changed(null);
    };
    // Without an answer the page goes on with what it knows, and asks again.
    const lookAgain = () => void look().catch(() => undefined);
    const timer = setInterval(lookAgain, milliseconds);
    document.addEventListener('visibilitychange', lookAgain);
    return () => {
      ended.abort();
      clearInterval(timer);
      document.removeEventListener('visibilitychange', lookAgain);
    };
  }, [declares, target, settings, changes]);
}
