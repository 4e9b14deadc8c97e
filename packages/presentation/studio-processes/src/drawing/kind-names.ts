import { useText } from '@plinth/component-kit';
import type { ProcessNode } from '@plinth/process-model';
import { useCallback, useMemo } from 'react';
import type { ElementKind, TriggerKind } from './element-kind.ts';

/** What kinds of elements are called: `User task`, `Start event: timer`. */
export function useKindNames(): (kind: ElementKind) => string {
  const text = useText();
  const types: Readonly<Record<ProcessNode['type'], string>> = useMemo(
    () => ({
      startEvent: text('studio.bpmn.startEvent', 'Start event'),
      endEvent: text('studio.bpmn.endEvent', 'End event'),
      intermediateCatchEvent: text('studio.bpmn.catchEvent', 'Waiting event'),
      intermediateThrowEvent: text('studio.bpmn.throwEvent', 'Throwing event'),
      boundaryEvent: text('studio.bpmn.boundaryEvent', 'Boundary event'),
      task: text('studio.bpmn.task', 'Task'),
      userTask: text('studio.bpmn.userTask', 'User task'),
      manualTask: text('studio.bpmn.manualTask', 'Manual task'),
      serviceTask: text('studio.bpmn.serviceTask', 'Service task'),
      scriptTask: text('studio.bpmn.scriptTask', 'Script task'),
      businessRuleTask: text('studio.bpmn.businessRuleTask', 'Decision task'),
      sendTask: text('studio.bpmn.sendTask', 'Send task'),
      receiveTask: text('studio.bpmn.receiveTask', 'Receive task'),
      callActivity: text('studio.bpmn.callActivity', 'Call of a process'),
      subProcess: text('studio.bpmn.subProcess', 'Sub-process'),
      transaction: text('studio.bpmn.transaction', 'Transaction'),
      adHocSubProcess: text('studio.bpmn.adHocSubProcess', 'Ad-hoc sub-process'),
      exclusiveGateway: text('studio.bpmn.exclusiveGateway', 'Exclusive gateway'),
      inclusiveGateway: text('studio.bpmn.inclusiveGateway', 'Inclusive gateway'),
      parallelGateway: text('studio.bpmn.parallelGateway', 'Parallel gateway'),
      eventBasedGateway: text('studio.bpmn.eventBasedGateway', 'Event-based gateway'),
      complexGateway: text('studio.bpmn.complexGateway', 'Complex gateway'),
    }),
    [text],
  );
  const triggers = useTriggerNames();
  return useCallback(
    ({ type, trigger, isNonInterrupting = false, isEventSubProcess = false }) => {
      const name = isEventSubProcess ? text('studio.bpmn.eventSubProcess', 'Event sub-process') : types[type];
      if (trigger === null) return name;
      const values = { name, trigger: triggers[trigger] };
      return isNonInterrupting
        ? text('studio.bpmn.besideKind', '{name}: {trigger}, does not interrupt', values)
        : text('studio.bpmn.triggeredKind', '{name}: {trigger}', values);
    },
    [text, types, triggers],
  );
}

/** What an event waits for or brings about. */
export function useTriggerNames(): Readonly<Record<TriggerKind, string>> {
  const text = useText();
  return useMemo(
    () => ({
      message: text('studio.bpmn.message', 'message'),
      signal: text('studio.bpmn.signal', 'signal'),
      timer: text('studio.bpmn.timer', 'timer'),
      error: text('studio.bpmn.error', 'error'),
      escalation: text('studio.bpmn.escalation', 'escalation'),
      conditional: text('studio.bpmn.conditional', 'condition'),
      link: text('studio.bpmn.link', 'link'),
      compensation: text('studio.bpmn.compensation', 'compensation'),
      cancel: text('studio.bpmn.cancel', 'cancel'),
      terminate: text('studio.bpmn.terminate', 'terminate'),
    }),
    [text],
  );
}

/** How an element is called in lists and announcements: its label, else its kind. */
export function nameOf({ name }: Pick<ProcessNode, 'name'>, kind: string): string {
  return name.trim() === '' ? kind : name;
}
