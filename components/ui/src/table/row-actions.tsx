import { Menu } from '@mantine/core';
import { useText } from '@plinth/component-kit';
import { useState } from 'react';
import { MenuEntries, type OfferedAction } from '../parts/menu-entries.tsx';
import { PushButton } from '../parts/push-button.tsx';

interface RowActionsProps {
  readonly items: readonly OfferedAction[];
  readonly rowName: string;
  readonly onAction: (key: string) => void;
}

/** What can be done with a row. The menu is made when it is first opened, so a thousand rows cost a thousand buttons. */
export function RowActions({ items, rowName, onAction }: RowActionsProps) {
  const words = useText();
  const [used, setUsed] = useState(false);
  const label = words('ui.table.rowActions', 'Actions of {row}', { row: rowName });
  const [only, ...others] = items;
  if (!only) return null;
  if (others.length === 0 && only.icon) {
    return (
      <PushButton
        text={only.label}
        icon={only.icon}
        iconOnly
        variant="subtle"
        size="s"
        tone={only.tone ?? 'neutral'}
        disabled={only.disabled ?? false}
        reason={only.reason}
        onClick={() => onAction(only.key)}
      />
    );
  }
  if (!used) {
    return <PushButton text={label} icon="dots" iconOnly variant="subtle" size="s" aria-haspopup="menu" onClick={() => setUsed(true)} />;
  }
  return (
    <Menu defaultOpened position="bottom-end" withinPortal shadow="md">
      <Menu.Target>
        <PushButton text={label} icon="dots" iconOnly variant="subtle" size="s" />
      </Menu.Target>
      <MenuEntries items={items} onSelect={onAction} />
    </Menu>
  );
}
