import { useSyncExternalStore } from 'react';

/** The part of the address that screens depend on. */
export interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
}

const listeners = new Set<() => void>();
let place = read();

window.addEventListener('popstate', changed);

/** Goes to an address of this browser application without loading the page anew; any other address is left to the browser. */
export function go(address: string, options: { readonly replace?: boolean } = {}): void {
  const target = new URL(address, location.href);
  if (target.origin !== location.origin || isStudio(target.pathname) !== isStudio(location.pathname)) {
    if (options.replace === true) location.replace(target);
    else location.assign(target);
    return;
  }
  const written = target.pathname + target.search + target.hash;
  if (options.replace === true) history.replaceState(null, '', written);
  else if (written !== location.pathname + location.search + location.hash) history.pushState(null, '', written);
  changed();
}

/** The Studio is another browser application than the Player. */
function isStudio(path: string): boolean {
  return /^\/studio(?:\/|$)/.test(path);
}

/** Where the person is now. */
export function usePlace(): Place {
  return useSyncExternalStore(subscribe, () => place);
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

function changed(): void {
  place = read();
  for (const tell of listeners) tell();
}

function read(): Place {
  return { path: location.pathname, query: new URLSearchParams(location.search) };
}
