import { type EntityDescription, useRenderServices, useText } from '@plinth/component-kit';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { FormState } from '../contract/form-context.ts';
import { sameValue, useControlled } from '../contract/use-controlled.ts';
import { isEmpty } from '../contract/use-input.ts';
import { useRelated } from './use-related.ts';

type Values = Readonly<Record<string, unknown>>;
type Errors = Readonly<Record<string, string>>;

interface FormOptions {
  readonly entity: EntityDescription | null;
  readonly record: Values | null;
  readonly initialValues: Values;
  readonly readOnly: boolean;
  readonly disabled: boolean;
  readonly onChange: (values: Values) => void;
}

export interface Form {
  readonly state: FormState;
  readonly values: Values;
  /** The values before anything was changed. */
  readonly before: Values;
  readonly dirty: boolean;
  /** Errors that are shown, in the order of the inputs. */
  readonly shown: readonly { readonly key: string; readonly message: string; readonly elementId: string | null; readonly label: string }[];
  readonly valid: boolean;
  /** Values that differ from the record; of a new one all that are given or stand in an input: other defaults are the server's. */
  changes(): Values;
  /** Shows every error there is; true where there is none. */
  check(): boolean;
  /** Shows what the server refused. */
  refuse(errors: Errors): void;
  reset(): void;
}

interface Entered {
  readonly elementId: string;
  readonly label: string;
}

/** The state of a form: values over those of the record, errors by field, and what was touched. */
export function useForm(options: FormOptions): Form {
  const { entity, record, initialValues, readOnly, disabled, onChange } = options;
  const services = useRenderServices();
  const words = useText();
  const [turn, setTurn] = useState(0);
  const inputs = useRef(new Map<string, Entered>());
  const [inputKeys, setInputKeys] = useState<readonly string[]>([]);
  const related = useRelated(entity, record, inputKeys);
  const entityKey = entity?.key;
  const isNew = record === null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new record gets defaults of its own moment
  const defaults = useMemo(
    () => (isNew && entityKey !== undefined ? services.defaults(entityKey) : {}),
    [services, entityKey, isNew, turn],
  );
  const base: Values = useSame({ ...defaults, ...initialValues, ...record, ...related.values });
  const identity = `${String(record?.id ?? '')}:${String(record?.version ?? '')}`;
  const [edited, setEdited] = useControlledBy<Values>(identity, {});
  const [refused, setRefused] = useControlledBy<Errors>(identity, {});
  const [complaints, setComplaints] = useControlledBy<Errors>(identity, {});
  const [attempted, setAttempted] = useControlledBy(identity, false);

  const values = useMemo(() => ({ ...base, ...edited }), [base, edited]);
  const dirty = Object.entries(edited).some(([key, value]) => !sameValue(value, base[key as keyof typeof base] ?? null));

  const rules: Record<string, string> = {};
  for (const key of inputKeys) {
    const field = entity?.fields.find((one) => one.key === key);
    const value = values[key as keyof typeof values];
    // An empty text that is there already, as in tables of others, keeps nobody from changing the rest.
    const isKept = record !== null && value === '' && record[key] === '';
    if (field?.required && !field.readOnly && !isKept && isEmpty(value)) {
      rules[key] = words('ui.form.required', '{label} is needed.', { label: inputs.current.get(key)?.label ?? field.label });
    }
  }
  const broken: Errors = {
    ...related.failures,
    ...(entity ? pick(services.validate(entity.key, values), inputKeys) : {}),
    ...rules,
    ...complaints,
  };
  const visible: Errors = { ...related.failures, ...(attempted ? broken : complaints), ...refused };

  const enter = useCallback((key: string, input: Entered) => {
    inputs.current.set(key, input);
    setInputKeys([...inputs.current.keys()]);
    return () => {
      inputs.current.delete(key);
      setInputKeys([...inputs.current.keys()]);
    };
  }, []);

  const state: FormState = {
    entity,
    readOnly,
    disabled,
    field: (key) => entity?.fields.find((field) => field.key === key) ?? null,
    value: (key) => values[key as keyof typeof values],
    error: (key) => visible[key] ?? null,
    loading: (key) => related.missing.has(key),
    change: (key, value) => {
      const next = { ...edited, [key]: value };
      setEdited(next);
      if (refused[key]) setRefused(without(refused, key));
      onChange({ ...base, ...next });
    },
    complain: (key, message) => {
      if ((complaints[key] ?? null) === message) return;
      setComplaints(message === null ? without(complaints, key) : { ...complaints, [key]: message });
    },
    enter,
  };

  return {
    state,
    values,
    before: base,
    dirty,
    valid: Object.keys(broken).length === 0,
    shown: Object.entries(visible)
      .map(([key, message]) => ({
        key,
        message,
        elementId: inputs.current.get(key)?.elementId ?? null,
        label: inputs.current.get(key)?.label ?? key,
      }))
      .sort((left, right) => inputKeys.indexOf(left.key) - inputKeys.indexOf(right.key)),
    changes: () =>
      record
        ? Object.fromEntries(Object.entries(edited).filter(([key, value]) => !sameValue(value, base[key as keyof typeof base] ?? null)))
        : Object.fromEntries(Object.entries(values).filter(([key]) => key in edited || key in initialValues || inputKeys.includes(key))),
    check: () => {
      setAttempted(true);
      setRefused({});
      return Object.keys(broken).length === 0;
    },
    refuse: (errors) => {
      setAttempted(true);
      setRefused(errors);
    },
    reset: () => {
      setEdited({});
      setRefused({});
      setComplaints({});
      setAttempted(false);
      setTurn(turn + 1);
    },
  };
}

/** The object before, as long as a new one says the same. */
function useSame(value: Values): Values {
  const kept = useRef(value);
  if (!sameValue(kept.current, value)) kept.current = value;
  return kept.current;
}

/** State that is forgotten when another record comes. */
function useControlledBy<Value>(identity: string, first: Value): readonly [Value, (value: Value) => void] {
  const [held, hold] = useControlled<{ readonly identity: string; readonly value: Value }>({ identity, value: first });
  return [held.value, (value) => hold({ identity, value })];
}

function without(errors: Errors, key: string): Errors {
  return Object.fromEntries(Object.entries(errors).filter(([other]) => other !== key));
}

function pick(errors: Errors, keys: readonly string[]): Errors {
  return Object.fromEntries(Object.entries(errors).filter(([key]) => keys.includes(key)));
}
