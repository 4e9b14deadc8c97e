import { useMemo } from 'react';
import type { PlannedProps } from '../work/artefact-view.ts';
import { Fetched } from '../work/fetched.tsx';
import { useWork } from '../work/use-work.ts';

/** What the views say that follows from a publication for what they show. */
export function WhatFollows({ plan, ...rest }: PlannedProps) {
  const { views } = useWork();
  const parts = useMemo(
    () =>
      views.flatMap(({ kind, planned }) => {
        const load = planned?.(plan) ?? null;
        return load === null ? [] : [{ kind, load }];
      }),
    [views, plan],
  );
  return parts.map((part) => (
    <Fetched key={part.kind} of={part} given={{ plan, ...rest }} waiting={<div className="studio-waiting" aria-busy="true" />} />
  ));
}
