import { Menu } from '@mantine/core';
import { listNotifications, type Notification, readNotifications } from '@plinth/api-contract';
import { Icon, useFormat, useText } from '@plinth/component-kit';
import { api, go } from '@plinth/web-shell';
import { useCallback, useEffect, useState } from 'react';
import type { ApplicationSession } from './application-session.ts';

/** How often it is asked anew, while somebody looks. */
const everyMilliseconds = 30_000;
const mostShown = 99;

interface Told {
  readonly items: readonly Notification[];
  readonly unread: number;
}

const nothing: Told = { items: [], unread: 0 };
const icons: Readonly<Record<Notification['event'], string>> = {
  assigned: 'user-check',
  mentioned: 'at',
  overdue: 'alert-circle',
  completed: 'circle-check',
};

/** What the person is told of in the application: how much is new, and what it was. */
export function NoticeBell({
  session,
  inbox,
  started,
}: {
  readonly session: ApplicationSession;
  readonly inbox: string;
  readonly started: string;
}) {
  const text = useText();
  const { told, read } = useNotices(session);
  const { items, unread } = told;
  const open = ({ id, task, read: isRead }: Notification) => {
    if (!isRead) read([id]);
    go(task === null ? started : `${inbox}?task=${encodeURIComponent(task)}`);
  };
  return (
    <Menu position="bottom-end" width={340} withinPortal>
      <Menu.Target>
        <button
          type="button"
          className="player-icon-button player-inbox"
          aria-label={
            unread === 0
              ? text('player.noNotices', 'Notifications: none are new')
              : text('player.someNotices', 'Notifications: {count, plural, one {# is} other {# are}} new', { count: unread })
          }
        >
          <Icon name="bell" size={20} />
          {unread === 0 ? null : (
            <span className="player-badge" data-count={unread > mostShown ? `${mostShown}+` : unread} aria-hidden="true" />
          )}
        </button>
      </Menu.Target>
      <Menu.Dropdown className="player-notices">
        {items.length === 0 ? (
          <p className="player-notices-none">
            {text('player.noNoticesYet', 'You are told here of tasks that become yours, of mentions, and of what you started.')}
          </p>
        ) : (
          items.map((each) => (
            <Menu.Item
              key={each.id}
              data-unread={!each.read || undefined}
              leftSection={<Icon name={icons[each.event]} size={16} />}
              onClick={() => open(each)}
            >
              <NoticeWords notice={each} />
            </Menu.Item>
          ))
        )}
        {unread === 0 ? null : (
          <>
            <Menu.Divider />
            <Menu.Item closeMenuOnClick={false} leftSection={<Icon name="check" size={16} />} onClick={() => read(null)}>
              {text('player.readAll', 'Mark all as read')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function NoticeWords({ notice }: { readonly notice: Notification }) {
  const text = useText();
  const format = useFormat();
  const { event, name, by, at, instanceKey, read } = notice;
  const words: Readonly<Record<Notification['event'], string>> = {
    assigned:
      by === null
        ? text('player.noticeAssigned', '{name} is yours', { name })
        : text('player.noticeGiven', '{by} gave you {name}', { name, by: by.name }),
    mentioned: text('player.noticeMentioned', '{by} mentioned you: {name}', { name, by: by?.name ?? '' }),
    overdue: text('player.noticeOverdue', '{name} is overdue', { name }),
    completed: text('player.noticeCompleted', '{name}, which you started, has ended', { name }),
  };
  return (
    <span className="player-notice">
      <span>
        {read ? null : <span className="player-notice-new">{text('player.noticeNew', 'New:')} </span>}
        <bdi>{words[event]}</bdi>
      </span>
      <span className="player-notice-facts">{[instanceKey, format.relative(at)].filter(Boolean).join(' · ')}</span>
    </span>
  );
}

function useNotices(session: ApplicationSession) {
  const [told, setTold] = useState<Told>(nothing);
  const { target, changes } = session;
  const ask = useCallback(
    (signal: AbortSignal) => {
      if (document.visibilityState === 'hidden') return;
      api.call(listNotifications, target, {}, { signal }).then(setTold, () => {
        // Asked again soon; until then what was known stands.
      });
    },
    [target],
  );
  useEffect(() => {
    const stopping = new AbortController();
    const look = () => ask(stopping.signal);
    look();
    const timer = setInterval(look, everyMilliseconds);
    document.addEventListener('visibilitychange', look);
    const stopListening = changes.listen((entity) => entity === null && look());
    return () => {
      stopping.abort();
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
      stopListening();
    };
  }, [ask, changes]);
  const read = (ids: readonly string[] | null) => {
    const isMarked = (id: string) => ids === null || ids.includes(id);
    setTold(({ items, unread }) => ({
      items: items.map((each) => (isMarked(each.id) ? { ...each, read: true } : each)),
      unread: ids === null ? 0 : Math.max(0, unread - ids.length),
    }));
    // What could not be marked is new again at the next look.
    void api.call(readNotifications, target, ids === null ? {} : { notifications: [...ids] }).catch(() => null);
  };
  return { told, read };
}
