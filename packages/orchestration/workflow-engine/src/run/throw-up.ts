import type { EventNode } from '@plinth/process-model';
import type { Visit } from '../state/instance-state.ts';
import type { StoredVariables } from '../state/stored-value.ts';
import { boundaryHappens, startHappens } from './catch.ts';
import type { Run } from './run.ts';

/** An event that catches, with the visit it belongs to: the activity of a boundary event, the frame of an event sub-process. */
export interface Catcher {
  readonly visit: string;
  readonly event: EventNode;
}

/**
 * The nearest that catches an error or escalation, from the inside out: the boundary of the activity, then event sub-processes of
 * what it stands in, and so on, also out of a called process (BPMN 2.0.2 §10.5.6).
 */
export function catcherOf(run: Run, from: Visit, kind: 'error' | 'escalation', code: string | null): Catcher | null {
  for (let at = from; at.parent !== null; at = run.visit(at.parent)) {
    const parent = run.visit(at.parent);
    if (parent.container === null || at.kind === 'round') continue;
    const { boundary, eventSubProcesses } = run.containerOf(parent);
    const attached = best(run, boundary.get(at.element) ?? [], kind, code);
    if (attached !== null) return { visit: at.id, event: attached };
    // What goes wrong in an event sub-process is for those around it, not for its siblings.
    if (eventSubProcesses.some(({ id }) => id === at.element)) continue;
    const starts = eventSubProcesses.flatMap(({ nodes }) => nodes.filter((node): node is EventNode => node.type === 'startEvent'));
    const start = best(run, starts, kind, code);
    if (start !== null) return { visit: parent.id, event: start };
  }
  return null;
}

/** One that names the code comes before one that names none or an error or escalation without a code, which catches any (tables 8.40, 8.41). */
function best(run: Run, events: readonly EventNode[], kind: 'error' | 'escalation', code: string | null): EventNode | null {
  let general: EventNode | null = null;
  for (const event of events) {
    for (const trigger of event.triggers) {
      if (trigger.kind !== kind) continue;
      const caught = trigger.kind === 'error' ? trigger.error : trigger.escalation;
      if (code !== null && run.index.nameOf(caught) === code) return event;
      const isForAny = run.behaves('codelessCatchesAny') ? run.index.codeOf(caught) === null : caught === null;
      if (isForAny) general ??= event;
    }
  }
  return general;
}

/** Lets it happen, where what it belongs to is still there. */
export function letCatch(run: Run, { visit, event }: Catcher, payload: StoredVariables): void {
  const found = run.find(visit);
  if (found === null) return;
  if (event.type === 'boundaryEvent') boundaryHappens(run, found, event, payload);
  else startHappens(run, found, event, payload);
}
