import { SlotContentContext } from '@plinth/component-kit';
import { useContext } from 'react';
import type { PropsOf } from '../contract/define-component.ts';
import type { slot } from './manifest.ts';

export function Slot({ properties, slots }: PropsOf<typeof slot>) {
  const content = useContext(SlotContentContext);
  const name = properties.slot || 'children';
  return Object.hasOwn(content, name) ? content[name] : slots.children;
}
