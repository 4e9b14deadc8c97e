import { useText } from '@plinth/component-kit';
import { type KeyboardEvent, type ReactNode, useId } from 'react';

const tabKeys = ['fields', 'relations', 'indexes', 'permissions'] as const;
export type TabKey = (typeof tabKeys)[number];

interface EntityTabsProps {
  readonly current: TabKey;
  readonly counts: Readonly<Record<TabKey, number>>;
  readonly children: ReactNode;
  onTab(tab: TabKey): void;
}

/** The parts of an entity; arrows go from one to the next. */
export function EntityTabs({ current, counts, children, onTab }: EntityTabsProps) {
  const text = useText();
  const id = useId();
  const names = {
    fields: text('studio.fields', 'Fields'),
    relations: text('studio.relations', 'Relations'),
    indexes: text('studio.indexes', 'Indexes'),
    permissions: text('studio.permissions', 'Permissions'),
  };
  const keys = (event: KeyboardEvent<HTMLElement>) => {
    const onward = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    const at = tabKeys.indexOf(current) + (event.key === onward ? 1 : -1);
    const next = tabKeys[(at + tabKeys.length) % tabKeys.length];
    if (next === undefined) return;
    onTab(next);
    document.getElementById(`${id}-${next}`)?.focus();
  };
  return (
    <>
      <div className="data-tabs" role="tablist" aria-label={text('studio.partsOfEntity', 'Parts of the entity')} onKeyDown={keys}>
        {tabKeys.map((key) => (
          <button
            key={key}
            id={`${id}-${key}`}
            type="button"
            role="tab"
            className="studio-tab"
            aria-selected={key === current}
            aria-controls={key === current ? `${id}-panel` : undefined}
            tabIndex={key === current ? 0 : -1}
            onClick={() => onTab(key)}
          >
            {names[key]}
            <span className="data-count">{counts[key]}</span>
          </button>
        ))}
      </div>
      <div className="data-panel" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${current}`}>
        {children}
      </div>
    </>
  );
}
