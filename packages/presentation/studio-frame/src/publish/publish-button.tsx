import { Button } from '@mantine/core';
import { planRelease, publish, type ReleasePlan } from '@plinth/api-contract';
import { Icon, useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { useSignalValue } from '@plinth/page-renderer';
import { memo, useState } from 'react';
import { StudioDialog } from '../parts/studio-dialog.tsx';
import { recordWords } from '../work/record-words.ts';
import { placeOf } from '../work/studio-work.ts';
import { useDefinition, useWork } from '../work/use-work.ts';
import { PlanWarnings } from './plan-warnings.tsx';
import { PlannedSteps } from './planned-steps.tsx';
import { WhatFollows } from './what-follows.tsx';

type Stage =
  | { readonly name: 'closed' }
  | { readonly name: 'planning' }
  | { readonly name: 'planned'; readonly plan: ReleasePlan }
  | { readonly name: 'publishing'; readonly plan: ReleasePlan }
  | { readonly name: 'done'; readonly version: string }
  | { readonly name: 'failed'; readonly error: PlinthError };

/** What comes next in the dialog has the focus as soon as it is there. */
function focused(element: HTMLElement | null): void {
  element?.focus();
}

/** Publishes what is there: first what it would do, then that. */
export const PublishButton = memo(function PublishButton() {
  const text = useText();
  const work = useWork();
  const findings = useSignalValue(work.findings);
  const { client, tenant, environment, application, branch, session } = work;
  const [stage, setStage] = useState<Stage>({ name: 'closed' });
  const place = { tenant, environment, application };
  const failed = (thrown: unknown) => setStage({ name: 'failed', error: asPlinthError(thrown) });
  const plan = async () => {
    setStage({ name: 'planning' });
    try {
      await session.store.flush();
      setStage({ name: 'planned', plan: await client.call(planRelease, place, { branch }) });
    } catch (thrown) {
      failed(thrown);
    }
  };
  const begin = async (known: ReleasePlan) => {
    setStage({ name: 'publishing', plan: known });
    work.publishing.value = true;
    try {
      const { release } = await publish(client, place, { branch, plan: known.plan });
      work.release.value = release;
      setStage({ name: 'done', version: release.version });
    } catch (thrown) {
      failed(thrown);
    } finally {
      work.publishing.value = false;
    }
  };
  const busy = stage.name === 'planning' || stage.name === 'publishing';
  return (
    <>
      <button type="button" className="studio-act" data-primary="" onClick={() => void plan()}>
        {text('studio.publish', 'Publish')}
      </button>
      <StudioDialog
        opened={stage.name !== 'closed'}
        onClose={() => busy || setStage({ name: 'closed' })}
        title={text('studio.publishTo', 'Publish to {environment}', { environment })}
      >
        <div className="studio-publishing" aria-busy={busy || undefined}>
          {stage.name === 'planning' ? <p role="status">{text('studio.planning', 'Looking at what this would change …')}</p> : null}
          {stage.name === 'planned' || stage.name === 'publishing' ? <PlannedSteps plan={stage.plan} /> : null}
          {stage.name === 'planned' ? <PlanWarnings plan={stage.plan} findings={findings} /> : null}
          {stage.name === 'planned' ? (
            <WhatFollows plan={stage.plan} environment={environment} candidate={{ branch }} onLeave={() => setStage({ name: 'closed' })} />
          ) : null}
          {stage.name === 'planned' ? <WhatChanges onLook={() => setStage({ name: 'closed' })} /> : null}
          {stage.name === 'planned' || stage.name === 'publishing' ? (
            <Button
              loading={stage.name === 'publishing'}
              color={stage.plan.destructive ? 'red' : undefined}
              onClick={() => void begin(stage.plan)}
              ref={focused}
            >
              {text('studio.publishVersion', 'Publish version {version}', { version: stage.plan.version })}
            </Button>
          ) : null}
          {stage.name === 'failed' ? (
            <Refused error={stage.error} onAgain={() => void plan()} onLeave={() => setStage({ name: 'closed' })} />
          ) : null}
          {stage.name === 'done' ? (
            <>
              <p role="status" className="studio-done">
                <Icon name="circle-check" size={18} />
                {text('studio.published', 'Version {version} is published.', { version: stage.version })}
              </p>
              <Button
                component="a"
                href={`/apps/${[tenant, environment, application].map(encodeURIComponent).join('/')}`}
                target="_blank"
                rel="noreferrer"
                ref={focused}
              >
                {text('studio.openApplication', 'Open the application')}
              </Button>
            </>
          ) : null}
        </div>
      </StudioDialog>
    </>
  );
});

/** The way to what differs from what runs now, drawn; nothing where nothing runs yet. */
function WhatChanges({ onLook }: { onLook(): void }) {
  const text = useText();
  const { release, tools, openTool } = useWork();
  const running = useSignalValue(release);
  if (running === null || !tools.some(({ key }) => key === 'history')) return null;
  return (
    <button
      type="button"
      className="studio-link"
      onClick={() => {
        onLook();
        openTool('history', 'compare', `version:${running.version}`, 'now');
      }}
    >
      {text('studio.whatChanges', 'See what changed since version {version}', { version: running.version })}
    </button>
  );
}

/** With more of them nobody reads on. */
const mostViolations = 20;

interface RefusedProps {
  readonly error: PlinthError;
  onAgain(): void;
  /** Somebody goes where something is wrong. */
  onLeave(): void;
}

function Refused({ error, onAgain, onLeave }: RefusedProps) {
  const text = useText();
  const work = useWork();
  const definition = useDefinition();
  const violations = error.details.violations?.slice(0, mostViolations) ?? [];
  return (
    <div role="alert" className="studio-refused">
      {violations.length > 0 ? (
        <p>
          <strong>{text('studio.notPublishable', 'It is not published: this is to be mended first.')}</strong>
        </p>
      ) : (
        <>
          <p dir="auto">
            <strong>{error.message}</strong>
          </p>
          <p dir="auto">{error.hint}</p>
        </>
      )}
      <ul>
        {violations.map((violation) => (
          <li key={violation.path + violation.message}>
            <ViolationPlace
              path={violation.path}
              onOpen={(id) => {
                const place = placeOf(work, definition, id);
                if (place !== null) work.open(place.artefact, [id]);
                onLeave();
              }}
            />{' '}
            <bdi>
              {violation.message} {violation.hint}
            </bdi>
          </li>
        ))}
      </ul>
      <Button variant="default" onClick={onAgain}>
        {text('page.retry', 'Try again')}
      </Button>
    </div>
  );
}

/** The record that a path into the snapshot is about, as the way there; its name alone where no view shows it, and nothing for what is of no record. */
function ViolationPlace({ path, onOpen }: { readonly path: string; onOpen(record: string): void }) {
  const text = useText();
  const work = useWork();
  const definition = useDefinition();
  const [, , id = ''] = path.split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const record = definition.records.get(id);
  if (record === undefined) return null;
  if (placeOf(work, definition, id) === null)
    return (
      <strong>
        <bdi>{recordWords(record, text)}</bdi>
      </strong>
    );
  return (
    <button type="button" className="studio-link" onClick={() => onOpen(id)}>
      <bdi>{recordWords(record, text)}</bdi>
    </button>
  );
}
