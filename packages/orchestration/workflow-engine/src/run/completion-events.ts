import type { EventTrigger, LoopCharacteristics } from '@plinth/process-model';
import type { Visit, Wait } from '../state/instance-state.ts';
import { toStored } from '../state/stored-value.ts';
import { happen } from './catch.ts';
import { correlate } from './conversation.ts';
import { broadcast } from './listeners.ts';
import type { Run } from './run.ts';
import { Stop } from './stop.ts';
import { catcherOf, letCatch } from './throw-up.ts';
import { type Besides, evaluateIn, isTrue } from './variables.ts';

type MultiInstance = Extract<LoopCharacteristics, { readonly kind: 'multiInstance' }>;

/**
 * What is thrown as a round of a multiple instance completes, to be caught at the boundary of the activity: BPMN 2.0.2 §10.3.8, tables
 * 10.29 and 10.31. Throws {@link Stop} before anything is seen of it where a condition fails or an error would be caught by nobody.
 */
export function completionEvents(run: Run, frame: Visit, { events }: MultiInstance, counters: Besides, own: Besides): () => void {
  const seen = { ...own, ...counters };
  const thrown = events
    .filter(({ condition }) => condition === null || isTrue(run, frame, condition, 'condition of an event', seen))
    .flatMap(({ triggers }) => triggers.map((trigger) => throwing(run, frame, trigger, { counters, seen })));
  return () => {
    for (const each of thrown) if (run.find(frame.id) === frame) each();
  };
}

/** The counters of the instances, and all that an expression about one of them sees. */
interface Seen {
  readonly counters: Besides;
  readonly seen: Besides;
}

function throwing(run: Run, frame: Visit, trigger: EventTrigger, { counters, seen }: Seen): () => void {
  const { element } = frame;
  const { index } = run;
  if (trigger.kind === 'signal' && trigger.signal === null) return () => throwDefault(run, frame, counters);
  if (trigger.kind === 'signal') {
    const name = index.nameOf(trigger.signal) ?? element;
    return () => {
      run.effects.push({ kind: 'signal', element, name, variables: counters });
      broadcast(run, name, {});
    };
  }
  if (trigger.kind === 'message') {
    const name = index.nameOf(trigger.message) ?? element;
    const { correlation } = trigger;
    const key = correlation === null ? null : toStored(evaluateIn(run, frame, correlation, 'correlation key', seen), 'key');
    return () => {
      run.effects.push({ kind: 'message', element, name, key, variables: counters });
      correlate(run, name, key);
    };
  }
  if (trigger.kind !== 'error' && trigger.kind !== 'escalation')
    throw new Stop('not-runnable', `Multiple instances throw no ${trigger.kind} as they complete.`);
  const code = index.nameOf(trigger.kind === 'error' ? trigger.error : trigger.escalation);
  const catcher = catcherOf(run, frame, trigger.kind, code);
  if (catcher === null && trigger.kind === 'error')
    throw new Stop('unhandled-error', `Nothing catches the error ${code ?? 'without a code'}.`);
  return () => {
    if (catcher !== null) letCatch(run, catcher, {});
  };
}

/** A signal without a name is for the signal events at the boundary that name none, and has the counters of the instances. */
function throwDefault(run: Run, frame: Visit, counters: Besides): void {
  const isMeant = (wait: Wait) => {
    const node = run.index.node(wait.to);
    return (
      wait.kind === 'signal' &&
      node !== null &&
      'triggers' in node &&
      node.triggers.some((each) => each.kind === 'signal' && each.signal === null)
    );
  };
  for (const wait of frame.waits.filter(isMeant)) {
    const node = run.index.node(wait.to);
    // Without mappings they would become variables of the process.
    const isMapped = node !== null && 'outputs' in node && node.outputs.length > 0;
    if (run.find(frame.id) === frame && frame.waits.includes(wait)) happen(run, frame, wait, isMapped ? counters : {});
  }
}
