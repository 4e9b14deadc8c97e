import { Button } from '@mantine/core';
import type { CallTarget, ProcessSummary } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { asPlinthError } from '@plinth/foundation';
import { StudioDialog, useWork } from '@plinth/studio-frame';
import { useEffect, useRef, useState } from 'react';
import { type MoveReport, moveAll } from './move-all.ts';
import { shortOf } from './short-of.ts';

interface MoveDialogProps {
  readonly target: Required<CallTarget>;
  readonly process: ProcessSummary;
  onOpen(instance: string): void;
  onClose(): void;
}

type Step =
  | { readonly state: 'trying'; readonly count: number }
  | { readonly state: 'moving'; readonly count: number }
  | { readonly state: 'tried'; readonly report: MoveReport }
  | { readonly state: 'moved'; readonly report: MoveReport }
  | { readonly state: 'failed'; readonly message: string; readonly hint: string };

/** Lets running instances go on by the released version: first what would be done and what keeps the others, then doing it. */
export function MoveDialog({ target, process, onOpen, onClose }: MoveDialogProps) {
  const text = useText();
  const { client } = useWork();
  const [step, setStep] = useState<Step>({ state: 'trying', count: 0 });
  const asking = useRef(new AbortController());
  const go = async (tried: boolean) => {
    asking.current.abort();
    const asked = new AbortController();
    asking.current = asked;
    const { signal } = asked;
    setStep({ state: tried ? 'trying' : 'moving', count: 0 });
    const onPage = (count: number) => {
      if (!signal.aborted) setStep({ state: tried ? 'trying' : 'moving', count });
    };
    try {
      const report = await moveAll(client, target, { process: process.key, tried, signal, onPage });
      if (!signal.aborted) setStep({ state: tried ? 'tried' : 'moved', report });
    } catch (error) {
      const { message, hint } = asPlinthError(error);
      if (!signal.aborted) setStep({ state: 'failed', message, hint });
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, when it is opened
  useEffect(() => {
    void go(true);
    return () => asking.current.abort();
  }, []);
  const { version } = process;
  return (
    <StudioDialog opened title={text('studio.run.move', 'Move to version {version}', { version })} onClose={onClose}>
      <div className="studio-form monitor-move">
        <p role="status">
          {step.state === 'failed'
            ? `${step.message} ${step.hint}`
            : step.state === 'trying'
              ? text('studio.run.moveTrying', 'Looking where they stand: {count} so far', { count: step.count })
              : step.state === 'moving'
                ? text('studio.run.moving', '{count} so far', { count: step.count })
                : step.state === 'tried'
                  ? text(
                      'studio.run.moveTried',
                      '{moved} can go on by it, {staying, plural, one {# stays where it is} other {# stay where they are}}',
                      {
                        moved: step.report.moved,
                        staying: step.report.staying,
                      },
                    )
                  : text(
                      'studio.run.moveDone',
                      '{moved, plural, one {# goes on by it} other {# go on by it}}, {staying, plural, one {# stays where it is} other {# stay where they are}}',
                      {
                        moved: step.report.moved,
                        staying: step.report.staying,
                      },
                    )}
        </p>
        {'report' in step && step.report.reasons.length > 0 ? (
          <ul>
            {step.report.reasons.map(({ element, reason, instances, example }) => (
              <li key={`${element} ${reason}`}>
                <bdi>{reason}</bdi>{' '}
                <button type="button" className="studio-link" onClick={() => onOpen(example)}>
                  {text('studio.run.moveReason', '{count, plural, one {# instance} other {# instances}}, such as {example}', {
                    count: instances,
                    example: shortOf(example),
                  })}
                </button>
              </li>
            ))}
          </ul>
        ) : null}
        {step.state === 'tried' && step.report.moved > 0 ? (
          <Button onClick={() => void go(false)}>
            {text('studio.run.moveNow', 'Move {count, plural, one {# instance} other {# instances}}', { count: step.report.moved })}
          </Button>
        ) : null}
      </div>
    </StudioDialog>
  );
}
