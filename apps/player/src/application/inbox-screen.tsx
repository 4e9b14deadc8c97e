import type { PagePlan } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { neededComponents, PageSkeleton, PageView } from '@plinth/page-renderer';
import { follow, useLoaded } from '@plinth/web-shell';
import { useCallback, useMemo } from 'react';
import type { ApplicationSession } from './application-session.ts';
import { openRuntime } from './page-screen.tsx';
import { StartedScreen, startedPath } from './started-screen.tsx';
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

interface InboxScreenProps {
  readonly session: ApplicationSession;
  /** Address of the application. */
  readonly base: string;
  /** The inbox, or what the person has started. */
  readonly path: string;
  readonly task: string | null;
}

/** The tasks of the person in this application, and what the person has started. */
export function InboxScreen({ session, base, path, task }: InboxScreenProps) {
  const text = useText();
  const views = [
    { path: inboxPath, title: text('player.tasks', 'Tasks') },
    ...(session.shell.person === null ? [] : [{ path: startedPath, title: text('player.started', 'Started by you') }]),
  ];
  return (
    <div className="player-content">
      <h1 className="player-page-title">{text('player.tasks', 'Tasks')}</h1>
      {views.length < 2 ? null : (
        <nav className="player-views" aria-label={text('player.taskViews', 'Views of your tasks')}>
          {views.map((view) => (
            <a key={view.path} href={`${base}/${view.path}`} aria-current={view.path === path ? 'page' : undefined} onClick={follow}>
              {view.title}
            </a>
          ))}
        </nav>
      )}
      {path === startedPath ? <StartedScreen session={session} /> : <Tasks session={session} task={task} />}
    </div>
  );
}

function Tasks({ session, task }: Pick<InboxScreenProps, 'session' | 'task'>) {
  const [loaded] = useLoaded(useCallback(() => session.components.load(neededComponents(plan)), [session]));
  const runtime = useMemo(() => (loaded.state === 'ready' ? openRuntime(session, plan, { task }) : null), [loaded, session, task]);
  return (
    <>
      {session.shell.person === null ? null : <Substitutes tenant={session.target.tenant} me={session.shell.person.id} />}
      {runtime === null ? <PageSkeleton /> : <PageView key={task} runtime={runtime} />}
    </>
  );
}
