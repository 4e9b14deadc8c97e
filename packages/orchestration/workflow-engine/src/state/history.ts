import type { Incident } from './instance-state.ts';
import type { StoredValue, StoredVariables } from './stored-value.ts';

/** One entry of an instance's history, in the order in which it happened. */
export interface HistoryEvent {
  readonly event: 'entered' | 'completed' | 'cancelled' | 'incident' | 'resolved';
  /** Id of the element; a called global task is told by its own. */
  readonly element: string;
  /** Its name in BPMN: `userTask`. */
  readonly type: string;
  readonly name: string;
  readonly visit: string;
  /** The visit around it. */
  readonly parent: string | null;
  readonly round: number | null;
  /** Variables that changed with it. */
  readonly variables: StoredVariables;
  readonly incident: Incident | null;
}

/** What the world outside has to do, after the state is kept. */
export type Effect =
  /** Somebody or something does a task and answers `completed`, `failed`, `error` or `escalation` with its visit. */
  | {
      readonly kind: 'work';
      readonly visit: string;
      readonly element: string;
      readonly type: string;
      readonly name: string;
      readonly round: number | null;
      /** Inputs of the task; null where it has none of its own and sees every variable. */
      readonly variables: StoredVariables | null;
    }
  | { readonly kind: 'workWithdrawn'; readonly visit: string; readonly element: string }
  | {
      readonly kind: 'message';
      readonly element: string;
      readonly name: string;
      readonly key: StoredValue;
      readonly variables: StoredVariables;
    }
  | { readonly kind: 'signal'; readonly element: string; readonly name: string; readonly variables: StoredVariables };
