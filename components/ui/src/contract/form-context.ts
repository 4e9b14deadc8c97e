import type { EntityDescription, FieldDescription } from '@plinth/component-kit';
import { createContext } from 'react';

/** The form around an input, as the input sees it. */
export interface FormState {
  readonly entity: EntityDescription | null;
  readonly readOnly: boolean;
  readonly disabled: boolean;
  field(key: string): FieldDescription | null;
  value(key: string): unknown;
  /** What the last attempt or the input itself refuses. */
  error(key: string): string | null;
  /** Whether the value is still on its way. */
  loading(key: string): boolean;
  change(key: string, value: unknown): void;
  /** What the person typed is no value at all; null: it is again. */
  complain(key: string, message: string | null): void;
  /** Makes the input reachable from the error summary; the result takes it out. */
  enter(key: string, input: { readonly elementId: string; readonly label: string }): () => void;
}

/** Null outside a form. */
export const FormContext = createContext<FormState | null>(null);
