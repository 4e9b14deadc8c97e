import { Menu } from '@mantine/core';
import { Icon } from '@plinth/component-kit';
import { Fragment } from 'react';
import type { ActionItem } from '../contract/action-item.ts';
import styles from './menu-entries.module.css';

/** The opened part of a menu. */
export function MenuEntries({ items, onSelect }: { readonly items: readonly ActionItem[]; readonly onSelect: (key: string) => void }) {
  return (
    <Menu.Dropdown className={styles.dropdown}>
      {items.map((item, index) => (
        <Fragment key={item.key}>
          {item.separated && index > 0 ? <Menu.Divider className={styles.divider} /> : null}
          <Menu.Item
            className={styles.item}
            data-tone={item.tone}
            disabled={item.disabled ?? false}
            leftSection={item.icon ? <Icon name={item.icon} size={16} /> : undefined}
            onClick={() => onSelect(item.key)}
          >
            {item.label}
          </Menu.Item>
        </Fragment>
      ))}
    </Menu.Dropdown>
  );
}
