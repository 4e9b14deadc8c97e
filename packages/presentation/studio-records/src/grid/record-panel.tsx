import { Button } from '@mantine/core';
import { type CallTarget, recordHistory, type ShellEntity } from '@plinth/api-contract';
import { useFormat, useText } from '@plinth/component-kit';
import type { PlinthError } from '@plinth/foundation';
import { FailureLine, PanelSection, ToolButton, useWork } from '@plinth/studio-frame';
import { useLoaded } from '@plinth/web-shell';
import { type FormEvent, useCallback, useId, useState } from 'react';
import { cellText } from './cell-value.ts';
import { isWritable, mayDo, violationOf } from './record-writing.ts';
import { addressKey, type GridRecord } from './use-records.ts';
import { ValueEditor } from './value-editor.tsx';

interface RecordPanelProps {
  readonly entity: ShellEntity;
  /** Null: a new one. */
  readonly record: GridRecord | null;
  readonly target: Required<CallTarget>;
  onSave(values: Readonly<Record<string, unknown>>): Promise<PlinthError | null>;
  readonly onDelete: (() => void) | null;
}

/** All of one record, to be changed as far as roles allow, with what was done to it. */
export function RecordPanel({ entity, record, target, onSave, onDelete }: RecordPanelProps) {
  const text = useText();
  const format = useFormat();
  const id = useId();
  const [values, setValues] = useState<Readonly<Record<string, unknown>>>({});
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<PlinthError | null>(null);
  const write = record === null ? 'create' : 'update';
  const may = entity.operations.includes(write) && (record === null || mayDo(record, 'update'));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const failed = await onSave(values);
    setError(failed);
    setBusy(false);
  };
  return (
    <>
      <header className="record-head">
        <h2>
          <bdi>{record === null ? text('studio.records.new', 'New {entity}', { entity: entity.label }) : (record.title ?? record.id)}</bdi>
        </h2>
        {onDelete === null ? null : (
          <ToolButton icon="trash" label={text('studio.records.deleteThis', 'Delete this record')} onClick={onDelete} />
        )}
      </header>
      <form className="record-form" onSubmit={(event) => void submit(event)}>
        {entity.fields.map((field) => {
          const problem = violationOf(error, field.key);
          const name = `${id}-${field.key}`;
          return may && isWritable(field, write) ? (
            <div key={field.key} className="record-field" data-bad={problem === null ? undefined : ''}>
              <label htmlFor={name}>
                <bdi>{field.label}</bdi>
                {field.required ? <span aria-hidden> *</span> : null}
              </label>
              <ValueEditor
                id={name}
                field={field}
                value={record?.[field.key] ?? null}
                target={target}
                invalid={problem !== null}
                describedBy={problem === null ? undefined : `${name}-problem`}
                onChange={(value) => setValues((before) => ({ ...before, [field.key]: value }))}
              />
              {problem === null ? null : <small id={`${name}-problem`}>{problem}</small>}
            </div>
          ) : record === null ? null : (
            <div key={field.key} className="record-field">
              <span>
                <bdi>{field.label}</bdi>
              </span>
              <bdi className="record-value">{cellText(record[field.key], field, format) || '–'}</bdi>
            </div>
          );
        })}
        <FailureLine error={error} />
        {may ? (
          <Button type="submit" loading={busy} disabled={record !== null && Object.keys(values).length === 0}>
            {record === null ? text('studio.create', 'Create') : text('studio.records.save', 'Save')}
          </Button>
        ) : null}
      </form>
      {record === null ? null : (
        <PanelSection name="record-history" title={text('studio.records.history', 'History')}>
          <RecordHistory entity={entity} record={record} target={target} />
        </PanelSection>
      )}
    </>
  );
}

type RecordHistoryProps = Pick<RecordPanelProps, 'entity' | 'target'> & { readonly record: GridRecord };

/** What was done to a record, the last first. */
function RecordHistory({ entity, record, target }: RecordHistoryProps) {
  const text = useText();
  const format = useFormat();
  const { client } = useWork();
  const { id } = record;
  const load = useCallback(
    (signal: AbortSignal) => client.call(recordHistory, target, { entity: addressKey(entity.key), id }, { signal }),
    [client, target, entity, id],
  );
  const [loaded] = useLoaded(load);
  if (loaded.state === 'loading') return <p className="studio-none" aria-busy="true" />;
  if (loaded.state === 'failed') return <p className="studio-none">{loaded.error.message}</p>;
  const names = {
    created: text('studio.records.created', 'created'),
    updated: text('studio.records.updated', 'changed'),
    deleted: text('studio.records.deleted', 'deleted'),
    restored: text('studio.records.restored', 'restored'),
  };
  return (
    <ul className="record-history">
      {loaded.value.items.map((entry) => (
        <li key={entry.version}>
          <strong>{names[entry.operation]}</strong> <time dateTime={entry.at}>{format.dateTime(entry.at)}</time>
          {Object.entries(entry.changes).map(([key, { before, after }]) => {
            const field = entity.fields.find((each) => each.key === key);
            if (field === undefined) return null;
            return (
              <p key={key}>
                <bdi>{`${field.label}: ${cellText(before, field, format) || '–'} → ${cellText(after, field, format) || '–'}`}</bdi>
              </p>
            );
          })}
        </li>
      ))}
    </ul>
  );
}
