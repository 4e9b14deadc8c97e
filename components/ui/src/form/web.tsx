import { type EntityDescription, type RecordValues, useRenderServices, useText } from '@plinth/component-kit';
import { type FormEvent, type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { refusalOf } from '../contract/allowed.ts';
import type { PropsOf } from '../contract/define-component.ts';
import { FormContext } from '../contract/form-context.ts';
import { refusalText } from '../contract/refusal-text.ts';
import { relationType } from '../contract/relation-field.ts';
import { useOutput } from '../contract/use-output.ts';
import { PushButton } from '../parts/push-button.tsx';
import { ErrorSummary } from './error-summary.tsx';
import { FieldInput, isWide } from './field-input.tsx';
import styles from './form.module.css';
import type { form } from './manifest.ts';
import { readProblem } from './problem.ts';
import { shownFields } from './shown-fields.ts';
import { storedValues } from './stored-values.ts';
import { useForm } from './use-form.ts';
import { writtenEntity } from './written-entity.ts';

type Values = Readonly<Record<string, unknown>>;

const noValues: Values = {};

/** What the relations lead to after a save, which the answer to it does not say. */
function linksOf({ fields }: EntityDescription, values: Values): Values {
  return Object.fromEntries(fields.flatMap(({ key, type }) => (type === relationType && key in values ? [[key, values[key]]] : [])));
}

export function Form({ id, properties, events, slots, setOutput }: PropsOf<typeof form>) {
  const { columns, hideActions, showCancel, disabled } = properties;
  const services = useRenderServices();
  const words = useText();
  const element = useRef<HTMLFormElement>(null);
  const [saving, setSaving] = useState(false);
  const [attempts, setAttempts] = useState(0);
  const [failure, setFailure] = useState<{ readonly title: string; readonly detail: string } | null>(null);
  const [saved, setSaved] = useState<RecordValues | null>(null);

  const described = properties.entity ? services.entity(properties.entity) : null;
  const given = properties.record ?? null;
  const record = given && saved?.id === given.id && Number(saved?.version) > Number(given.version ?? 0) ? { ...given, ...saved } : given;
  const write = record ? 'update' : 'create';
  const entity = useMemo(() => described && writtenEntity(described, write), [described, write]);
  const granted = entity === null || entity.operations.includes(write);
  // What a role grants on some records the row rule may still refuse on this one.
  const refusedHere = record !== null && refusalOf(described, record, 'update') === 'here';
  const readOnly = properties.readOnly || !granted || refusedHere;
  const state = useForm({
    entity,
    record,
    initialValues: properties.initialValues ?? noValues,
    readOnly,
    disabled: disabled || saving,
    onChange: (values) => void events.change?.({ values }),
  });
  useOutput(setOutput, 'values', state.values);
  useOutput(setOutput, 'dirty', state.dirty);
  useOutput(setOutput, 'valid', state.valid);
  useOutput(setOutput, 'saving', saving);

  const firstError = useRef<string | null>(null);
  firstError.current = state.shown.find((error) => error.elementId !== null)?.elementId ?? null;
  useEffect(() => {
    if (attempts > 0 && firstError.current) document.getElementById(firstError.current)?.focus();
  }, [attempts]);

  const save = async () => {
    if (saving || disabled || readOnly) return;
    setFailure(null);
    if (!state.check()) return setAttempts(attempts + 1);
    setSaving(true);
    await events.submit?.({ values: state.values });
    try {
      if (entity) {
        const values = storedValues(entity, state.changes(), record && state.before);
        const target = record
          ? { id: String(record.id), ...(record.version === undefined ? {} : { version: Number(record.version) }) }
          : {};
        const result = await services.saveRecord(entity.key, { ...target, values });
        setSaved({ ...result, ...linksOf(entity, state.values) });
        state.reset();
        await events.saved?.({ record: result });
      } else if (properties.resetAfterSave) state.reset();
    } catch (error) {
      const problem = readProblem(error);
      state.refuse(problem.fields);
      setFailure(problem);
      setAttempts(attempts + 1);
      await events.failed?.({ title: problem.title, detail: problem.detail });
    }
    setSaving(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    void save();
  };
  const press = (event: KeyboardEvent) => {
    const wanted = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    if (!wanted || event.defaultPrevented) return;
    event.preventDefault();
    element.current?.requestSubmit();
  };
  const cancel = () => {
    state.reset();
    setFailure(null);
    void events.cancelled?.();
  };

  const fields = entity ? shownFields(entity, properties.fields ?? null, record !== null) : [];
  return (
    <FormContext value={state.state}>
      <form
        ref={element}
        id={id}
        className={styles.form}
        aria-label={properties.label ?? entity?.label ?? words('ui.form.label', 'Form')}
        aria-busy={saving || undefined}
        noValidate
        onSubmit={submit}
        onKeyDown={press}
      >
        {attempts > 0 ? <ErrorSummary failure={failure} errors={state.shown} /> : null}
        {fields.length > 0 ? (
          <div className={styles.fields} data-columns={columns}>
            {fields.map(({ field, wish }) => (
              <div key={field.key} className={isWide(field, wish) ? styles.wide : styles.cell}>
                <FieldInput id={id} entityKey={entity?.key ?? ''} field={field} wish={wish} />
              </div>
            ))}
          </div>
        ) : null}
        {slots.children}
        {refusedHere && !properties.readOnly ? <p className={styles.refused}>{refusalText('update', words)}</p> : null}
        {hideActions || readOnly ? null : (
          <div className={styles.actions}>
            <PushButton type="submit" variant="primary" text={properties.submitLabel} busy={saving} disabled={disabled} />
            {showCancel ? <PushButton text={properties.cancelLabel} disabled={disabled || saving} onClick={cancel} /> : null}
            {slots.actions}
            {state.dirty && !saving ? <span className={styles.note}>{words('ui.form.dirty', 'Not saved yet')}</span> : null}
          </div>
        )}
      </form>
    </FormContext>
  );
}
