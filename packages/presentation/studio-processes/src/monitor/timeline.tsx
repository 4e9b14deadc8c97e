import type { InstanceHistoryEntry } from '@plinth/api-contract';
import { Icon, type TextLookup, useFormat, useText } from '@plinth/component-kit';
import { ToolButton } from '@plinth/studio-frame';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { DrawnProcess } from '../drawing/drawn-process.ts';
import { useElementNames } from '../drawing/element-names.ts';

interface TimelineProps {
  readonly drawn: DrawnProcess;
  readonly history: readonly InstanceHistoryEntry[];
  readonly hasMore: boolean;
  /** So many entries have happened in what is shown; null for all, however many come. */
  readonly at: number | null;
  /** The element that is looked at: what happened there is marked. */
  readonly element: string | null;
  onAt(at: number | null): void;
}

/** What happened to an instance, in order; choosing an entry shows how it stood then. */
export function Timeline({ drawn, history, hasMore, at, element, onAt }: TimelineProps) {
  const text = useText();
  const format = useFormat();
  const { nameOfKey } = useElementNames(drawn);
  const list = useRef<HTMLDivElement>(null);
  const current = at ?? history.length;
  useEffect(() => {
    list.current?.querySelectorAll('[role="option"]')[current - 1]?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const choose = (next: number) => onAt(next >= history.length ? null : Math.max(1, next));
  const keys = (event: KeyboardEvent<HTMLElement>) => {
    const to = { ArrowDown: current + 1, ArrowUp: current - 1, Home: 1, End: history.length }[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    choose(to);
  };
  const isDrawn = (key: string) => drawn.nodes.some((node) => node.key === key);
  return (
    <section className="monitor-timeline" aria-label={text('studio.run.timeline', 'What happened')}>
      <header>
        <h2>{text('studio.run.timeline', 'What happened')}</h2>
        <span role="status">
          {at === null
            ? text('studio.run.atNow', 'Now')
            : text('studio.run.atStep', '{at} of {all}', { at: format.number(at), all: format.number(history.length) })}
        </span>
        <span className="studio-grow" />
        <ToolButton
          icon="chevron-left"
          label={text('studio.run.earlier', 'One step back')}
          disabled={current <= 1}
          onClick={() => choose(current - 1)}
        />
        <ToolButton
          icon="chevron-right"
          label={text('studio.run.later', 'One step on')}
          disabled={at === null}
          onClick={() => choose(current + 1)}
        />
        <ToolButton icon="arrow-right" label={text('studio.run.toNow', 'As it is now')} disabled={at === null} onClick={() => onAt(null)} />
      </header>
      <div
        ref={list}
        role="listbox"
        tabIndex={0}
        aria-label={text('studio.run.entries', 'Entries of the history')}
        aria-activedescendant={history.length === 0 ? undefined : `entry-${current}`}
        onKeyDown={keys}
      >
        {history.map(({ number, at: time, byName, stimulus, events }, index) => {
          const reached = events
            .filter(({ event, element: key }) => event === 'entered' && isDrawn(key))
            .map((each) => nameOfKey(each.element));
          const incident = events.find(({ event }) => event === 'incident');
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list around it has its keys
            <div
              key={number}
              id={`entry-${index + 1}`}
              role="option"
              tabIndex={-1}
              aria-selected={index + 1 === current}
              data-later={index + 1 > current || undefined}
              data-here={(element !== null && events.some((each) => each.element === element)) || undefined}
              onClick={() => choose(index + 1)}
            >
              <time dateTime={time} title={time}>
                {format.dateTime(time, 'short')}
              </time>
              <span className="monitor-came">
                <bdi>{wordsOf(stimulus, events, nameOfKey, text)}</bdi>
              </span>
              <span className="monitor-reached">
                <bdi>{byName}</bdi>
              </span>
              {incident === undefined ? null : (
                <span data-tone="bad">
                  <Icon name="alert-circle" size={14} label={incident.incident?.message ?? ''} />
                </span>
              )}
              <span className="monitor-reached">
                <bdi>{reached.join(' → ')}</bdi>
              </span>
            </div>
          );
        })}
        {hasMore ? <p className="process-hint">{text('studio.run.moreHappened', 'More happened than is shown here.')}</p> : null}
      </div>
    </section>
  );
}

/** What came to an instance, in words. */
function wordsOf(given: unknown, events: InstanceHistoryEntry['events'], nameOfKey: (key: string) => string, text: TextLookup): string {
  const stimulus = given as { readonly kind: string; readonly visit?: string; readonly name?: string; readonly to?: string };
  const element = events.find(({ visit }) => visit === stimulus.visit)?.element;
  const name = stimulus.name ?? (element === undefined ? '' : nameOfKey(element));
  switch (stimulus.kind) {
    case 'start':
      return text('studio.run.cameStart', 'Started');
    case 'completed':
      return text('studio.run.cameCompleted', '{name} was done', { name });
    case 'failed':
      return text('studio.run.cameFailed', '{name} failed', { name });
    case 'error':
      return text('studio.run.cameError', '{name} ended with an error', { name });
    case 'escalation':
      return text('studio.run.cameEscalation', '{name} was escalated', { name });
    case 'message':
      return text('studio.run.cameMessage', 'Message {name}', { name });
    case 'signal':
      return text('studio.run.cameSignal', 'Signal {name}', { name });
    case 'timer':
      return text('studio.run.cameTimer', 'Time came');
    case 'activation':
      return text('studio.run.cameActivation', 'An activity was started');
    case 'resolved':
      return text('studio.run.cameResolved', '{name} was tried again', { name });
    case 'cancelled':
      return text('studio.run.cameCancelled', 'Cancelled');
    case 'moved':
      return text('studio.run.cameMoved', 'Goes on by version {version}', { version: stimulus.to ?? '' });
    default:
      return stimulus.kind;
  }
}
