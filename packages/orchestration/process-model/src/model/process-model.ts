import type { ProcessNode } from './process-node.ts';

/** What a BPMN document says about running it: plain JSON, derived from the document and never written back. */
export interface ProcessModel {
  /** Of the `definitions` element; empty where it has none. */
  readonly id: string;
  readonly namespace: string;
  readonly processes: readonly Process[];
  /** Tasks that call activities refer to, by id. */
  readonly globalTasks: readonly ProcessNode[];
  readonly messages: readonly NamedDefinition[];
  readonly signals: readonly NamedDefinition[];
  readonly errors: readonly NamedDefinition[];
  readonly escalations: readonly NamedDefinition[];
}

/** A message, signal, error or escalation; what arrives is compared by its code, else by its name. */
export interface NamedDefinition {
  readonly id: string;
  readonly name: string;
  /** `errorCode` or `escalationCode`; null for messages, signals, and where there is none. */
  readonly code: string | null;
  /** Of a message with correlation properties: the key that is within it, where it comes without one. */
  readonly key?: ModelExpression;
  /** The correlation properties that its key consists of, in their order, where correlation keys of conversations have them (BPMN 2.0.2 §8.4.2). */
  readonly properties?: readonly string[];
}

/** Nodes and flows of a process or sub-process. */
export interface FlowContainer {
  readonly nodes: readonly ProcessNode[];
  readonly flows: readonly SequenceFlow[];
  /** Names of its data objects and properties: variables that are null until they are set. */
  readonly data: readonly string[];
}

export interface Process extends FlowContainer {
  readonly id: string;
  readonly name: string;
  /** False where the document says so: drawn, not meant to run. */
  readonly isExecutable: boolean;
  /** What has more is done first where there is more to be done than can be: `plinth:priority`, 0 where nothing is said. */
  readonly priority: number;
}

export interface SequenceFlow {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly target: string;
  readonly condition: ModelExpression | null;
}

/** FEEL text as the document has it, without the `=` that some tools write before it. */
export interface ModelExpression {
  readonly text: string;
  /** The language that the document names for it; null where none is named. */
  readonly language: string | null;
}
