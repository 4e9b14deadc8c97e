import type { CSSProperties } from 'react';
import type { PropsOf } from '../contract/define-component.ts';
import { spaceOf } from '../contract/space.ts';
import type { stack } from './manifest.ts';
import styles from './stack.module.css';

export function Stack({ properties, slots }: PropsOf<typeof stack>) {
  const { direction, gap, align, justify, wrap, name } = properties;
  const style: CSSProperties = { gap: spaceOf(gap) };
  const layout = {
    className: styles.stack,
    style,
    'data-direction': direction,
    'data-align': align,
    'data-justify': justify,
    'data-wrap': wrap || undefined,
  };
  return name ? (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs and brings its own layout
    <div role="group" aria-label={name} {...layout}>
      {slots.children}
    </div>
  ) : (
    <div {...layout}>{slots.children}</div>
  );
}
