import type { FeelValue } from '@plinth/expression';
import type { JsonObject, RequestContext } from '@plinth/foundation';
import type { PendingWork, StoredVariables } from '@plinth/workflow-engine';
import { idOf } from '../schedule/schedule.ts';

/**
 * What service tasks do outside of the database, by their setting `does`. It cannot be a part of a transaction, so it happens at least
 * once, after what led to it was kept, each time under the same idempotency key.
 */
const outsideEffects = ['function.call', 'action.ask'] as const;
export type OutsideEffectName = (typeof outsideEffects)[number];

/** A piece of such work, for whoever does it. */
export interface OutsideTask {
  readonly application: string;
  /** Settings of the task, evaluated. */
  readonly settings: StoredVariables;
  /** Its inputs as JSON. */
  readonly values: JsonObject;
  readonly idempotencyKey: string;
}

/**
 * Port: does one piece of work as Plinth itself and gives its result. What it throws as the caller's fault ends the task, with the error
 * of BPMN that `details.thrown` names or else an incident; whatever else it throws is tried again later.
 */
export type OutsideEffect = (context: RequestContext, task: OutsideTask) => Promise<FeelValue>;

export type OutsideEffects = Readonly<Partial<Record<OutsideEffectName, OutsideEffect>>>;

/** What a piece of work does outside; null where it does nothing there. */
export function outsideEffectOf({ type, settings }: PendingWork): OutsideEffectName | null {
  return type === 'serviceTask' ? (outsideEffects.find((effect) => effect === settings.does) ?? null) : null;
}

/** The piece of work of workers that stands for a visit. */
export function outsideWorkId(instance: string, visit: string): string {
  return idOf(['outside', instance, visit]);
}
