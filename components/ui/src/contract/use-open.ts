import type { SkinProps } from '@plinth/component-kit';
import { useEffect, useRef } from 'react';
import { useControlled } from './use-controlled.ts';
import { useOutput } from './use-output.ts';

/** Open or closed: follows the property, tells the output, and runs the events of both changes. */
export function useOpen({ properties, events, setOutput }: SkinProps<{ readonly open: boolean }>): readonly [boolean, () => void] {
  const [open, setOpen] = useControlled(properties.open);
  const before = useRef(false);
  useOutput(setOutput, 'open', open);
  useEffect(() => {
    if (before.current === open) return;
    before.current = open;
    void (open ? events.opened : events.closed)?.();
  }, [open, events]);
  return [open, () => setOpen(false)];
}
