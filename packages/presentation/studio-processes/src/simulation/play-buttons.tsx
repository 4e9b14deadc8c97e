import { Icon, useText } from '@plinth/component-kit';
import { useShowProperties } from '@plinth/studio-frame';
import { useContext } from 'react';
import { type ProcessWork, ProcessWorkContext } from '../process-work.ts';
import { playIcons, usePlayNames } from './play-names.ts';
import type { Play } from './plays.ts';
import { played, type RunResult } from './shown-run.ts';

const mostButtons = 3;

/** What can be done at an element of a simulation, on its shape. */
export function PlayButtons({ id, plays }: { readonly id: string; readonly plays: readonly Play[] }) {
  const text = useText();
  const nameOf = usePlayNames();
  const process = useContext(ProcessWorkContext);
  const showProperties = useShowProperties();
  if (process === null || plays.length === 0) return null;
  return (
    // Neither dragged nor taken for the shape.
    <span className="bpmn-plays nodrag nopan">
      {plays.slice(0, mostButtons).map((play) => (
        <button
          key={JSON.stringify(play)}
          type="button"
          title={nameOf(play)}
          aria-label={nameOf(play)}
          onClick={(event) => {
            event.stopPropagation();
            take(process, play);
          }}
        >
          <Icon name={playIcons[play.kind]} size={14} />
        </button>
      ))}
      <button
        type="button"
        title={text('studio.bpmn.playOtherwise', 'With variables, or otherwise')}
        aria-label={text('studio.bpmn.playOtherwise', 'With variables, or otherwise')}
        onClick={(event) => {
          event.stopPropagation();
          process.work.selection.value = [id];
          showProperties();
          requestAnimationFrame(() => document.querySelector<HTMLElement>('.process-wait[data-selected] :is(input, button)')?.focus());
        }}
      >
        <Icon name="dots" size={14} />
      </button>
    </span>
  );
}

function take(process: ProcessWork, play: Play): void {
  const run = process.run.value;
  const record = process.record();
  if (run !== null && record !== null) showRun(process, played(process.definition(), record.key, run, play));
}

/** Shows how a simulation goes on, or says why it does not. */
export function showRun(process: ProcessWork, result: RunResult | null): void {
  if (result === null) return;
  if (result.ok) process.run.value = result.run;
  else process.work.say({ message: result.message, tone: 'bad' });
}
