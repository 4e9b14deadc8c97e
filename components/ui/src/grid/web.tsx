import type { CSSProperties } from 'react';
import type { PropsOf } from '../contract/define-component.ts';
import { spaceOf } from '../contract/space.ts';
import styles from './grid.module.css';
import type { grid } from './manifest.ts';

export function Grid({ properties, slots }: PropsOf<typeof grid>) {
  const { minimumWidth, columns, gap } = properties;
  const style: CSSProperties & Record<`--${string}`, string> = {
    '--grid-gap': spaceOf(gap),
    '--grid-least': `${minimumWidth}px`,
    '--grid-most': String(columns && columns > 0 ? columns : 100),
  };
  return (
    <div className={styles.grid} style={style}>
      {slots.children}
    </div>
  );
}
