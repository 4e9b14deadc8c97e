import { listConnectorActions } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { StateMessage, useWork } from '@plinth/studio-frame';
import { useLoaded } from '@plinth/web-shell';
import { type ReactNode, useCallback, useDeferredValue, useState } from 'react';
import type { ShownConnection } from '../connection/connection-panel.tsx';
import { EffectTag } from './effect-tag.tsx';

interface ActionListProps {
  readonly connection: ShownConnection;
  readonly environment: string;
  /** What stands above the list. */
  readonly children: ReactNode;
  onOpen(action: string): void;
}

/** What a system can be asked; at most two hundred at once, found by their words. */
export function ActionList({ connection, environment, children, onOpen }: ActionListProps) {
  const text = useText();
  const { client, tenant } = useWork();
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim());
  const { key, title, source } = connection;
  const [found, again] = useLoaded(
    useCallback(
      (signal) =>
        client.call(
          listConnectorActions,
          { tenant, environment },
          { connection: key, ...(wanted === '' ? {} : { search: wanted }) },
          { signal },
        ),
      [client, tenant, environment, key, wanted],
    ),
  );
  return (
    <div className="studio-designer">
      <header className="studio-bar">
        <h1>
          <bdi>{title}</bdi>
        </h1>
        <span className="studio-quiet">
          <bdi>{`${source.format} ${source.version}`.trim()}</bdi>
        </span>
        <span className="studio-grow" />
        <input
          className="studio-search"
          type="search"
          aria-label={text('studio.connections.search', 'Find an action')}
          placeholder={text('studio.connections.search', 'Find an action')}
          value={search}
          onChange={({ currentTarget }) => setSearch(currentTarget.value)}
        />
      </header>
      {children}
      {found.state === 'failed' ? (
        <StateMessage icon="alert-circle" title={found.error.message} action={text('page.retry', 'Try again')} onAction={again}>
          {found.error.hint}
        </StateMessage>
      ) : null}
      {found.state === 'loading' ? <div className="studio-waiting" aria-busy="true" /> : null}
      {found.state !== 'ready' ? null : found.value.items.length === 0 ? (
        <p className="studio-none">
          {wanted === ''
            ? text('studio.connections.noActions', 'This system can be asked nothing.')
            : text('studio.connections.noneFound', 'No action matches.')}
        </p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
        <section className="studio-list connections-list" tabIndex={0} aria-label={text('studio.connections.actions', 'Actions')}>
          <h2>{text('studio.connections.actions', 'Actions')}</h2>
          <ul>
            {found.value.items.map((action) => (
              <li key={action.key} data-deprecated={action.deprecated || undefined}>
                <button type="button" onClick={() => onOpen(action.key)}>
                  <bdi>{action.key}</bdi>
                  <small>
                    <bdi>{action.title}</bdi>
                  </small>
                </button>
                <EffectTag effect={action.effect} />
              </li>
            ))}
          </ul>
          {found.value.total > found.value.items.length ? (
            <p className="studio-quiet">
              {text('studio.connections.more', '{count, plural, one {# more action is} other {# more actions are}} found by words.', {
                count: found.value.total - found.value.items.length,
              })}
            </p>
          ) : null}
        </section>
      )}
    </div>
  );
}
