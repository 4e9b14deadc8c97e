import { useSyncExternalStore } from 'react';

/** A question about the window, by itself and as a hook. */
export interface WindowQuery {
  matches(): boolean;
  useMatches(): boolean;
}

/** Asks the window by a media query. Made once: to make one is to ask for the styles of the whole document. */
export function windowQuery(query: string): WindowQuery {
  let made: MediaQueryList | null = null;
  const asked = () => {
    made ??= window.matchMedia(query);
    return made;
  };
  const matches = () => asked().matches;
  const follow = (tell: () => void) => {
    const followed = asked();
    followed.addEventListener('change', tell);
    return () => followed.removeEventListener('change', tell);
  };
  return { matches, useMatches: () => useSyncExternalStore(follow, matches) };
}
