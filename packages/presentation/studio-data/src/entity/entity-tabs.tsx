import { useText } from '@plinth/component-kit';
import { TabList, tabId } from '@plinth/studio-frame';
import { type ReactNode, useId } from 'react';

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
  const panel = useId();
  const names = {
    fields: text('studio.fields', 'Fields'),
    relations: text('studio.relations', 'Relations'),
    indexes: text('studio.indexes', 'Indexes'),
    permissions: text('studio.permissions', 'Permissions'),
  };
  return (
    <>
      <div className="studio-designer-tabs">
        <TabList
          label={text('studio.partsOfEntity', 'Parts of the entity')}
          tabs={tabKeys.map((key) => ({ key, title: names[key], count: counts[key] }))}
          current={current}
          panel={panel}
          onTab={onTab}
        />
      </div>
      <div className="data-panel" role="tabpanel" id={panel} aria-labelledby={tabId(panel, current)}>
        {children}
      </div>
    </>
  );
}
