import { Menu } from '@mantine/core';
import type { ActionItem } from '../contract/action-item.ts';
import { MenuEntries } from '../parts/menu-entries.tsx';
import styles from './drawing-surface.module.css';
import type { Shape } from './manifest.ts';

/** A menu of what can be done with a shape, and where it was asked for: `at` in units of the surface, `left` and `top` in the window. */
export interface OpenShapeMenu {
  readonly shape: Shape;
  readonly at: { readonly x: number; readonly y: number };
  readonly left: number;
  readonly top: number;
}

interface ShapeMenuProps {
  readonly menu: OpenShapeMenu;
  readonly items: readonly ActionItem[];
  readonly onSelect: (key: string) => void;
  readonly onClose: () => void;
}

/** Opens where it was asked for, with the focus in it. */
export function ShapeMenu({ menu, items, onSelect, onClose }: ShapeMenuProps) {
  return (
    <Menu opened onClose={onClose} position="bottom-start" shadow="md" withinPortal>
      <Menu.Target>
        <span className={styles.anchor} aria-hidden="true" style={{ left: menu.left, top: menu.top }} />
      </Menu.Target>
      <MenuEntries items={items} onSelect={onSelect} />
    </Menu>
  );
}
