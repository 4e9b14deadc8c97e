import type { ProcessNode } from '@plinth/process-model';
import type { TriggerKind } from './element-kind.ts';

/** Markers of events within 36 × 36 pixels (BPMN 2.0.2 table 10.93). Those that throw are filled. */
const triggers: Readonly<Record<TriggerKind | 'multiple' | 'parallelMultiple', string>> = {
  message: 'M10 12.5h16v11h-16zM10 12.5l8 6.2 8-6.2',
  timer: 'M18 9.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 1 0 0-17zM18 12.5v5.7l4 2.2',
  error: 'M10.5 24.5l4-12.5 6 7.5 5-8-4 13-5.8-7.2z',
  escalation: 'M18 9.5l7 15.5-7-6-7 6z',
  signal: 'M18 10l8.5 14h-17z',
  compensation: 'M9.5 18l7.5-6v12zM17 18l7.5-6v12z',
  conditional: 'M11.5 10h13v16h-13zM14 13.5h8M14 16.6h8M14 19.6h8M14 22.6h8',
  link: 'M9.5 15h9.5v-3.5l7 6.5-7 6.5v-3.5h-9.5z',
  cancel: 'M11.5 13.6l2.1-2.1 4.4 4.4 4.4-4.4 2.1 2.1-4.4 4.4 4.4 4.4-2.1 2.1-4.4-4.4-4.4 4.4-2.1-2.1 4.4-4.4z',
  terminate: 'M18 9.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 1 0 0-17z',
  multiple: 'M18 9.5l8.5 6.3-3.2 9.9h-10.6l-3.2-9.9z',
  parallelMultiple: 'M16 10h4v6h6v4h-6v6h-4v-6h-6v-4h6z',
};

interface EventMarkProps {
  readonly trigger: keyof typeof triggers;
  readonly isThrown: boolean;
}

/** What stands within the circle of an event. */
export function EventMark({ trigger, isThrown }: EventMarkProps) {
  const isFilled = isThrown || trigger === 'terminate';
  return <path className="bpmn-mark" data-filled={isFilled || undefined} d={triggers[trigger]} />;
}

/** Markers of gateways within 50 × 50 pixels. */
const gateways: Partial<Record<ProcessNode['type'], string>> = {
  exclusiveGateway: 'M17.5 17.5l15 15M32.5 17.5l-15 15',
  parallelGateway: 'M25 13v24M13 25h24',
  inclusiveGateway: 'M25 14.5a10.5 10.5 0 1 0 0 21a10.5 10.5 0 1 0 0-21z',
  complexGateway: 'M25 13v24M13 25h24M16.5 16.5l17 17M33.5 16.5l-17 17',
  eventBasedGateway:
    'M25 12.5a12.5 12.5 0 1 0 0 25a12.5 12.5 0 1 0 0-25zM25 15.5a9.5 9.5 0 1 0 0 19a9.5 9.5 0 1 0 0-19zM25 19.5l5.6 4.1-2.1 6.5h-7l-2.1-6.5z',
};

export function GatewayMark({ type }: { readonly type: ProcessNode['type'] }) {
  return <path className="bpmn-mark" data-strong={type !== 'eventBasedGateway' || undefined} d={gateways[type] ?? ''} />;
}

/** Markers of tasks within 18 × 18 pixels. */
const tasks: Partial<Record<ProcessNode['type'], string>> = {
  userTask: 'M9 2.2a3.2 3.2 0 1 0 0 6.4a3.2 3.2 0 1 0 0-6.4zM2.5 16v-2.2c0-2.4 2-3.8 4-3.8h5c2 0 4 1.4 4 3.8v2.2z',
  serviceTask:
    'M9 5.8a3.2 3.2 0 1 0 0 6.4a3.2 3.2 0 1 0 0-6.4zM7.8 1.8h2.4l.5 2 1.6.7 1.8-1.1 1.7 1.7-1.1 1.8.7 1.6 2 .5v2.4l-2 .5-.7 1.6 1.1 1.8-1.7 1.7-1.8-1.1-1.6.7-.5 2h-2.4l-.5-2-1.6-.7-1.8 1.1-1.7-1.7 1.1-1.8-.7-1.6-2-.5v-2.4l2-.5.7-1.6-1.1-1.8 1.7-1.7 1.8 1.1 1.6-.7z',
  scriptTask: 'M5 2.5h9.5c-3 2.2-3 4.2-1 6.5s2 4.5-.8 6.5h-9.5c2.8-2 2.8-4.2.8-6.5s-2-4.3 1-6.5zM6 6h5M6.6 9h5M7.4 12h5',
  businessRuleTask: 'M2 3h14v12h-14zM2 6.5h14M2 10.8h14M6.5 6.5v8.5',
  sendTask: 'M2 4h14v10.5h-14zM2 4l7 5.6 7-5.6',
  receiveTask: 'M2 4h14v10.5h-14zM2 4l7 5.6 7-5.6',
  manualTask:
    'M3 15.5v-7.5l3.4-4.6c.7-.7 1.8 0 1.4 1l-1 2.1h8c1.1 0 1.1 1.7 0 1.7h.4c1.1 0 1.1 1.8 0 1.8h-.5c1 0 1 1.8 0 1.8h-.6c.9 0 .9 1.7 0 1.7h-6.6c-1.7 0-2 2-4.5 2z',
};

/** The sign in the corner of a task; nothing for plain ones. */
export function TaskMark({ type }: { readonly type: ProcessNode['type'] }) {
  const drawing = tasks[type];
  if (drawing === undefined) return null;
  return (
    <svg className="bpmn-task-mark" width={18} height={18} viewBox="0 0 18 18" aria-hidden="true">
      <path className="bpmn-mark" data-thin="" data-filled={type === 'sendTask' || undefined} d={drawing} />
    </svg>
  );
}

export type ActivityMarkKind = 'loop' | 'parallel' | 'sequential' | 'compensation' | 'adHoc' | 'collapsed';

/** Markers at the bottom of activities within 16 × 16 pixels. */
const activities: Readonly<Record<ActivityMarkKind, string>> = {
  loop: 'M5.2 13.4a5.6 5.6 0 1 1 4.3.7M5.2 13.4v-3.6M5.2 13.4h-3.6',
  parallel: 'M4 3v10M8 3v10M12 3v10',
  sequential: 'M3 4h10M3 8h10M3 12h10',
  compensation: 'M1.5 8l6-4.5v9zM7.5 8l6-4.5v9z',
  adHoc: 'M1.5 9.5c2-4.5 4.5-3.5 6.5-1.5s4.5 3 6.5-1.5',
  collapsed: 'M2 2h12v12h-12zM8 4.5v7M4.5 8h7',
};

export function ActivityMark({ kind }: { readonly kind: ActivityMarkKind }) {
  return (
    <svg width={16} height={16} viewBox="0 0 16 16" aria-hidden="true">
      <path className="bpmn-mark" data-strong={kind !== 'collapsed' && kind !== 'compensation' ? '' : undefined} d={activities[kind]} />
    </svg>
  );
}
