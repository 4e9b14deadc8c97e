import { shortId } from '@plinth/foundation';

/** Port: which windows of this browser are open. */
export interface WindowClaims {
  /** Takes a window's name for as long as this page lives or until it is let go; null while another page has it. */
  claim(window: string): Promise<(() => void) | null>;
  /** The name that this window had before it was loaded again; null for a new one. */
  readonly former: string | null;
  /** Remembers the name over a reload. */
  remember(window: string): void;
}

const rememberedAs = 'plinth-studio-window';

/**
 * Claims by Web Locks, which end with their page, however it ends; by a lease in the local storage where there are none.
 * A window has another name for each scope: what it keeps of one branch must not take the place of what it keeps of another.
 */
export function windowClaims(
  scope: string,
  locks: LockManager | undefined = navigator.locks,
  session: Storage | null = sessionStorageOrNull(),
): WindowClaims {
  return {
    claim: (window) => (locks === undefined ? claimByLease(window) : claimByLock(locks, window)),
    former: session?.getItem(`${rememberedAs}/${scope}`) ?? null,
    remember: (window) => session?.setItem(`${rememberedAs}/${scope}`, window),
  };
}

function sessionStorageOrNull(): Storage | null {
  try {
    return globalThis.sessionStorage ?? null;
  } catch {
    // Some browsers throw where storage is forbidden: then a reload is a new window, which adopts what the old one kept.
    return null;
  }
}

function claimByLock(locks: LockManager, window: string): Promise<(() => void) | null> {
  return new Promise((resolve, reject) => {
    const held = locks.request(`plinth-studio/${window}`, { ifAvailable: true }, (lock) => {
      if (lock === null) return resolve(null);
      return new Promise<void>((release) => resolve(release));
    });
    held.catch(reject);
  });
}

/** Browsers let timers of hidden windows run once a minute. */
const lease = 90_000;
const renewEvery = 10_000;

/** Web Locks are for secure contexts only; a platform in an intranet may be none. */
function claimByLease(window: string): Promise<(() => void) | null> {
  const key = `plinth-studio/${window}`;
  const owner = shortId();
  const [holder, at] = (localStorage.getItem(key) ?? '').split(' ');
  if (holder !== '' && Date.now() - Number(at) < lease) return Promise.resolve(null);
  const renew = () => localStorage.setItem(key, `${owner} ${Date.now()}`);
  renew();
  const timer = setInterval(renew, renewEvery);
  const release = () => {
    clearInterval(timer);
    localStorage.removeItem(key);
  };
  globalThis.addEventListener('pagehide', release, { once: true });
  return Promise.resolve(release);
}
