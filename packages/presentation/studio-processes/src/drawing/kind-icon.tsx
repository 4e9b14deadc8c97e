import { type ElementKind, groupOf, isSubProcess } from './element-kind.ts';
import { ActivityMark, EventMark, GatewayMark, TaskMark } from './notation.tsx';

/** A kind of element as it is drawn on the diagram, small: for menus, lists and the palette. */
export function KindIcon({ kind, size = 22 }: { readonly kind: ElementKind; readonly size?: number }) {
  const group = groupOf(kind);
  if (group === 'gateway') {
    return (
      <svg className="bpmn-icon" width={size} height={size} viewBox="-1 -1 52 52" aria-hidden="true">
        <path className="bpmn-outline" d="M25 1l24 24-24 24-24-24z" />
        <GatewayMark type={kind.type} />
      </svg>
    );
  }
  if (group === 'activity') {
    return (
      <span
        className="bpmn-icon bpmn-icon-activity"
        data-bold={kind.type === 'callActivity' || undefined}
        data-dashed={kind.isEventSubProcess}
        aria-hidden="true"
      >
        {isSubProcess(kind) ? (
          <ActivityMark kind={kind.type === 'adHocSubProcess' ? 'adHoc' : 'collapsed'} />
        ) : (
          <TaskMark type={kind.type} />
        )}
      </span>
    );
  }
  return (
    <svg className="bpmn-icon" width={size} height={size} viewBox="-1 -1 38 38" aria-hidden="true">
      <EventOutline kind={kind} />
    </svg>
  );
}

/** The circle of an event within 36 × 36 pixels: thin at a start, double in between, thick at an end. */
export function EventOutline({ kind }: { readonly kind: ElementKind }) {
  const { type, trigger, isNonInterrupting } = kind;
  const isBetween = type !== 'startEvent' && type !== 'endEvent';
  return (
    <>
      <circle
        className="bpmn-outline"
        cx={18}
        cy={18}
        r={17}
        data-thick={type === 'endEvent' || undefined}
        data-dashed={isNonInterrupting || undefined}
      />
      {isBetween ? <circle className="bpmn-outline" cx={18} cy={18} r={14} data-dashed={isNonInterrupting || undefined} /> : null}
      {trigger === null ? null : <EventMark trigger={trigger} isThrown={type === 'endEvent' || type === 'intermediateThrowEvent'} />}
    </>
  );
}
