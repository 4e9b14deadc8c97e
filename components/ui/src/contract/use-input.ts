import type { FieldDescription, SkinProps } from '@plinth/component-kit';
import { use, useEffect, useState } from 'react';
import { FormContext } from './form-context.ts';
import { useControlled } from './use-controlled.ts';
import { useOutput } from './use-output.ts';

/** The properties that every input has. */
export interface InputValues {
  readonly label: string | null | undefined;
  readonly value: unknown;
  readonly field: string | null | undefined;
  readonly help: string | null | undefined;
  readonly required: boolean;
  readonly readOnly: boolean;
  readonly disabled: boolean;
  readonly error: string | null | undefined;
  readonly labelHidden: boolean;
  readonly autoFocus: boolean;
}

/** An input's state, whether it stands alone or belongs to the form around it. */
export interface Input {
  readonly id: string;
  /** DOM id of what takes the focus. */
  readonly elementId: string;
  readonly label: string;
  readonly labelHidden: boolean;
  readonly help: string | null;
  readonly error: string | null;
  readonly required: boolean;
  readonly readOnly: boolean;
  readonly disabled: boolean;
  /** The entity's field, inside a form of an entity. */
  readonly description: FieldDescription | null;
  readonly inForm: boolean;
  /** The value is still on its way. */
  readonly loading: boolean;
  readonly value: unknown;
  change(value: unknown): void;
  complain(message: string | null): void;
  /** ARIA of the element that takes the focus. */
  readonly aria: {
    readonly 'aria-label'?: string;
    readonly 'aria-describedby'?: string;
    readonly 'aria-invalid'?: true;
    readonly 'aria-required'?: true;
  };
}

/** Whether a value says nothing. */
export function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Ties an input to its own property or to the form around it, and tells the page its value. */
export function useInput({ id, properties, events, setOutput }: SkinProps<InputValues>): Input {
  const around = use(FormContext);
  const key = properties.field || null;
  const form = key === null ? null : around;
  const [own, setOwn] = useControlled<unknown>(properties.value ?? null);
  const [complaint, setComplaint] = useState<string | null>(null);
  const description = (key !== null && form?.field(key)) || null;
  const elementId = `${id}-input`;
  const label = properties.label ?? description?.label ?? '';
  const value = form && key !== null ? (form.value(key) ?? null) : own;
  const loading = form !== null && key !== null && form.loading(key);
  const required = properties.required || (description?.required ?? false);
  const refused = (form && key !== null ? form.error(key) : complaint) ?? null;
  const error = properties.error || refused;

  useOutput(setOutput, 'value', value);
  useOutput(setOutput, 'valid', !error && !(required && isEmpty(value)));
  const enter = form?.enter;
  useEffect(() => (enter && key !== null ? enter(key, { elementId, label }) : undefined), [enter, key, elementId, label]);
  useEffect(() => {
    if (properties.autoFocus) document.getElementById(elementId)?.focus();
  }, [properties.autoFocus, elementId]);

  const help = properties.help ?? description?.help ?? null;
  const described = [error ? `${id}-error` : null, help ? `${id}-help` : null].filter((part) => part !== null).join(' ');
  return {
    id,
    elementId,
    label,
    labelHidden: properties.labelHidden,
    help,
    error: error || null,
    required,
    readOnly: properties.readOnly || (description?.readOnly ?? false) || (around?.readOnly ?? false),
    disabled: properties.disabled || loading || (around?.disabled ?? false),
    description,
    inForm: form !== null,
    loading,
    value,
    change: (next) => {
      if (form && key !== null) form.change(key, next);
      else setOwn(next);
      void events.change?.({ value: next });
    },
    complain: (message) => {
      if (form && key !== null) form.complain(key, message);
      else setComplaint(message);
    },
    aria: {
      ...(properties.labelHidden ? { 'aria-label': label } : {}),
      ...(described ? { 'aria-describedby': described } : {}),
      ...(error ? { 'aria-invalid': true } : {}),
      ...(required ? { 'aria-required': true } : {}),
    },
  };
}
