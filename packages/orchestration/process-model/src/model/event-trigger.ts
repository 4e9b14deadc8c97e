import type { ModelExpression } from './process-model.ts';

/** What an event waits for or brings about; references are ids in the model. */
export type EventTrigger =
  | { readonly kind: 'message'; readonly message: string | null; readonly correlation: ModelExpression | null }
  | { readonly kind: 'signal'; readonly signal: string | null }
  | { readonly kind: 'timer'; readonly form: 'date' | 'duration' | 'cycle'; readonly expression: ModelExpression }
  /** Without a reference every error is caught. */
  | { readonly kind: 'error'; readonly error: string | null }
  | { readonly kind: 'escalation'; readonly escalation: string | null }
  | { readonly kind: 'conditional'; readonly condition: ModelExpression }
  | { readonly kind: 'link'; readonly name: string }
  /** Without an activity all of the scope is compensated. */
  | { readonly kind: 'compensation'; readonly activity: string | null; readonly waits: boolean }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'terminate' };
