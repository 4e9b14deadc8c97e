import type { PagePlan } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { neededComponents, PageSkeleton, PageView } from '@plinth/page-renderer';
import { useLoaded } from '@plinth/web-shell';
import { useCallback, useMemo } from 'react';
import type { ApplicationSession } from './application-session.ts';
import { openRuntime } from './page-screen.tsx';
import { Substitutes } from './substitutes.tsx';

/** Path of the inbox below an application; no page of a maker can have it. */
export const inboxPath = '-/inbox';

/** The page that every application with processes has without its maker's doing: one component, told by the address which task to show. */
const plan: PagePlan = {
  format: 1,
  signature: inboxPath,
  versions: {},
  queries: [],
  page: { id: inboxPath, key: inboxPath, path: inboxPath, label: '', parameters: { task: 'string' }, state: {}, onOpen: [] },
  components: [
    {
      ...{ id: 'inbox', parent: null, slot: 'children', component: 'ui.inbox', hiddenOn: [], layout: {}, events: {} },
      properties: { task: '= parameters.task' },
    },
  ],
};

/** The tasks of the person in this application. */
export function InboxScreen({ session, task }: { readonly session: ApplicationSession; readonly task: string | null }) {
  const text = useText();
  const [loaded] = useLoaded(useCallback(() => session.components.load(neededComponents(plan)), [session]));
  const runtime = useMemo(() => (loaded.state === 'ready' ? openRuntime(session, plan, { task }) : null), [loaded, session, task]);
  return (
    <div className="player-content">
      <h1 className="player-page-title">{text('player.tasks', 'Tasks')}</h1>
      {session.shell.person === null ? null : <Substitutes tenant={session.target.tenant} me={session.shell.person.id} />}
      {runtime === null ? <PageSkeleton /> : <PageView runtime={runtime} />}
    </div>
  );
}
