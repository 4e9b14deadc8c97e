import { useCallback, useContext } from 'react';
import { FrameContext } from './frame-panels.ts';

/** Opens the panel beside the work, where what was chosen is shown: on a phone it is closed at first. */
export function useShowProperties(): () => void {
  const panels = useContext(FrameContext);
  return useCallback(() => {
    if (panels !== null && !panels.right.value.open) panels.toggle('right');
  }, [panels]);
}
