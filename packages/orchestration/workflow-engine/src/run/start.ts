import { isEvent, type Process, type ProcessNode } from '@plinth/process-model';
import { processErrors } from '../errors.ts';
import { nodesWithoutIncoming } from '../model/model-index.ts';
import type { Stimulus } from '../state/stimulus.ts';
import type { StoredVariables } from '../state/stored-value.ts';
import { begin } from './begin.ts';
import { happen } from './catch.ts';
import { openContainer, startContainer } from './container.ts';
import { correlate } from './conversation.ts';
import { keyWithin } from './listeners.ts';
import type { Run } from './run.ts';
import { setOwn, storedVariables } from './variables.ts';
import { waitForBranches } from './waits.ts';

type Start = Extract<Stimulus, { readonly kind: 'start' }>;

/** An instance begins: BPMN 2.0.2 §13.2, §13.5.1. Throws `process.no-start` where nothing starts that way. */
export function startInstance(run: Run, process: Process, stimulus: Start): void {
  const how = startOf(run, process, stimulus);
  const instance = run.create(process.id, null, 'process', { container: process.id, variables: {} });
  const given = storedVariables(stimulus.variables);
  for (const [name, value] of Object.entries(given)) setOwn(run, instance, name, value);
  if (stimulus.message !== undefined) correlate(run, stimulus.message, keyWithin(run, stimulus.message, given));
  run.tell('entered', instance);
  run.attempt(instance, () => {
    openContainer(run, instance);
    if (how === null) return startContainer(run, instance);
    if (how.type !== 'eventBasedGateway') {
      const visit = run.create(how.id, instance.id, 'node');
      if (how.type !== 'receiveTask') return begin(run, visit);
      // The message that starts it is the one it waits for.
      begin(run, visit);
      const wait = visit.waits.find(({ kind, to }) => kind === 'message' && to === how.id);
      if (wait !== undefined) happen(run, visit, wait, given);
      return;
    }
    startAtGateway(run, instance.id, how, stimulus, given);
  });
}

/** The node that the first token is for; null for plain start events and nodes without incoming flows. */
function startOf(run: Run, process: Process, { event, message, signal }: Start): ProcessNode | null {
  const starts = process.nodes.filter(isEvent).filter(({ type }) => type === 'startEvent');
  const refuse = (how: string, suggestion: string) => processErrors.noStart({ process: process.id, how, suggestion });
  if (event !== undefined) {
    const found = starts.find(({ id }) => id === event);
    if (found === undefined) throw refuse(`by ${event}`, `Its start events: ${starts.map(({ id }) => id).join(', ') || 'none'}.`);
    return found;
  }
  if (message !== undefined || signal !== undefined) {
    const isMeant = (node: ProcessNode) => (isEvent(node) ? triggeredBy(run, node, message, signal) : receives(run, node, message));
    const found =
      starts.find(isMeant) ??
      process.nodes.find((node) => node.type === 'receiveTask' && node.instantiates && isMeant(node)) ??
      process.nodes.find((node) => node.type === 'eventBasedGateway' && node.instantiates !== 'no' && targetsOf(run, node).some(isMeant));
    if (found === undefined) throw refuse(`by ${message ?? signal}`, 'None of its start events waits for that.');
    return found;
  }
  const plain = starts.filter(({ triggers }) => triggers.length === 0);
  const [first] = plain;
  if (plain.length > 1) throw refuse('without saying how', `Name one of its start events: ${plain.map(({ id }) => id).join(', ')}.`);
  if (first === undefined && starts.length > 0)
    throw refuse('without an event', `Name one of its start events: ${starts.map(({ id }) => id).join(', ')}.`);
  const instantiating = process.nodes.filter(instantiates);
  // What begins by a message alone is not begun without one.
  if (starts.length === 0 && instantiating.length > 0 && nodesWithoutIncoming(process).every(instantiates))
    throw refuse('without an event', `It begins by what ${instantiating.map(({ id }) => id).join(', ')} waits for.`);
  return first ?? null;
}

function instantiates(node: ProcessNode): boolean {
  return 'instantiates' in node && node.instantiates !== false && node.instantiates !== 'no';
}

function triggeredBy(run: Run, node: ProcessNode, message?: string, signal?: string): boolean {
  if (!isEvent(node)) return false;
  return node.triggers.some(
    (trigger) =>
      (trigger.kind === 'message' && message !== undefined && (run.index.nameOf(trigger.message) ?? node.id) === message) ||
      (trigger.kind === 'signal' && signal !== undefined && (run.index.nameOf(trigger.signal) ?? node.id) === signal),
  );
}

function receives(run: Run, node: ProcessNode, message?: string): boolean {
  return node.type === 'receiveTask' && message !== undefined && (run.index.nameOf(node.message) ?? node.id) === message;
}

function targetsOf(run: Run, { outgoing }: ProcessNode): ProcessNode[] {
  return outgoing.flatMap((flow) => run.index.node(run.index.flows.get(flow)?.target ?? '') ?? []);
}

/** §10.6.6: the first event starts the process; with a parallel gateway the instance waits for all others too. */
function startAtGateway(run: Run, instance: string, gateway: ProcessNode, { message, signal }: Start, given: StoredVariables): void {
  if (gateway.type !== 'eventBasedGateway') return;
  const visit = run.create(gateway.id, instance, 'node');
  run.tell('entered', visit);
  waitForBranches(run, visit, gateway);
  const { waits } = visit;
  const first = waits.find((wait) => 'name' in wait && wait.name === (message ?? signal));
  if (first === undefined) return;
  happen(run, visit, first, given);
  if (gateway.instantiates !== 'parallel') return;
  for (const { to } of waits) if (to !== first.to) run.arrivals.push({ parent: instance, element: to, flow: null });
}
