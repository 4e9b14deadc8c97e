import type { PropsOf } from '../contract/define-component.ts';
import { NothingHere } from '../parts/nothing-here.tsx';
import type { emptyState } from './manifest.ts';

export function EmptyState({ properties, slots }: PropsOf<typeof emptyState>) {
  return (
    <NothingHere title={properties.title} text={properties.text} icon={properties.icon ?? 'inbox'}>
      {slots.children}
    </NothingHere>
  );
}
