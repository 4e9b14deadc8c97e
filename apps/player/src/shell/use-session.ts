import { readSession } from '@plinth/api-contract';
import { api, useLoaded } from '@plinth/web-shell';
import { useCallback } from 'react';
import type { ShownPerson } from './person-menu.tsx';

/** Who is signed in to the tenant; null while it is not known and for visitors. */
export function useSession(tenant: string): ShownPerson | null {
  const [session] = useLoaded(useCallback((signal) => api.call(readSession, { tenant }, {}, { signal }), [tenant]));
  return session.state === 'ready' ? session.value.member : null;
}
