import type { Closure } from '@plinth/expression';
import { BoundedCache } from '@plinth/foundation';
import {
  type EventNode,
  type FlowContainer,
  isActivity,
  isContainer,
  isEvent,
  type ModelExpression,
  type NamedDefinition,
  nodesOf,
  type Process,
  type ProcessModel,
  type ProcessNode,
  type SequenceFlow,
  type SubProcessNode,
} from '@plinth/process-model';

/** A process or sub-process with what is asked of it while it runs. */
export interface IndexedContainer {
  readonly id: string;
  readonly container: FlowContainer;
  readonly nodes: ReadonlyMap<string, ProcessNode>;
  readonly eventSubProcesses: readonly SubProcessNode[];
  /** Boundary events by the activity they are attached to. */
  readonly boundary: ReadonlyMap<string, readonly EventNode[]>;
}

const indexes = new WeakMap<ProcessModel, ModelIndex>();
const mostClosures = 2_000;

/** What running asks of a model, made once for each. */
export class ModelIndex {
  readonly flows = new Map<string, SequenceFlow>();
  readonly #nodes = new Map<string, ProcessNode>();
  readonly #containers = new Map<string, IndexedContainer>();
  readonly #processes = new Map<string, Process>();
  readonly #named = new Map<string, NamedDefinition>();
  /** Messages with keys of their own, by the name that they are known by outside. */
  readonly #keyed = new Map<string, NamedDefinition>();
  /** Compiled expressions, by text and names in scope. */
  readonly closures = new BoundedCache<Closure>(mostClosures);

  private constructor(model: ProcessModel) {
    for (const process of model.processes) {
      this.#processes.set(process.id, process);
      this.#add(process.id, process);
      for (const { node } of nodesOf(process)) if (isContainer(node)) this.#add(node.id, node);
    }
    for (const task of model.globalTasks) this.#nodes.set(task.id, task);
    for (const message of model.messages) if (message.key !== undefined) this.#keyed.set(message.code ?? message.name, message);
    for (const each of [...model.messages, ...model.signals, ...model.errors, ...model.escalations]) this.#named.set(each.id, each);
  }

  static of(model: ProcessModel): ModelIndex {
    const known = indexes.get(model);
    if (known !== undefined) return known;
    const made = new ModelIndex(model);
    indexes.set(model, made);
    return made;
  }

  #add(id: string, container: FlowContainer): void {
    for (const node of container.nodes) this.#nodes.set(node.id, node);
    // A flow without an id may be called like one in another container.
    for (const flow of container.flows) this.flows.set(flow.id, flow);
    const nodes = new Map(container.nodes.map((node) => [node.id, node]));
    const attached = container.nodes.filter(isEvent).filter(({ attachedTo }) => attachedTo !== null);
    this.#containers.set(id, {
      id,
      container,
      nodes,
      eventSubProcesses: container.nodes.filter(isContainer).filter(({ isEventSubProcess }) => isEventSubProcess),
      boundary: Map.groupBy(attached, ({ attachedTo }) => attachedTo ?? ''),
    });
  }

  process(id: string): Process | null {
    return this.#processes.get(id) ?? null;
  }

  /** Ids of all processes, for messages about those that are missing. */
  get processIds(): string[] {
    return [...this.#processes.keys()];
  }

  /** How many nodes there are. */
  get size(): number {
    return this.#nodes.size;
  }

  node(id: string): ProcessNode | null {
    return this.#nodes.get(id) ?? null;
  }

  container(id: string): IndexedContainer | null {
    return this.#containers.get(id) ?? null;
  }

  /** What a message, signal, error or escalation is known by outside: the code, else the name. */
  nameOf(reference: string | null): string | null {
    if (reference === null) return null;
    const found = this.#named.get(reference);
    return found?.code ?? found?.name ?? reference;
  }

  /** The code of an error or escalation; null where it has none, or nothing is referred to. */
  codeOf(reference: string | null): string | null {
    return reference === null ? null : (this.#named.get(reference)?.code ?? null);
  }

  /** The key within a message, by the name that it is known by outside; null where it has none of its own. */
  keyWithin(message: string): ModelExpression | null {
    return this.#keyed.get(message)?.key ?? null;
  }

  /** The correlation properties that the key of a message consists of, by the name that it is known by outside; none where it is in no conversation. */
  propertiesOf(message: string): readonly string[] {
    return this.#keyed.get(message)?.properties ?? [];
  }

  /** Compensation boundary events have the handler of their activity. */
  handlerOf(element: string, container: IndexedContainer): ProcessNode | null {
    const event = container.boundary.get(element)?.find(({ triggers }) => triggers.some(({ kind }) => kind === 'compensation'));
    return event?.handler == null ? null : this.node(event.handler);
  }
}

/** Nodes that get a token when a container starts and no start event says otherwise (BPMN 2.0.2 §10.5.2). */
export function nodesWithoutIncoming({ nodes }: FlowContainer): ProcessNode[] {
  return nodes.filter((node) => {
    if (node.incoming.length > 0 || node.type === 'boundaryEvent') return false;
    if (isContainer(node) && node.isEventSubProcess) return false;
    if (isActivity(node) && node.isForCompensation) return false;
    return !(isEvent(node) && node.type === 'intermediateCatchEvent' && node.triggers.some(({ kind }) => kind === 'link'));
  });
}
