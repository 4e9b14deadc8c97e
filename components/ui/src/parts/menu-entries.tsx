import { Menu } from '@mantine/core';
import { Icon } from '@plinth/component-kit';
import { Fragment } from 'react';
import type { ActionItem } from '../contract/action-item.ts';
import styles from './menu-entries.module.css';

/** An action that may be refused, with the reason. */
export interface OfferedAction extends ActionItem {
  readonly reason?: string | null;
}

/** The opened part of a menu. */
export function MenuEntries({ items, onSelect }: { readonly items: readonly OfferedAction[]; readonly onSelect: (key: string) => void }) {
  return (
    <Menu.Dropdown className={styles.dropdown}>
      {items.map((item, index) => (
        <Fragment key={item.key}>
          {item.separated && index > 0 ? <Menu.Divider className={styles.divider} /> : null}
          <Menu.Item
            className={styles.item}
            data-tone={item.tone}
            disabled={item.disabled ?? false}
            // Who may not is told why, also by keyboard and screen reader: such an entry takes the focus and does nothing.
            aria-disabled={item.reason ? true : undefined}
            title={item.reason ?? undefined}
            closeMenuOnClick={!item.reason}
            leftSection={item.icon ? <Icon name={item.icon} size={16} /> : undefined}
            onClick={() => {
              if (!item.reason) onSelect(item.key);
            }}
          >
            {item.label}
            {item.reason ? <span className={styles.reason}>{item.reason}</span> : null}
          </Menu.Item>
        </Fragment>
      ))}
    </Menu.Dropdown>
  );
}
