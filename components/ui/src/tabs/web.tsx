import { Icon } from '@plinth/component-kit';
import { type KeyboardEvent, useCallback, useMemo, useRef, useState } from 'react';
import type { PropsOf } from '../contract/define-component.ts';
import { useControlled } from '../contract/use-controlled.ts';
import { useOutput } from '../contract/use-output.ts';
import type { tabs } from './manifest.ts';
import styles from './tabs.module.css';
import { type TabEntry, TabsContext } from './tabs-context.ts';

export function Tabs({ id, properties, events, slots, setOutput }: PropsOf<typeof tabs>) {
  const { name, value, variant } = properties;
  const [entries, setEntries] = useState<readonly TabEntry[]>([]);
  const [wanted, setWanted] = useControlled(value ?? null);
  const list = useRef<HTMLDivElement>(null);
  const usable = entries.filter((entry) => !entry.disabled);
  const open = (usable.find((entry) => entry.key === wanted) ?? usable[0])?.key ?? null;
  useOutput(setOutput, 'value', open);

  const enter = useCallback((entry: TabEntry) => {
    const inOrder = (left: TabEntry, right: TabEntry) =>
      left.panel.compareDocumentPosition(right.panel) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
    setEntries((before) => [...before.filter((other) => other.panel !== entry.panel), entry].sort(inOrder));
    return () => setEntries((before) => before.filter((other) => other.panel !== entry.panel));
  }, []);
  const state = useMemo(() => ({ id, open, enter }), [id, open, enter]);

  const choose = (key: string) => {
    if (key === open) return;
    setWanted(key);
    void events.change?.({ value: key });
  };
  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    const rightToLeft = getComputedStyle(event.currentTarget).direction === 'rtl';
    const at = usable.findIndex((entry) => entry.key === open);
    const target = {
      [rightToLeft ? 'ArrowLeft' : 'ArrowRight']: at + 1,
      [rightToLeft ? 'ArrowRight' : 'ArrowLeft']: at - 1,
      Home: 0,
      End: usable.length - 1,
    }[event.key];
    if (target === undefined || usable.length === 0) return;
    event.preventDefault();
    const next = usable.at(target % usable.length);
    if (!next) return;
    choose(next.key);
    list.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(next.key)}"]`)?.focus();
  };

  return (
    <div className={styles.tabs}>
      <div ref={list} role="tablist" aria-label={name} className={styles.list} data-variant={variant} onKeyDown={press}>
        {entries.map((entry) => (
          <button
            key={entry.key}
            type="button"
            role="tab"
            id={`${id}-tab-${entry.key}`}
            data-key={entry.key}
            className={styles.tab}
            aria-selected={entry.key === open}
            aria-controls={`${id}-panel-${entry.key}`}
            tabIndex={entry.key === open ? 0 : -1}
            disabled={entry.disabled}
            onClick={() => choose(entry.key)}
          >
            {entry.icon ? <Icon name={entry.icon} size={16} /> : null}
            {entry.label}
            {entry.badge ? <span className={styles.badge}>{entry.badge}</span> : null}
          </button>
        ))}
      </div>
      <TabsContext value={state}>{slots.children}</TabsContext>
    </div>
  );
}
