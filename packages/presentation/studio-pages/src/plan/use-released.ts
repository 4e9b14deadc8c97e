import { type ApplicationShell, getApplication, getPage, type PagePlan } from '@plinth/api-contract';
import { useSignalValue } from '@plinth/page-renderer';
import { useWork } from '@plinth/studio-frame';
import { useEffect, useState } from 'react';

/** What the environment runs of a page. */
export interface Released {
  /** Null where the page was never published there, or not for this person. */
  readonly plan: PagePlan | null;
  /** What surrounds its pages, with the entities of other definitions; null as above. */
  readonly shell: ApplicationShell | null;
}

const nothing: Released = { plan: null, shell: null };

/** The page as the environment runs it, asked for again when something was published. */
export function useReleased(page: string): Released {
  const { client, tenant, environment, application, release } = useWork();
  const version = useSignalValue(release)?.version;
  const [found, setFound] = useState<{ readonly of: string; readonly released: Released }>({ of: '', released: nothing });
  useEffect(() => {
    if (version === undefined) return;
    const asked = new AbortController();
    const at = { tenant, environment, application };
    const { signal } = asked;
    const load = async (): Promise<Released> => {
      const shell = await client.call(getApplication, at, {}, { signal });
      const plan = shell.pages.some(({ id }) => id === page) ? await client.call(getPage, at, { page }, { signal }) : null;
      return { plan, shell };
    };
    // Whoever has no role in it sees samples.
    load().then(
      (released) => signal.aborted || setFound({ of: page, released }),
      () => signal.aborted || setFound({ of: page, released: nothing }),
    );
    return () => asked.abort();
  }, [client, tenant, environment, application, page, version]);
  return found.of === page ? found.released : nothing;
}
