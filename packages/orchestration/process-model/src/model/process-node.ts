import type { EventTrigger } from './event-trigger.ts';
import type { FlowContainer, ModelExpression } from './process-model.ts';

interface NodeBase {
  readonly id: string;
  readonly name: string;
  /** Ids of sequence flows, in the order of the document. */
  readonly incoming: readonly string[];
  readonly outgoing: readonly string[];
  /** Where a token rests until what came before is kept: before the node begins, and when it is through. */
  readonly isAsyncBefore: boolean;
  readonly isAsyncAfter: boolean;
}

export interface EventNode extends NodeBase {
  readonly type: 'startEvent' | 'endEvent' | 'intermediateCatchEvent' | 'intermediateThrowEvent' | 'boundaryEvent';
  /** None for a plain start, end or milestone; several for a multiple event. */
  readonly triggers: readonly EventTrigger[];
  /** All triggers must come before it happens. */
  readonly isParallelMultiple: boolean;
  /** A boundary event that cancels its activity, a start event that cancels the scope around its event sub-process. */
  readonly isInterrupting: boolean;
  /** The activity of a boundary event. */
  readonly attachedTo: string | null;
  /** The activity that a compensation boundary event is associated with. */
  readonly handler: string | null;
  /** What a message start event is called by programs of others that start it: `plinth:webhook`; null where none do. */
  readonly webhook: string | null;
  /** Values of a caught message into variables. */
  readonly outputs: readonly DataMapping[];
  readonly inputs: readonly DataMapping[];
}

export interface GatewayNode extends NodeBase {
  readonly type: 'exclusiveGateway' | 'inclusiveGateway' | 'parallelGateway' | 'eventBasedGateway' | 'complexGateway';
  /** The flow that is taken where no condition is true. */
  readonly defaultFlow: string | null;
  /** Of a complex gateway. */
  readonly activation: ModelExpression | null;
  /** Of an event-based gateway: what starts the process. */
  readonly instantiates: 'no' | 'exclusive' | 'parallel';
}

interface ActivityBase extends NodeBase {
  readonly defaultFlow: string | null;
  readonly isForCompensation: boolean;
  readonly startQuantity: number;
  readonly completionQuantity: number;
  readonly loop: LoopCharacteristics | null;
  readonly inputs: readonly DataMapping[];
  readonly outputs: readonly DataMapping[];
  /** Both as instances have them that take the lists of a multiple instance for data of each round; absent where it names no such list. */
  readonly former?: { readonly inputs: readonly DataMapping[]; readonly outputs: readonly DataMapping[] };
}

export interface TaskNode extends ActivityBase {
  readonly type: 'task' | 'userTask' | 'manualTask' | 'serviceTask' | 'scriptTask' | 'businessRuleTask' | 'sendTask' | 'receiveTask';
  readonly script: ModelExpression | null;
  /** The variable that takes the result of a script or decision; null where a context's entries become variables. */
  readonly resultVariable: string | null;
  /** The decision a business rule task asks: `plinth:decision`. */
  readonly decision: string | null;
  /** Id of the message that is sent or awaited. */
  readonly message: string | null;
  /** What a message must have as its key to be the awaited one: `plinth:correlationKey`. */
  readonly correlation: ModelExpression | null;
  /** A receive task that starts the process. */
  readonly instantiates: boolean;
  /** Who does it and how, by the names of Plinth's own attributes: `candidateRoles`, `topic`. Text, or FEEL behind `=`. */
  readonly settings: Readonly<Record<string, string>>;
  /** Key of the page that is the form of a user task: `plinth:page`. */
  readonly page: string | null;
  /** The member who does it, the groups and members who may: `plinth:assignee`, `plinth:candidates`. */
  readonly assignee: ModelExpression | null;
  readonly candidates: ModelExpression | null;
  /** Until when: `plinth:due`. */
  readonly due: ModelExpression | null;
  /** How often a failed task is tried again: `plinth:retries`. */
  readonly retries: number | null;
  /** How much work of its topic is held at once at most: `plinth:atOnce`. */
  readonly atOnce: number | null;
}

export interface SubProcessNode extends ActivityBase, FlowContainer {
  readonly type: 'subProcess' | 'transaction' | 'adHocSubProcess';
  readonly isEventSubProcess: boolean;
  readonly adHoc: AdHoc | null;
}

/** How the activities of an ad-hoc sub-process are run. */
export interface AdHoc {
  readonly isSequential: boolean;
  readonly completion: ModelExpression | null;
  readonly cancelsRemaining: boolean;
}

export interface CallActivityNode extends ActivityBase {
  readonly type: 'callActivity';
  /** Id of a process or global task, perhaps of another document; null where none is named. */
  readonly called: string | null;
}

export type ActivityNode = TaskNode | SubProcessNode | CallActivityNode;
export type ProcessNode = EventNode | GatewayNode | ActivityNode;

/** `to` takes the value of `from` when the activity begins (inputs) or ends (outputs). */
export interface DataMapping {
  readonly from: ModelExpression;
  /** Its text is the name of a variable, whatever FEEL would make of that: `2nd offer`; FEEL where absent. */
  readonly isName?: boolean;
  readonly to: string;
  /** The part of `to` that takes it, by the names of its entries from the outside in; all of it where absent. */
  readonly path?: readonly string[];
  /** With a `path`: the name of all of it, which instances set that began before parts were known. */
  readonly whole?: string;
}

export type LoopCharacteristics =
  | {
      readonly kind: 'standard';
      readonly condition: ModelExpression | null;
      readonly isTestedBefore: boolean;
      readonly maximum: number | null;
    }
  | {
      readonly kind: 'multiInstance';
      readonly isSequential: boolean;
      readonly cardinality: ModelExpression | null;
      /** FEEL of the list whose items the instances get. */
      readonly collection: ModelExpression | null;
      readonly item: string | null;
      readonly outputCollection: string | null;
      /** What each round adds to the output collection: the name of a variable, or FEEL behind `=`. */
      readonly outputItem: string | null;
      /** Each round has the variable of that name for itself: BPMN's `outputDataItem`. */
      readonly isOutputOwn: boolean;
      readonly completion: ModelExpression | null;
      /** What is thrown as instances complete. */
      readonly events: readonly CompletionEvent[];
    };

/** An event that a multiple instance throws when one of its instances completes: BPMN 2.0.2 §10.3.8. */
export interface CompletionEvent {
  /** Over the counters of the instances; null for each of them. */
  readonly condition: ModelExpression | null;
  /** A signal without a name where the document names no event. */
  readonly triggers: readonly EventTrigger[];
}

export function isActivity(node: ProcessNode): node is ActivityNode {
  return 'loop' in node;
}

export function isContainer(node: ProcessNode): node is SubProcessNode {
  return 'nodes' in node;
}

export function isEvent(node: ProcessNode): node is EventNode {
  return 'triggers' in node;
}

export function isGateway(node: ProcessNode): node is GatewayNode {
  return 'activation' in node;
}
