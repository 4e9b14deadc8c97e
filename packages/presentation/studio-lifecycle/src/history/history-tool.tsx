import '../studio-lifecycle.css';
import { Button } from '@mantine/core';
import { getBranch } from '@plinth/api-contract';
import { type Definition, readSnapshot, restoreArtefacts } from '@plinth/app-definition';
import { useFormat, useText } from '@plinth/component-kit';
import { StateMessage, useDefinition, useWork, WorkArea } from '@plinth/studio-frame';
import { useLoaded } from '@plinth/web-shell';
import { useCallback, useMemo, useState } from 'react';
import { ChangeList } from '../changes/change-list.tsx';
import { changedArtefacts } from '../changes/changed-artefacts.ts';
import { recordTitle } from '../changes/record-words.ts';
import { HistoryEntries } from './history-entries.tsx';

/** What was done on the branch, and the way back to any point of it. The first of `rest` is a position of the log. */
export function HistoryTool({ rest }: { readonly rest: readonly string[] }) {
  const text = useText();
  const chosen = Number(rest[0]);
  const position = Number.isSafeInteger(chosen) && chosen > 0 ? chosen : null;
  return (
    <WorkArea side={<HistoryEntries chosen={position} />}>
      {position === null ? (
        <StateMessage icon="history" title={text('studio.chooseStep', 'Choose a step')}>
          {text('studio.chooseStepHelp', 'You see what it changed, and can bring back one artefact or everything as it was then.')}
        </StateMessage>
      ) : (
        <Step key={position} position={position} />
      )}
    </WorkArea>
  );
}

interface Around {
  readonly before: Definition;
  readonly then: Definition;
}

type Compared = 'step' | 'since';

function Step({ position }: { readonly position: number }) {
  const text = useText();
  const format = useFormat();
  const work = useWork();
  const { client, tenant, application, branch } = work;
  const now = useDefinition();
  const [compared, setCompared] = useState<Compared>('step');
  const load = useCallback(
    async (signal: AbortSignal): Promise<Around> => {
      const at = async (where: number) => {
        const { snapshot } = await client.call(getBranch, { tenant, application }, { branch, position: where }, { signal });
        const { definition, violations } = readSnapshot(snapshot);
        if (definition === null) throw new Error(violations[0]?.message);
        return definition;
      };
      const [before, then] = await Promise.all([at(position - 1), at(position)]);
      return { before, then };
    },
    [client, tenant, application, branch, position],
  );
  const [loaded, again] = useLoaded(load);
  const around = loaded.state === 'ready' ? loaded.value : null;
  const changes = useMemo(() => {
    if (around === null) return [];
    return compared === 'step' ? changedArtefacts(around.before, around.then) : changedArtefacts(around.then, now);
  }, [around, compared, now]);
  if (loaded.state === 'loading') return <div className="studio-waiting" aria-busy="true" />;
  if (loaded.state === 'failed' || around === null) {
    const error = loaded.state === 'failed' ? loaded.error : null;
    return (
      <StateMessage icon="alert-circle" title={error?.message ?? ''} action={text('page.retry', 'Try again')} onAction={again}>
        {error?.hint}
      </StateMessage>
    );
  }
  const step = format.number(position);
  const restore = (artefact?: { readonly id: string; readonly title: string }) => {
    const body = restoreArtefacts(now, around.then, artefact && new Set([artefact.id]));
    if (body === null) {
      work.say({ message: text('studio.restoredAlready', 'It is already as it was then.'), tone: 'info' });
      return;
    }
    const intent =
      artefact === undefined
        ? text('studio.restoreAllIntent', 'Restore everything as of step {step}', { step })
        : text('studio.restoreIntent', 'Restore {title} as of step {step}', { title: artefact.title, step });
    if (work.act(body, intent)) work.say({ message: intent, hint: text('studio.restoreUndo', 'Undo takes it back.'), tone: 'info' });
  };
  return (
    <div className="lifecycle-page">
      <header className="lifecycle-head">
        <h2>{text('studio.stepTitle', 'Step {step}', { step })}</h2>
        <fieldset className="lifecycle-choice" aria-label={text('studio.compared', 'What is compared')}>
          {(['step', 'since'] as const).map((each) => (
            <button key={each} type="button" aria-pressed={compared === each} onClick={() => setCompared(each)}>
              {each === 'step' ? text('studio.thisStep', 'What it changed') : text('studio.sinceThen', 'What changed since')}
            </button>
          ))}
        </fieldset>
        <span className="studio-grow" />
        <Button size="xs" variant="default" onClick={() => restore()}>
          {text('studio.restoreAll', 'Restore everything')}
        </Button>
      </header>
      <ChangeList
        changes={changes}
        actions={({ artefact }) => {
          const title = recordTitle(artefact);
          return (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={text('studio.restoreOneOf', 'Restore {title}', { title })}
              onClick={() => restore({ id: artefact.id, title })}
            >
              {text('studio.restoreOne', 'Restore')}
            </Button>
          );
        }}
      />
    </div>
  );
}
