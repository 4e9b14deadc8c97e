import { PlinthError } from '@plinth/foundation';
import type { ProcessModel } from '@plinth/process-model';
import { advance, newInstance } from '../advance.ts';
import type { AdvanceOptions } from '../run/run.ts';
import type { HistoryEvent } from '../state/history.ts';
import type { InstanceState } from '../state/instance-state.ts';
import { behaviourOf, readStimulus, type StoredStimulus } from '../state/stored-stimulus.ts';
import { PairedEvents, type ReplayDifference } from './paired-events.ts';

/** An advance as a history has kept it. */
export interface RecordedEntry {
  readonly number: number;
  /** ISO 8601: the time that it is done with again. */
  readonly at: string;
  readonly stimulus: StoredStimulus;
  readonly events: readonly HistoryEvent[];
}

/** What came of a history that was done again. */
export interface Replayed {
  /** Everything happened again as it was; it went through otherwise; or what came could not be taken any more. */
  readonly verdict: 'same' | 'differs' | 'stops';
  /** In the order of the history. */
  readonly differences: readonly ReplayDifference[];
  /** Entries that were gone through. */
  readonly entries: number;
  /** What happened this time. */
  readonly history: readonly HistoryEvent[];
  readonly state: InstanceState;
}

export type ReplayOptions = Omit<AdvanceOptions, 'now'> & {
  /** As {@link AdvanceOptions.decide}, with the time of the entry that it is asked for. */
  readonly decideAt?: (now: string) => AdvanceOptions['decide'];
};

/**
 * Does a recorded history again by a model, which may be another version than it was made by: the same things come at the same times
 * with the same answers. Nothing outside is asked or done. Visits are known again by their elements, so what is new in between does
 * not disturb; a resolution that is not needed any more is left out. It goes by the behaviours that it was recorded by, so that what
 * differs is the model's doing.
 */
export function replayHistory(model: ProcessModel, recorded: readonly RecordedEntry[], options: ReplayOptions = {}): Replayed {
  const { decideAt, ...given } = options;
  let state = newInstance(processOf(recorded), behaviourOf(recorded[0]?.stimulus));
  let entries = 0;
  const history: HistoryEvent[] = [];
  const paired = new PairedEvents();
  let stopped: ReplayDifference | null = null;
  for (const { number, at, stimulus, events } of recorded) {
    // Which version it went on by then is not what is asked.
    if (stimulus.kind !== 'moved') {
      const visit = typeof stimulus.visit === 'string' ? paired.visitFor(stimulus.visit) : null;
      if (stimulus.kind === 'resolved' && !hasIncident(state, visit)) {
        paired.add(number, events, []);
        entries++;
        continue;
      }
      const decide = decideAt?.(at) ?? given.decide;
      try {
        const again = advance(model, state, readStimulus({ ...stimulus, ...(visit === null ? {} : { visit }) }), {
          ...given,
          now: at,
          ...(decide === undefined ? {} : { decide }),
        });
        paired.add(number, events, again.history);
        history.push(...again.history);
        state = again.state;
      } catch (error) {
        if (!(error instanceof PlinthError)) throw error;
        const element = elementOf(recorded, stimulus) ?? '';
        stopped = { number, element, kind: 'refused', detail: error.message };
        break;
      }
    }
    entries++;
  }
  const differences = [...paired.differences(), ...(stopped === null ? [] : [stopped])];
  const verdict = stopped !== null ? 'stops' : differences.length > 0 ? 'differs' : 'same';
  return { verdict, differences, entries, history, state };
}

/** The process that was started is the first that was entered. */
function processOf(recorded: readonly RecordedEntry[]): string {
  return recorded.flatMap(({ events }) => events).find(({ event, parent }) => event === 'entered' && parent === null)?.element ?? '';
}

function elementOf(recorded: readonly RecordedEntry[], { visit }: StoredStimulus): string | undefined {
  return recorded.flatMap(({ events }) => events).find((event) => event.visit === visit)?.element;
}

function hasIncident({ visits }: InstanceState, visit: string | null): boolean {
  return visit !== null && Object.hasOwn(visits, visit) && visits[visit]?.incident !== null;
}
