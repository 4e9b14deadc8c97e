import type { FeelContext } from '@plinth/expression';
import { type EventNode, type EventTrigger, isEvent, type Process, type ProcessModel } from '@plinth/process-model';
import { newInstance } from '../advance.ts';
import { ModelIndex } from '../model/model-index.ts';
import { type AdvanceOptions, Run } from '../run/run.ts';
import { Stop } from '../run/stop.ts';
import { nextRepetition, type TimerWait, timerWait } from '../run/timer.ts';
import { evaluateIn, storedVariables } from '../run/variables.ts';

/** A timer start event that is set. */
export interface StartTimer {
  readonly process: string;
  readonly wait: TimerWait;
}

/** Timers of start events, as if the processes had been published at this moment. One that is no time is not set. */
export function startTimers(model: ProcessModel, process: Process, variables: FeelContext, options: AdvanceOptions): StartTimer[] {
  const at = before(model, process, variables, options);
  return triggersOf(process, 'timer').flatMap(({ event, trigger }): StartTimer[] => {
    const wait = orNothing(() => timerWait(at.run, at.visit, event.id, trigger));
    return wait === null ? [] : [{ process: process.id, wait }];
  });
}

/** The same timer the next time; only a cycle has one. */
export function startTimerAgain({ process, wait }: StartTimer): StartTimer[] {
  const next = nextRepetition(wait);
  return next === null ? [] : [{ process, wait: next }];
}

/** The start event whose condition holds with these variables; null where none does. */
export function conditionalStart(model: ProcessModel, process: Process, variables: FeelContext, options: AdvanceOptions): string | null {
  const at = before(model, process, variables, options);
  const found = triggersOf(process, 'conditional').find(
    ({ trigger }) => orNothing(() => evaluateIn(at.run, at.visit, trigger.condition, 'condition')) === true,
  );
  return found?.event.id ?? null;
}

/** Where expressions can be evaluated before an instance is there. */
function before(model: ProcessModel, { id }: Process, variables: FeelContext, options: AdvanceOptions) {
  const run = new Run(ModelIndex.of(model), newInstance(id), options);
  return { run, visit: run.create(id, null, 'process', { variables: { ...storedVariables(variables) } }) };
}

function triggersOf<Kind extends EventTrigger['kind']>({ nodes }: Process, kind: Kind) {
  return nodes.flatMap((event) =>
    isEvent(event) && event.type === 'startEvent'
      ? event.triggers
          .filter((each): each is Extract<EventTrigger, { readonly kind: Kind }> => each.kind === kind)
          .map((trigger) => ({ event: event as EventNode, trigger }))
      : [],
  );
}

/** What cannot be known before anything is there starts nothing. */
function orNothing<Value>(look: () => Value): Value | null {
  try {
    return look();
  } catch (error) {
    if (error instanceof Stop) return null;
    throw error;
  }
}
