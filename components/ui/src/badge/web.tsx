import type { PropsOf } from '../contract/define-component.ts';
import { Tag } from '../parts/tag.tsx';
import type { badge } from './manifest.ts';

export function Badge({ properties: { text, tone, icon } }: PropsOf<typeof badge>) {
  return text ? <Tag text={text} tone={tone} icon={icon} /> : null;
}
