import type { PagePlan } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { neededComponents, PageSkeleton, PageView } from '@plinth/page-renderer';
import { follow, go, useLoaded } from '@plinth/web-shell';
import { effect } from '@preact/signals-core';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ApplicationSession } from './application-session.ts';
import { openRuntime } from './page-screen.tsx';
import { StartedScreen, startedPath } from './started-screen.tsx';
import { Substitutes } from './substitutes.tsx';

/** Path of the inbox below an application; no page of a maker can have it. */
export const inboxPath = '-/inbox';

/** What the address says of the tasks that are shown, and what is meant where it says nothing. */
const usual = { task: '', whose: 'mine', sort: 'due', when: 'now', search: '' } as const;
const choices: Readonly<Partial<Record<keyof typeof usual, readonly string[]>>> = {
  whose: ['mine', 'open', 'all'],
  sort: ['due', 'priority', 'created'],
  when: ['now', 'later', 'any'],
};

type Shown = Readonly<Record<keyof typeof usual, string>>;

/** The page that every application with processes has without its maker's doing: one component, told by the address which task to show. */
const plan: PagePlan = {
  format: 1,
  signature: inboxPath,
  versions: {},
  queries: [],
  page: {
    id: inboxPath,
    key: inboxPath,
    path: inboxPath,
    label: '',
    parameters: Object.fromEntries(Object.keys(usual).map((name) => [name, 'string'])),
    state: {},
    onOpen: [],
  },
  components: [
    {
      ...{ id: 'inbox', parent: null, slot: 'children', component: 'ui.inbox', hiddenOn: [], layout: {}, events: {} },
      ...{ name: 'inbox' },
      properties: {
        task: '= parameters.task',
        of: '= parameters.whose',
        sort: '= parameters.sort',
        when: '= parameters.when',
        search: '= parameters.search',
      },
    },
  ],
};

interface InboxScreenProps {
  readonly session: ApplicationSession;
  /** Address of the application. */
  readonly base: string;
  /** The inbox, or what the person has started. */
  readonly path: string;
  /** Of the address, without its question mark. */
  readonly query: string;
}

/** The tasks of the person in this application, and what the person has started. */
export function InboxScreen({ session, base, path, query }: InboxScreenProps) {
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
      {path === startedPath ? (
        <StartedScreen session={session} />
      ) : (
        <Tasks session={session} address={`${base}/${inboxPath}`} query={query} />
      )}
    </div>
  );
}

function Tasks({ session, address, query }: Pick<InboxScreenProps, 'session' | 'query'> & { readonly address: string }) {
  const [loaded] = useLoaded(useCallback(() => session.components.load(neededComponents(plan)), [session]));
  const asked = queryOf(shownAt(query));
  const [opened, setOpened] = useState(asked);
  /** What the address says by the page's own doing, or the page by the address's. */
  const agreed = useRef(asked);
  useEffect(() => {
    if (agreed.current === asked) return;
    // Somebody went back, or followed a link to another task.
    agreed.current = asked;
    setOpened(asked);
  }, [asked]);
  const runtime = useMemo(() => (loaded.state === 'ready' ? openRuntime(session, plan, shownAt(opened)) : null), [loaded, session, opened]);
  useEffect(() => {
    if (runtime === null) return;
    return effect(() => {
      const told = runtime.scope.inbox as Shown;
      const shown = shownOf({ task: told.task, whose: told.whose, sort: told.sort, when: told.when, search: told.search });
      // Nothing is told before it is there.
      if (told.whose === null || location.pathname !== address || queryOf(shown) === agreed.current) return;
      const opens = shown.task !== '' && shown.task !== shownAt(agreed.current).task;
      agreed.current = queryOf(shown);
      // What opens a task is a step of its own, which one goes back from.
      go(agreed.current === '' ? address : `${address}?${agreed.current}`, { replace: !opens });
    });
  }, [runtime, address]);
  return (
    <>
      {session.shell.person === null ? null : <Substitutes tenant={session.target.tenant} me={session.shell.person.id} />}
      {runtime === null ? <PageSkeleton /> : <PageView key={opened} runtime={runtime} />}
    </>
  );
}

function shownAt(query: string): Shown {
  return shownOf(Object.fromEntries(new URLSearchParams(query)));
}

/** What is not among the choices is as usual. */
function shownOf(told: Readonly<Record<string, string | null | undefined>>): Shown {
  const entries = Object.entries(usual).map(([name, otherwise]) => {
    const value = told[name] ?? otherwise;
    const allowed = choices[name as keyof typeof usual];
    return [name, allowed === undefined || allowed.includes(value) ? value : otherwise];
  });
  return Object.fromEntries(entries) as Shown;
}

/** As the address says it, without what is usual. */
function queryOf(shown: Shown): string {
  return new URLSearchParams(Object.entries(shown).filter(([name, value]) => value !== usual[name as keyof typeof usual])).toString();
}
