import { useSyncExternalStore } from 'react';

const query = '(width < 640px)';

/** Whether the window is so narrow that a panel stands over the work beside which it would stand. */
export function useNarrow(): boolean {
  return useSyncExternalStore(listen, () => matchMedia(query).matches);
}

function listen(tell: () => void): () => void {
  const asked = matchMedia(query);
  asked.addEventListener('change', tell);
  return () => asked.removeEventListener('change', tell);
}
