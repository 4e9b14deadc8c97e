import type { FeelContext } from '@plinth/expression';

/** What happens to an instance from outside. `variables` are FEEL values. */
export type Stimulus =
  /** By its plain start event, or the one named, or what waits for the message or signal. */
  | {
      readonly kind: 'start';
      readonly event?: string;
      readonly message?: string;
      readonly signal?: string;
      readonly variables?: FeelContext;
    }
  | { readonly kind: 'completed'; readonly visit: string; readonly variables?: FeelContext }
  /** The work could not be done: an incident. */
  | { readonly kind: 'failed'; readonly visit: string; readonly message: string }
  /** The work ended with an error or escalation of BPMN, by its code. */
  | { readonly kind: 'error'; readonly visit: string; readonly code: string; readonly variables?: FeelContext }
  | { readonly kind: 'escalation'; readonly visit: string; readonly code: string; readonly variables?: FeelContext }
  | { readonly kind: 'message'; readonly name: string; readonly key?: FeelContext[string]; readonly variables?: FeelContext }
  | { readonly kind: 'signal'; readonly name: string; readonly variables?: FeelContext }
  /** What came before is kept: a token that rests goes on. */
  | { readonly kind: 'continued'; readonly visit: string }
  /** Timers that are due by now happen. */
  | { readonly kind: 'timer' }
  /** Starts an activity of an ad-hoc sub-process. */
  | { readonly kind: 'activation'; readonly visit: string; readonly element: string }
  /** Tries again what an incident stopped, perhaps with variables mended. */
  | { readonly kind: 'resolved'; readonly visit: string; readonly variables?: FeelContext }
  | { readonly kind: 'cancelled' };
