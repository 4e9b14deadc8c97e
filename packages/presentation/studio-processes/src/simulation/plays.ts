import { toJson } from '@plinth/expression';
import type { JsonObject, JsonValue } from '@plinth/foundation';
import { isEvent, type ProcessModel, type ProcessNode } from '@plinth/process-model';
import { fromStored, mainProcess, type Simulated, type Waiting } from '@plinth/workflow-engine';

/** Something that can happen at an element of a simulation, because it waits for it. */
export interface Play {
  readonly kind: 'start' | 'complete' | 'message' | 'signal' | 'timer' | 'activate' | 'resolve';
  /** Key of the element. */
  readonly element: string;
  /** Of a message or signal, or the moment of a timer; empty for what has none. */
  readonly name: string;
  /** That the message must have. */
  readonly key?: JsonValue;
  readonly round?: number;
  /** Where several are under way. */
  readonly instance?: number;
}

/** How work ends that is not simply done. */
export type OtherEnd = 'fail' | 'error' | 'escalation';

/** What can begin a process besides its only plain start event, which begins it by itself. */
export function startPlays(model: ProcessModel): readonly Play[] {
  const nodes = mainProcess(model)?.nodes ?? [];
  const starts = nodes.filter(isEvent).filter(({ type }) => type === 'startEvent');
  const [only] = starts;
  if (starts.length === 1 && only?.triggers.length === 0) return [];
  if (starts.length > 0) return starts.map(({ id }) => ({ kind: 'start', element: id, name: '' }));
  const nameOf = (id: string | null, otherwise: string) => model.messages.find((message) => message.id === id)?.name ?? id ?? otherwise;
  const heard = (node: ProcessNode): Play[] => {
    if (node.type === 'receiveTask') return [{ kind: 'message', element: node.id, name: nameOf(node.message, node.id) }];
    if (!isEvent(node)) return [];
    return node.triggers.flatMap((trigger): Play[] =>
      trigger.kind === 'message' ? [{ kind: 'message', element: node.id, name: nameOf(trigger.message, node.id) }] : [],
    );
  };
  return nodes.flatMap((node) => {
    if (node.type === 'receiveTask' && node.instantiates) return heard(node);
    if (node.type !== 'eventBasedGateway' || node.instantiates === 'no') return [];
    return nodes.filter(({ incoming }) => incoming.some((flow) => node.outgoing.includes(flow))).flatMap(heard);
  });
}

/** What can happen next, each once. */
export function playsOf({ outcomes }: Simulated): readonly Play[] {
  const isOneOf = outcomes.filter(({ status }) => status === 'active').length > 1;
  const plays = outcomes.flatMap(({ instance, waiting, incidents }) => [
    ...waiting.flatMap((wait) => playOf(wait, isOneOf ? { instance } : {})),
    ...incidents.map(({ element }): Play => ({ kind: 'resolve', element, name: '', ...(isOneOf ? { instance } : {}) })),
  ]);
  return [...new Map(plays.map((play) => [JSON.stringify(play), play])).values()];
}

function playOf({ element, for: what, name = '', due = '', key, round }: Waiting, of: Pick<Play, 'instance'>): Play[] {
  const target = { ...(round === undefined ? {} : { round }), ...of };
  switch (what) {
    case 'work':
      return [{ kind: 'complete', element, name: '', ...target }];
    case 'message':
      return [{ kind: 'message', element, name, ...(key === undefined ? {} : { key: toJson(fromStored(key)) }) }];
    case 'signal':
      return [{ kind: 'signal', element, name }];
    case 'timer':
      return [{ kind: 'timer', element, name: due }];
    case 'activation':
      return [{ kind: 'activate', element, name: '', ...target }];
    default:
      return [];
  }
}

/** A play as a step of a script; a start is none. */
export function stepOf({ kind, element, name, key, round, instance }: Play, variables: JsonObject = {}): JsonObject | null {
  const target = { ...(round === undefined ? {} : { round }), ...(instance === undefined ? {} : { instance }) };
  const given: JsonObject = Object.keys(variables).length === 0 ? {} : { variables };
  switch (kind) {
    case 'start':
      return null;
    case 'complete':
      return { complete: element, ...target, ...given };
    case 'resolve':
      return { resolve: element, ...target, ...given };
    case 'activate':
      return { activate: element, ...target };
    case 'message':
      return { message: name, ...(key === undefined ? {} : { key }), ...given };
    case 'signal':
      return { signal: name, ...given };
    case 'timer':
      return { time: name };
  }
}

/** Work that ends otherwise, as a step of a script. */
export function otherEndOf({ element, round, instance }: Play, end: OtherEnd, words: string, variables: JsonObject = {}): JsonObject {
  const target = { ...(round === undefined ? {} : { round }), ...(instance === undefined ? {} : { instance }) };
  return { in: element, [end]: words, ...target, ...(Object.keys(variables).length === 0 ? {} : { variables }) };
}
