import { type FlowContainer, isContainer, isEvent, nodesOf, type ProcessModel, type ProcessNode } from '@plinth/process-model';
import { ModelIndex } from '../model/model-index.ts';
import type { Completed, InstanceState, Visit, Wait } from './instance-state.ts';

/** Why an instance cannot go on by another version of its model, at one of its visits. */
export interface MoveProblem {
  readonly visit: string;
  readonly element: string;
  readonly reason: string;
}

/**
 * What keeps an instance from going on by another version; empty where it means the same there. Wherever it stands, the elements are
 * there, of their types, in their places, and hear what they heard: a state is moved as it is, never guessed into shape.
 */
export function problemsOfMove(from: ProcessModel, to: ProcessModel, state: InstanceState): MoveProblem[] {
  const [before, after] = [from, to].map((model) => ({ index: ModelIndex.of(model), places: placesIn(model) }));
  if (before === undefined || after === undefined) return [];
  return Object.values(state.visits).flatMap((visit) => {
    const reasons = [
      ...elementReasons(visit, before, after),
      ...visit.waits.flatMap((wait) => [...eventReasons(wait.to, visit, before, after), ...nameReasons(wait, after)]),
      ...joinReasons(visit, after),
      ...completedReasons(visit.done, before, after),
      ...unheardReasons(visit, before, after),
    ];
    return [...new Set(reasons)].map((reason) => ({ visit: visit.id, element: visit.element, reason }));
  });
}

interface Version {
  readonly index: ModelIndex;
  /** The process or sub-process of each node. */
  readonly places: ReadonlyMap<string, string>;
}

function placesIn(model: ProcessModel): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  const add = (id: string, { nodes }: FlowContainer) => {
    for (const node of nodes) places.set(node.id, id);
  };
  for (const process of model.processes) {
    add(process.id, process);
    for (const { node } of nodesOf(process)) if (isContainer(node)) add(node.id, node);
  }
  return places;
}

function elementReasons({ element, container, rounds }: Visit, before: Version, after: Version): string[] {
  if (before.index.process(element) !== null) return after.index.process(element) === null ? [`the process ${element} is gone`] : [];
  const reasons = sameNode(element, before, after);
  if (reasons.length > 0) return reasons;
  if (container !== null && after.index.container(container) === null) return [`${container}, which it runs, is gone`];
  const [was, is] = [before, after].map(({ index }) => loopOf(index.node(element)));
  return rounds !== null && was !== is ? [`${element} is repeated in another way`] : [];
}

function loopOf(node: ProcessNode | null): string {
  if (node === null || !('loop' in node) || node.loop === null) return 'once';
  return node.loop.kind === 'standard' ? 'loop' : node.loop.isSequential ? 'one after the other' : 'side by side';
}

function sameNode(element: string, before: Version, after: Version): string[] {
  const [was, is] = [before.index.node(element), after.index.node(element)];
  if (is === null) return [`${element} is gone`];
  if (was !== null && was.type !== is.type) return [`${element} was ${was.type} and is ${is.type}`];
  return before.places.get(element) === after.places.get(element) ? [] : [`${element} stands elsewhere`];
}

/** What is awaited is awaited by the same event, in the same way. */
function eventReasons(event: string, visit: Visit, before: Version, after: Version): string[] {
  if (event === visit.element) return [];
  const reasons = sameNode(event, before, after);
  if (reasons.length > 0) return reasons;
  const [was, is] = [before, after].map(({ index }) => heardBy(index.node(event)));
  return was === is ? [] : [`${event} waits for something else`];
}

/** It goes on to wait for the name that it knows; what is sent by the new version would not reach it. */
function nameReasons(wait: Wait, { index }: Version): string[] {
  if (wait.kind !== 'message' && wait.kind !== 'signal') return [];
  const node = index.node(wait.to);
  if (node === null) return [];
  const names = namesHeard(node, wait.kind).map((reference) => index.nameOf(reference) ?? node.id);
  // Where it hears nothing of the kind at all, that is said already.
  if (names.length === 0 || names.includes(wait.name)) return [];
  return [`${node.id} waits for the ${wait.kind} ${names.join(', ')} now, not for ${wait.name}`];
}

function namesHeard(node: ProcessNode, kind: 'message' | 'signal'): (string | null)[] {
  if (isEvent(node))
    return node.triggers.flatMap((trigger) =>
      trigger.kind === 'message' && kind === 'message'
        ? [trigger.message]
        : trigger.kind === 'signal' && kind === 'signal'
          ? [trigger.signal]
          : [],
    );
  return node.type === 'receiveTask' && kind === 'message' ? [node.message] : [];
}

function heardBy(node: ProcessNode | null): string {
  return node !== null && isEvent(node) ? JSON.stringify([node.attachedTo, node.triggers.map(({ kind }) => kind)]) : '';
}

/** Tokens that wait at a join came over flows that lead there still. */
function joinReasons({ held, resetting }: Visit, { index }: Version): string[] {
  const flows = [
    ...Object.entries(held).flatMap(([node, byFlow]) => Object.keys(byFlow).map((flow) => [node, flow] as const)),
    ...Object.entries(resetting).flatMap(([node, ids]) => ids.map((flow) => [node, flow] as const)),
  ];
  return flows.filter(([node, flow]) => index.flows.get(flow)?.target !== node).map(([node, flow]) => `${flow} leads no longer to ${node}`);
}

function completedReasons(done: readonly Completed[], before: Version, after: Version): string[] {
  return done.flatMap(({ element, done: within }) => [
    ...(after.index.node(element) === null
      ? [`${element}, which could be compensated, is gone`]
      : isCompensated(element, before) && !isCompensated(element, after)
        ? [`the compensation of ${element} is gone`]
        : []),
    ...completedReasons(within, before, after),
  ]);
}

function isCompensated(element: string, { index, places }: Version): boolean {
  const container = index.container(places.get(element) ?? '');
  return container !== null && index.handlerOf(element, container) !== null;
}

const heardKinds: ReadonlySet<string> = new Set(['message', 'signal', 'timer', 'conditional']);

/** Boundary events that are new would not be heard, for what an activity listens for is decided when it begins. */
function unheardReasons(visit: Visit, before: Version, after: Version): string[] {
  if (visit.kind !== 'node') return [];
  const eventsOf = ({ index, places }: Version) => index.container(places.get(visit.element) ?? '')?.boundary.get(visit.element) ?? [];
  const known = new Set(eventsOf(before).map(({ id }) => id));
  return eventsOf(after)
    .filter(({ id, triggers }) => !known.has(id) && triggers.some(({ kind }) => heardKinds.has(kind)))
    .map(({ id }) => `${id} is new and would not be heard`);
}
