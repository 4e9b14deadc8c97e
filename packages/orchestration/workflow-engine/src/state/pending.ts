import { isEvent, type ProcessModel } from '@plinth/process-model';
import { newestBehaviour } from '../behaviours.ts';
import { ModelIndex } from '../model/model-index.ts';
import { keyWithin } from '../run/listeners.ts';
import { inputsOf } from '../run/mappings-of.ts';
import { Run } from '../run/run.ts';
import { visibleVariables } from '../run/variables.ts';
import type { InstanceState, Visit, Wait } from './instance-state.ts';
import type { StoredValue, StoredVariables } from './stored-value.ts';

/** Work that an instance waits for, as it stands in its state. */
export interface PendingWork {
  readonly visit: string;
  readonly element: string;
  readonly type: string;
  readonly name: string;
  readonly round: number | null;
  readonly settings: StoredVariables;
  /** Stopped by an incident: nobody is to do it until that is resolved. */
  readonly isStopped: boolean;
}

/** What an instance waits for at one of its visits. */
export interface Awaited {
  readonly visit: Visit;
  readonly wait: Wait;
}

/** Everything that an instance waits for, in the order in which it began to. */
export function awaitedIn(state: InstanceState): Awaited[] {
  if (state.status !== 'active') return [];
  return Object.values(state.visits)
    .sort((a, b) => Number(a.id) - Number(b.id))
    .flatMap((visit) => visit.waits.map((wait) => ({ visit, wait })));
}

/** The first visit whose token rests and is to go on; null where none is. */
export function restingVisit(state: InstanceState): string | null {
  return awaitedIn(state).find(({ wait }) => wait.kind === 'continuation')?.visit.id ?? null;
}

/** The priority of the process that an instance runs. */
export function priorityOf(model: ProcessModel, { process }: InstanceState): number {
  return ModelIndex.of(model).process(process)?.priority ?? 0;
}

/** The work that an instance waits for. */
export function pendingWork(model: ProcessModel, state: InstanceState): PendingWork[] {
  const index = ModelIndex.of(model);
  return awaitedIn(state).flatMap(({ visit: { id, element, round, incident }, wait }) => {
    if (wait.kind !== 'work') return [];
    const node = index.node(element);
    const { settings = {} } = wait;
    return [{ visit: id, element, type: node?.type ?? '', name: node?.name ?? '', round, settings, isStopped: incident !== null }];
  });
}

/** What the work of a visit is done with: the inputs of its task, or where it has none of its own every variable that it sees. */
export function workVariables(model: ProcessModel, state: InstanceState, visit: string): StoredVariables {
  const index = ModelIndex.of(model);
  const run = new Run(index, state, { now: '' });
  const found = run.find(visit);
  if (found === null) return {};
  const node = run.node(found);
  const hasInputs = node !== null && 'inputs' in node && inputsOf(run, node).length > 0;
  return hasInputs ? (found.variables ?? {}) : visibleVariables(run, found);
}

/** The key that a message has in what it brings, by the correlation properties of a model (BPMN 2.0.2 §8.4.2); undefined where it has none. */
export function messageKey(model: ProcessModel, name: string, variables: StoredVariables, now: string): StoredValue | undefined {
  const nobody: InstanceState = { process: '', behaviour: newestBehaviour, status: 'active', next: 1, visits: {} };
  return keyWithin(new Run(ModelIndex.of(model), nobody, { now }), name, variables);
}

/** The variables of the instance itself. */
export function instanceVariables(state: InstanceState): StoredVariables {
  return Object.values(state.visits).find(({ parent }) => parent === null)?.variables ?? {};
}

/** How a process can be started by what happens outside of it. */
export interface ProcessStart {
  readonly process: string;
  readonly event: string;
  readonly trigger:
    | { readonly kind: 'message' | 'signal'; readonly name: string }
    | { readonly kind: 'timer'; readonly form: 'date' | 'duration' | 'cycle'; readonly text: string };
}

/** A start event that programs of others start. */
export interface WebhookStart {
  readonly process: string;
  readonly event: string;
  readonly webhook: string;
}

/** The webhooks that start the executable processes of a model. */
export function webhookStartsOf({ processes }: ProcessModel): WebhookStart[] {
  return processes
    .filter(({ isExecutable }) => isExecutable)
    .flatMap(({ id: process, nodes }) =>
      nodes.flatMap((node) =>
        isEvent(node) && node.type === 'startEvent' && node.webhook !== null ? [{ process, event: node.id, webhook: node.webhook }] : [],
      ),
    );
}

/** What starts the executable processes of a model besides somebody who asks for it. */
export function startsOf(model: ProcessModel): ProcessStart[] {
  const index = ModelIndex.of(model);
  return model.processes
    .filter(({ isExecutable }) => isExecutable)
    .flatMap(({ id: process, nodes }) =>
      nodes.flatMap((node): ProcessStart[] => {
        const event = node.id;
        if (node.type === 'receiveTask' && node.instantiates)
          return [{ process, event, trigger: { kind: 'message', name: index.nameOf(node.message) ?? event } }];
        if (!isEvent(node) || node.type !== 'startEvent') return [];
        return node.triggers.flatMap((trigger): ProcessStart[] => {
          if (trigger.kind === 'message')
            return [{ process, event, trigger: { kind: 'message', name: index.nameOf(trigger.message) ?? event } }];
          if (trigger.kind === 'signal')
            return [{ process, event, trigger: { kind: 'signal', name: index.nameOf(trigger.signal) ?? event } }];
          if (trigger.kind === 'timer')
            return [{ process, event, trigger: { kind: 'timer', form: trigger.form, text: trigger.expression.text } }];
          return [];
        });
      }),
    );
}
