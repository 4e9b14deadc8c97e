import type { EventNode, EventTrigger } from '@plinth/process-model';
import type { Visit } from '../state/instance-state.ts';
import { type StoredVariables, toStored } from '../state/stored-value.ts';
import { cancelChildren } from './cancel.ts';
import { cancelTransaction, compensate } from './compensation.ts';
import { finish } from './container.ts';
import { correlate } from './conversation.ts';
import { leave } from './flow.ts';
import { linkTarget } from './join.ts';
import { broadcast } from './listeners.ts';
import type { Run } from './run.ts';
import { Stop } from './stop.ts';
import { catcherOf, letCatch } from './throw-up.ts';
import { evaluateIn, mapped, setVariables, visibleVariables } from './variables.ts';
import { waitsOf } from './waits.ts';

/** A token is at an event: BPMN 2.0.2 §13.5. */
export function beginEvent(run: Run, visit: Visit, node: EventNode): void {
  if (node.type === 'intermediateCatchEvent' && !node.triggers.some(({ kind }) => kind === 'link')) {
    visit.waits = waitsOf(run, visit, node);
    if (visit.waits.length === 0) throw new Stop('no-trigger', 'The event says nothing that it waits for.');
    visit.stage = 'wait';
  } else if (node.type === 'intermediateThrowEvent' || node.type === 'endEvent') throwEvent(run, visit, node);
  else {
    // What a process was started with is there already.
    if (node.type === 'startEvent') setVariables(run, visit, mapped(run, visit, node.outputs));
    leave(run, visit);
  }
}

function throwEvent(run: Run, visit: Visit, node: EventNode): void {
  const payload = node.inputs.length === 0 ? visibleVariables(run, visit) : mapped(run, visit, node.inputs);
  // Everything that may stop it comes before anything that is seen from outside.
  const sent = node.triggers.flatMap((trigger) => messageOf(run, visit, node, trigger, payload));
  const raised = node.triggers.flatMap((trigger) => raisedBy(run, visit, trigger));
  run.effects.push(...sent);
  for (const { name, key } of sent) correlate(run, name, key);
  const signals = node.triggers.flatMap((trigger) => (trigger.kind === 'signal' ? [run.index.nameOf(trigger.signal) ?? node.id] : []));
  for (const name of signals) run.effects.push({ kind: 'signal', element: node.id, name, variables: payload });
  const given = node.inputs.length === 0 ? {} : payload;
  const last = node.triggers.find(({ kind }) => kind === 'terminate' || kind === 'cancel' || kind === 'compensation');
  if (last?.kind === 'compensation') compensate(run, visit, last);
  else if (last?.kind === 'cancel') cancelTransaction(run, visit);
  else if (last?.kind === 'terminate') terminate(run, visit);
  else if (node.triggers.some(({ kind }) => kind === 'link')) followLink(run, visit, node);
  else leave(run, visit);
  for (const name of signals) broadcast(run, name, given);
  for (const found of raised) letCatch(run, found, given);
}

function messageOf(run: Run, visit: Visit, node: EventNode, trigger: EventTrigger, variables: StoredVariables) {
  if (trigger.kind !== 'message') return [];
  const { correlation, message } = trigger;
  const key = correlation === null ? null : toStored(evaluateIn(run, visit, correlation, 'correlation key', variables), 'key');
  return [{ kind: 'message', element: node.id, name: run.index.nameOf(message) ?? node.id, key, variables } as const];
}

/** Who catches an error or escalation. An error that nobody catches stops here; such an escalation is not heard (§10.5.6). */
function raisedBy(run: Run, visit: Visit, trigger: EventTrigger) {
  if (trigger.kind !== 'error' && trigger.kind !== 'escalation') return [];
  const code = run.index.nameOf(trigger.kind === 'error' ? trigger.error : trigger.escalation);
  const found = catcherOf(run, visit, trigger.kind, code);
  if (found === null && trigger.kind === 'error')
    throw new Stop('unhandled-error', `Nothing catches the error ${code ?? 'without a code'}.`);
  return found === null ? [] : [found];
}

/** §13.5.6: everything in the process or sub-process ends at once; a sub-process is then through, the process too. */
function terminate(run: Run, visit: Visit): void {
  const scope = run.frameOf(visit);
  leave(run, visit);
  cancelChildren(run, scope);
  finish(run, scope);
  if (scope.kind === 'process') run.state.status = 'terminated';
}

function followLink(run: Run, visit: Visit, node: EventNode): void {
  const frame = run.frameOf(visit);
  const target = linkTarget(run, frame, node);
  if (target === null) throw new Stop('no-link', 'No link event beside it catches what it throws.');
  run.tell('completed', visit);
  run.remove(visit);
  run.arrivals.push({ parent: frame.id, element: target.id, flow: null });
}
