import '../studio-lifecycle.css';
import { Button } from '@mantine/core';
import { useFormat, useText } from '@plinth/component-kit';
import { StateMessage, useAttempt, useIsPhone, useWork, WorkArea } from '@plinth/studio-frame';
import { useState } from 'react';
import { useRestore } from '../changes/restore.ts';
import { CompareBar } from '../compare/compare-bar.tsx';
import { type CompareEnd, definitionAt, endWords, readEnd, writeEnd } from '../compare/compare-end.ts';
import { CompareEnds } from '../compare/compare-ends.tsx';
import { HistoryEntries } from './history-entries.tsx';

/** What was done on the branch, and the way back to any point of it. `rest` is a position of the log, or `compare` and two ends. */
export function HistoryTool({ rest }: { readonly rest: readonly string[] }) {
  const text = useText();
  const chosen = Number(rest[0]);
  const position = Number.isSafeInteger(chosen) && chosen > 0 ? chosen : null;
  const isPhone = useIsPhone();
  return (
    <WorkArea side={<HistoryEntries chosen={position} />}>
      {rest[0] === 'compare' ? (
        <Compare from={readEnd(rest[1]) ?? { kind: 'now' }} to={readEnd(rest[2]) ?? { kind: 'now' }} />
      ) : position === null && isPhone ? (
        // There the panel with the steps is closed at first, and over the work when it is open.
        <div className="lifecycle-page">
          <HistoryEntries chosen={null} />
        </div>
      ) : position === null ? (
        <StateMessage icon="history" title={text('studio.chooseStep', 'Choose a step')}>
          {text('studio.chooseStepHelp', 'You see what it changed, and can bring back one artefact or everything as it was then.')}
        </StateMessage>
      ) : (
        <Step position={position} />
      )}
    </WorkArea>
  );
}

function Compare({ from, to }: { readonly from: CompareEnd; readonly to: CompareEnd }) {
  const text = useText();
  const { openTool } = useWork();
  return (
    <div className="lifecycle-page">
      <header className="lifecycle-head">
        <h2>{text('studio.compareTitle', 'What differs')}</h2>
        <CompareBar from={from} to={to} onChoose={(first, last) => openTool('history', 'compare', writeEnd(first), writeEnd(last))} />
      </header>
      <CompareEnds from={from} to={to} />
    </div>
  );
}

type Compared = 'step' | 'since';

function Step({ position }: { readonly position: number }) {
  const text = useText();
  const format = useFormat();
  const { openTool } = useWork();
  const [compared, setCompared] = useState<Compared>('step');
  const then = { kind: 'step', position } as const;
  const [from, to]: readonly [CompareEnd, CompareEnd] =
    compared === 'step' ? [{ kind: 'step', position: position - 1 }, then] : [then, { kind: 'now' }];
  return (
    <div className="lifecycle-page">
      <header className="lifecycle-head">
        <h2>{text('studio.stepTitle', 'Step {step}', { step: format.number(position) })}</h2>
        <fieldset className="studio-choices" aria-label={text('studio.compared', 'What is compared')}>
          {(['step', 'since'] as const).map((each) => (
            <button key={each} type="button" aria-pressed={compared === each} onClick={() => setCompared(each)}>
              {each === 'step' ? text('studio.thisStep', 'What it changed') : text('studio.sinceThen', 'What changed since')}
            </button>
          ))}
        </fieldset>
        <span className="studio-grow" />
        <Button size="xs" variant="default" onClick={() => openTool('history', 'compare', writeEnd(then), 'now')}>
          {text('studio.compareOthers', 'Compare with …')}
        </Button>
        <RestoreEverything then={then} />
      </header>
      <CompareEnds from={from} to={to} />
    </div>
  );
}

/** Makes everything as it was then, which is read when it is asked for. */
function RestoreEverything({ then }: { readonly then: CompareEnd }) {
  const text = useText();
  const format = useFormat();
  const work = useWork();
  const attempt = useAttempt();
  const restore = useRestore(endWords(then, text, format));
  const [busy, setBusy] = useState(false);
  const bringBack = async () => {
    setBusy(true);
    await attempt(async () => restore.everything(await definitionAt(work, then)));
    setBusy(false);
  };
  return (
    <Button size="xs" variant="default" loading={busy} onClick={() => void bringBack()}>
      {text('studio.restoreAll', 'Restore everything')}
    </Button>
  );
}
