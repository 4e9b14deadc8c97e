import { type ActivityNode, type EventNode, type GatewayNode, isEvent, type ModelExpression } from '@plinth/process-model';
import type { Visit, Wait } from '../state/instance-state.ts';
import { toStored } from '../state/stored-value.ts';
import { conversationOf, keyInConversation } from './conversation.ts';
import type { Run } from './run.ts';
import { Stop } from './stop.ts';
import { timerWait } from './timer.ts';
import { evaluateIn } from './variables.ts';

interface AwaitedMessage {
  readonly message: string | null;
  readonly correlation: ModelExpression | null;
}

/** What an event waits for; errors, escalations, compensation and cancellation look for their catcher themselves. */
export function waitsOf(run: Run, visit: Visit, event: EventNode): Wait[] {
  return event.triggers.flatMap((trigger): Wait[] => {
    switch (trigger.kind) {
      case 'message':
        return [messageWait(run, visit, event.id, trigger)];
      case 'signal':
        return [{ kind: 'signal', to: event.id, name: run.index.nameOf(trigger.signal) ?? event.id }];
      case 'timer':
        return [timerWait(run, visit, event.id, trigger)];
      case 'conditional':
        // It may hold already.
        run.hasChanges = true;
        return [{ kind: 'conditional', to: event.id, wasTrue: false }];
      default:
        return [];
    }
  });
}

/** A message is known by its name, or where there is none by the element that waits. */
export function messageWait(run: Run, visit: Visit, to: string, { message, correlation }: AwaitedMessage): Wait {
  const name = run.index.nameOf(message) ?? to;
  if (correlation !== null)
    return { kind: 'message', to, name, key: toStored(evaluateIn(run, visit, correlation, 'correlation key'), 'key') };
  if (conversationOf(run, name).length === 0) return { kind: 'message', to, name, key: null };
  return { kind: 'message', to, name, key: keyInConversation(run, name), isOfConversation: true };
}

/** Boundary events listen from when their activity begins. */
export function waitAtBoundary(run: Run, visit: Visit, { id }: ActivityNode): void {
  const parent = run.visit(visit.parent ?? '');
  if (parent.container === null) return;
  const events = run.containerOf(parent).boundary.get(id) ?? [];
  visit.waits = events.flatMap((event) => waitsOf(run, visit, event));
}

/** Event sub-processes listen as long as what they stand in runs. */
export function waitForEventSubProcesses(run: Run, visit: Visit): void {
  const starts = run
    .containerOf(visit)
    .eventSubProcesses.flatMap(({ nodes }) => nodes.filter(isEvent).filter(({ type }) => type === 'startEvent'));
  visit.waits.push(...starts.flatMap((start) => waitsOf(run, visit, start)));
}

/** An event-based gateway waits for what its branches begin with: BPMN 2.0.2 §13.4.4. */
export function waitForBranches(run: Run, visit: Visit, { outgoing }: GatewayNode): void {
  visit.waits = outgoing.flatMap((flow) => {
    const target = run.index.node(run.index.flows.get(flow)?.target ?? '');
    if (target === null) return [];
    if (isEvent(target)) return waitsOf(run, visit, target);
    return target.type === 'receiveTask' ? [messageWait(run, visit, target.id, { ...target, message: target.message ?? target.id })] : [];
  });
  if (visit.waits.length === 0) throw new Stop('no-trigger', 'None of the branches begins with an event.');
  visit.stage = 'wait';
}
