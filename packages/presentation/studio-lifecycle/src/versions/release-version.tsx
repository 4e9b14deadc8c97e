import { Button } from '@mantine/core';
import { planRelease, publish, type ReleasePlan } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { PlannedSteps, PlanWarnings, StudioDialog, useWork, WhatFollows } from '@plinth/studio-frame';
import { useState } from 'react';

interface ReleaseVersionProps {
  readonly version: string;
  readonly environment: string;
  /** Of the environment, as people call it. */
  readonly name: string;
  onReleased(): void;
}

/** Releases a version that is there already to an environment: first what that would do to stored data, then that. */
export function ReleaseVersion({ version, environment, name, onReleased }: ReleaseVersionProps) {
  const text = useText();
  const work = useWork();
  const { client, tenant, application } = work;
  const [opened, setOpened] = useState(false);
  const [plan, setPlan] = useState<ReleasePlan | null>(null);
  const [error, setError] = useState<PlinthError | null>(null);
  const [busy, setBusy] = useState(false);
  const place = { tenant, environment, application };
  const doing = async (what: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await what();
    } catch (thrown) {
      setError(asPlinthError(thrown));
    }
    setBusy(false);
  };
  const look = () =>
    doing(async () => {
      setOpened(true);
      setPlan(null);
      setPlan(await client.call(planRelease, place, { version }));
    });
  const release = (known: ReleasePlan) =>
    doing(async () => {
      const done = await publish(client, place, { version, plan: known.plan });
      if (environment === work.environment) work.release.value = done.release;
      setOpened(false);
      onReleased();
    });
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={text('studio.releaseTo', 'Release {version} to {name}', { version, name })}
        onClick={() => void look()}
      >
        {text('studio.release', 'Release')}
      </Button>
      <StudioDialog
        opened={opened}
        onClose={() => busy || setOpened(false)}
        title={text('studio.releaseTo', 'Release {version} to {name}', { version, name })}
      >
        <div className="studio-publishing" aria-busy={busy || undefined}>
          {plan === null ? null : <PlannedSteps plan={plan} />}
          {plan === null ? null : <PlanWarnings plan={plan} />}
          {plan === null ? null : (
            <WhatFollows plan={plan} environment={environment} candidate={{ version }} onLeave={() => setOpened(false)} />
          )}
          {error === null ? null : (
            <p role="alert" className="lifecycle-error">
              {error.message} {error.hint}
            </p>
          )}
          {plan === null ? (
            <p role="status">{error === null ? text('studio.planning', 'Looking at what this would change …') : ''}</p>
          ) : (
            <Button loading={busy} color={plan.destructive ? 'red' : undefined} onClick={() => void release(plan)} data-autofocus>
              {text('studio.release', 'Release')}
            </Button>
          )}
        </div>
      </StudioDialog>
    </>
  );
}
