import { lazy, Suspense, useMemo } from 'react';
import type { PlannedProps } from '../work/artefact-view.ts';
import { useWork } from '../work/use-work.ts';

/** What the views say that follows from a publication for what they show. */
export function WhatFollows({ plan, ...rest }: PlannedProps) {
  const { views } = useWork();
  const parts = useMemo(
    () =>
      views.flatMap(({ kind, planned }) => {
        const load = planned?.(plan) ?? null;
        return load === null ? [] : [{ kind, Part: lazy(async () => ({ default: await load() })) }];
      }),
    [views, plan],
  );
  return parts.map(({ kind, Part }) => (
    <Suspense key={kind} fallback={<div className="studio-waiting" aria-busy="true" />}>
      <Part plan={plan} {...rest} />
    </Suspense>
  ));
}
