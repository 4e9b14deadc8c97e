import { useCallback, useState } from 'react';

/** Whether a control has had the focus, and what tells so: the list that it may open is made then, for a page has hundreds that nobody opens. */
export function useReached(): readonly [reached: boolean, reach: () => void] {
  const [reached, setReached] = useState(false);
  return [reached, useCallback(() => setReached(true), [])];
}
