import type { EventTrigger, ProcessNode } from '@plinth/process-model';

export type TriggerKind = EventTrigger['kind'];

/** What can be put on the diagram: an element of BPMN, with the trigger of an event. */
export interface ElementKind {
  readonly type: ProcessNode['type'];
  /** Of events; null for plain ones. */
  readonly trigger: TriggerKind | null;
  /** Only on the border of an activity or at the start of an event sub-process: it goes on beside what it interrupts not. */
  readonly isNonInterrupting?: boolean;
  /** A sub-process that an event starts. */
  readonly isEventSubProcess?: boolean;
}

export type KindGroup = 'start' | 'activity' | 'gateway' | 'intermediate' | 'end' | 'boundary';

const of = (type: ProcessNode['type'], ...triggers: readonly (TriggerKind | null)[]): ElementKind[] =>
  triggers.map((trigger) => ({ type, trigger }));
const plain = (...types: readonly ProcessNode['type'][]): ElementKind[] => types.map((type) => ({ type, trigger: null }));

/** Everything that runs, by where it is offered (BPMN 2.0.2 table 10.93). */
export const kindsByGroup: Readonly<Record<KindGroup, readonly ElementKind[]>> = {
  start: of('startEvent', null, 'message', 'timer', 'signal', 'conditional'),
  activity: [
    ...plain(
      'userTask',
      'serviceTask',
      'businessRuleTask',
      'scriptTask',
      'sendTask',
      'receiveTask',
      'manualTask',
      'task',
      'callActivity',
      'subProcess',
      'transaction',
      'adHocSubProcess',
    ),
    { type: 'subProcess', trigger: null, isEventSubProcess: true },
  ],
  gateway: plain('exclusiveGateway', 'parallelGateway', 'inclusiveGateway', 'eventBasedGateway', 'complexGateway'),
  intermediate: [
    ...of('intermediateCatchEvent', 'timer', 'message', 'signal', 'conditional', 'link'),
    ...of('intermediateThrowEvent', null, 'message', 'signal', 'escalation', 'link', 'compensation'),
  ],
  end: of('endEvent', null, 'message', 'signal', 'error', 'escalation', 'terminate', 'cancel', 'compensation'),
  boundary: [
    ...of('boundaryEvent', 'timer', 'error', 'message', 'signal', 'escalation', 'conditional', 'compensation', 'cancel'),
    ...(['timer', 'message', 'signal', 'escalation', 'conditional'] as const).map(
      (trigger): ElementKind => ({ type: 'boundaryEvent', trigger, isNonInterrupting: true }),
    ),
  ],
};

/** What can start an event sub-process besides {@link kindsByGroup}. */
export const eventSubProcessStarts: readonly ElementKind[] = of('startEvent', 'error', 'escalation', 'compensation');

/** Tells kinds apart. */
export function kindId({ type, trigger, isNonInterrupting = false, isEventSubProcess = false }: ElementKind): string {
  return [type, trigger ?? '', isNonInterrupting ? 'beside' : '', isEventSubProcess ? 'event' : ''].filter((part) => part !== '').join('-');
}

/** The kind of a node as it is. */
export function kindOf(node: ProcessNode): ElementKind {
  if ('triggers' in node) {
    const [trigger] = node.triggers;
    const isBeside = !node.isInterrupting && (node.type === 'boundaryEvent' || node.type === 'startEvent');
    return { type: node.type, trigger: trigger?.kind ?? null, ...(isBeside ? { isNonInterrupting: true } : {}) };
  }
  const isEvent = 'isEventSubProcess' in node && node.isEventSubProcess;
  return { type: node.type, trigger: null, ...(isEvent ? { isEventSubProcess: true } : {}) };
}

export function groupOf({ type }: ElementKind): KindGroup {
  if (type === 'startEvent') return 'start';
  if (type === 'endEvent') return 'end';
  if (type === 'boundaryEvent') return 'boundary';
  if (type === 'intermediateCatchEvent' || type === 'intermediateThrowEvent') return 'intermediate';
  return type.endsWith('Gateway') ? 'gateway' : 'activity';
}

export function isSubProcess({ type }: Pick<ElementKind, 'type'>): boolean {
  return type === 'subProcess' || type === 'transaction' || type === 'adHocSubProcess';
}

/** How large a new one is drawn, in pixels. */
export function sizeOf(kind: ElementKind): { readonly width: number; readonly height: number } {
  const group = groupOf(kind);
  if (group === 'gateway') return { width: 50, height: 50 };
  if (group !== 'activity') return { width: 36, height: 36 };
  return isSubProcess(kind) ? { width: 350, height: 200 } : { width: 100, height: 80 };
}
