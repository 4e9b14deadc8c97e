import { Menu as Pop } from '@mantine/core';
import type { PropsOf } from '../contract/define-component.ts';
import { MenuEntries } from '../parts/menu-entries.tsx';
import { PushButton } from '../parts/push-button.tsx';
import type { menu } from './manifest.ts';

export function Menu({ properties, events }: PropsOf<typeof menu>) {
  const { label, items, icon, iconOnly, variant, disabled } = properties;
  return (
    <Pop position="bottom-start" shadow="md" withinPortal>
      <Pop.Target>
        <PushButton
          text={label}
          icon={icon ?? (iconOnly ? 'dots-vertical' : null)}
          {...(iconOnly ? {} : { trailingIcon: 'chevron-down' })}
          iconOnly={iconOnly}
          variant={variant}
          disabled={disabled}
        />
      </Pop.Target>
      <MenuEntries items={items ?? []} onSelect={(key) => void events.select?.({ key })} />
    </Pop>
  );
}
