import { Icon } from '@plinth/component-kit';
import { type KeyboardEvent, useEffect, useId, useRef } from 'react';

/** One of the views that a tab list chooses from. */
export interface ShownTab<Key extends string> {
  readonly key: Key;
  readonly title: string;
  /** With one, a tab that is not open shows only this on a phone. */
  readonly icon?: string;
  /** How many there are of what it shows; told where it is not 0. */
  readonly count?: number;
  readonly tone?: 'bad';
  /** That it may be chosen soon. */
  ahead?(): void;
}

interface TabListProps<Key extends string> {
  readonly label: string;
  readonly tabs: readonly ShownTab<Key>[];
  readonly current: Key;
  /** Id of the element with what is chosen, where it has one. */
  readonly panel?: string;
  onTab(key: Key): void;
}

/** Tabs of one place in the tab order: arrows go from one to the next in reading direction, Home and End to the outermost. */
export function TabList<Key extends string>({ label, tabs, current, panel, onTab }: TabListProps<Key>) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // On a phone not all of them have room.
    list.current?.querySelector(`[data-tab="${current}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current]);
  const keys = (event: KeyboardEvent<HTMLElement>) => {
    const onward = getComputedStyle(event.currentTarget).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const at = tabs.findIndex(({ key }) => key === current);
    const places: Readonly<Record<string, number>> = {
      ArrowLeft: at + (onward === 'ArrowLeft' ? 1 : -1),
      ArrowRight: at + (onward === 'ArrowRight' ? 1 : -1),
      Home: 0,
      End: tabs.length - 1,
    };
    const place = places[event.key];
    const next = place === undefined ? undefined : tabs[(place + tabs.length) % tabs.length];
    if (next === undefined) return;
    event.preventDefault();
    onTab(next.key);
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next.key}"]`)?.focus();
  };
  return (
    <div ref={list} role="tablist" className="studio-tabs" aria-label={label} onKeyDown={keys}>
      {tabs.map(({ key, title, icon, count = 0, tone, ahead }) => (
        <button
          key={key}
          id={panel === undefined ? `${id}-${key}` : tabId(panel, key)}
          type="button"
          role="tab"
          className="studio-tab"
          data-tab={key}
          aria-label={count > 0 ? `${title} ${count}` : title}
          title={title}
          aria-selected={key === current}
          aria-controls={panel !== undefined && key === current ? panel : undefined}
          tabIndex={key === current ? 0 : -1}
          onPointerEnter={ahead}
          onFocus={ahead}
          onClick={() => onTab(key)}
        >
          {icon === undefined ? null : <Icon name={icon} size={14} />}
          <bdi>{title}</bdi>
          {count > 0 ? (
            <>
              {' '}
              <span className="studio-count" data-tone={tone}>
                {count}
              </span>
            </>
          ) : null}
        </button>
      ))}
    </div>
  );
}

/** Id of the tab by which a panel is named. */
export function tabId(panel: string, key: string): string {
  return `${panel}-${key}`;
}
