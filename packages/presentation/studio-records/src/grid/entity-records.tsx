import { type CallTarget, createRecord, deleteRecords, getRecord, type ShellEntity, updateRecord } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { StateMessage, ToolButton, useWork, WorkArea } from '@plinth/studio-frame';
import { type ReactNode, useMemo, useState } from 'react';
import { ChangesNotice } from './changes-notice.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { ExportButton } from './export-button.tsx';
import { FilterBar } from './filter-bar.tsx';
import { RecordGrid } from './record-grid.tsx';
import { RecordPanel } from './record-panel.tsx';
import { mayDo } from './record-writing.ts';
import { useManyChanges } from './use-many-changes.ts';
import { addressKey, expansionOf, type GridRecord, type RecordQuestion, useRecords } from './use-records.ts';

interface EntityRecordsProps {
  readonly entity: ShellEntity;
  readonly target: Required<CallTarget>;
  readonly side: ReactNode;
}

const noCells: ReadonlyMap<string, string> = new Map();
const everything: RecordQuestion = { sort: '', search: '', conditions: [] };

/** The records of one entity: a grid to look through and change them, and the open one beside it. */
export function EntityRecords({ entity, target, side }: EntityRecordsProps) {
  const text = useText();
  const { client, openTool } = useWork();
  const [question, setQuestion] = useState(everything);
  const found = useRecords(client, target, entity, question);
  const [open, setOpen] = useState<string | 'new' | null>(null);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [deleting, setDeleting] = useState<readonly GridRecord[]>([]);
  const fields = useMemo(() => entity.fields.filter(({ key }) => !hidden.has(key)), [entity, hidden]);
  const may = (operation: ShellEntity['operations'][number]) => entity.operations.includes(operation);
  const opened = found.rows.find(({ id }) => id === open) ?? null;
  const read = (id: string) =>
    client.call(getRecord, target, { entity: addressKey(entity.key), id, ...expansionOf(entity), allowed: true });
  /** Saves, then shows the record as it is now; the error says which fields are wrong. */
  const save = async (record: GridRecord | null, values: Readonly<Record<string, unknown>>): Promise<PlinthError | null> => {
    const key = addressKey(entity.key);
    try {
      if (record === null) {
        const made = await client.call(createRecord, target, { entity: key, values, idempotencyKey: crypto.randomUUID() });
        found.reload();
        setOpen(made.id);
      } else {
        await client.call(updateRecord, target, { entity: key, id: record.id, values, ifMatch: `"${record.version}"` });
        found.replace((await read(record.id)) as GridRecord);
      }
      return null;
    } catch (thrown) {
      return asPlinthError(thrown);
    }
  };
  const remove = async (): Promise<PlinthError | null> => {
    try {
      const records = deleting.map(({ id, version }) => ({ id, version }));
      await client.call(deleteRecords, target, { entity: addressKey(entity.key), records });
    } catch (thrown) {
      return asPlinthError(thrown);
    }
    setSelected(new Set());
    setOpen(null);
    setDeleting([]);
    found.reload();
    return null;
  };
  const many = useManyChanges(entity, target, found);
  const chosen = found.rows.filter(({ id }) => selected.has(id));
  return (
    <WorkArea
      side={side}
      properties={
        open === null ? (
          <p className="studio-none">{text('studio.records.chooseRecord', 'Choose a record to see all of it.')}</p>
        ) : open !== 'new' && opened === null ? null : (
          <RecordPanel
            key={open === 'new' ? 'new' : `${opened?.id} ${opened?.version}`}
            entity={entity}
            record={opened}
            target={target}
            onSave={(values) => save(opened, values)}
            onDelete={may('delete') && opened !== null && mayDo(opened, 'delete') ? () => setDeleting([opened]) : null}
          />
        )
      }
    >
      <header className="studio-bar">
        <h1>
          <bdi>{entity.labelPlural}</bdi>
        </h1>
        <span className="studio-quiet" role="status">
          {found.count === null
            ? ''
            : text('studio.records.count', '{count, plural, one {# record} other {# records}}', { count: found.count })}
        </span>
        {['create', 'update', 'delete'].every((operation) => !may(operation as 'create')) ? (
          <span className="studio-tag">{text('studio.records.onlyRead', 'only read')}</span>
        ) : null}
        <span className="studio-grow" />
        {chosen.length > 0 && may('delete') ? (
          <ToolButton icon="trash" label={text('studio.records.delete', 'Delete')} onClick={() => setDeleting(chosen)}>
            <span>{text('studio.records.deleteCount', 'Delete {count}', { count: chosen.length })}</span>
          </ToolButton>
        ) : null}
        <ToolButton icon="refresh" label={text('studio.records.reload', 'Load again')} onClick={found.reload} />
        {may('import') ? (
          <ToolButton
            icon="file-import"
            label={text('studio.records.import', 'Import a file')}
            onClick={() => openTool('import', entity.key)}
          />
        ) : null}
        {may('export') ? <ExportButton entity={entity} target={target} question={question} fields={fields} /> : null}
        {may('create') ? (
          <ToolButton
            icon="plus"
            label={text('studio.records.new', 'New {entity}', { entity: entity.label })}
            onClick={() => setOpen('new')}
          >
            <span>{text('studio.records.newShort', 'New')}</span>
          </ToolButton>
        ) : null}
      </header>
      <FilterBar entity={entity} question={question} hidden={hidden} onQuestion={setQuestion} onHidden={setHidden} />
      <ChangesNotice state={many.state} onUndo={many.undo} onClose={many.dismiss} />
      {found.error === null ? (
        <RecordGrid
          entity={entity}
          fields={fields}
          found={found}
          sort={question.sort}
          target={target}
          selected={selected}
          open={open}
          mayUpdate={may('update')}
          onSort={(sort) => setQuestion({ ...question, sort })}
          onSelect={setSelected}
          onOpen={setOpen}
          onSave={save}
          onChanges={many.change}
          refused={many.state.name === 'refused' ? many.state.cells : noCells}
        />
      ) : (
        <StateMessage icon="alert-circle" title={found.error.message} action={text('page.retry', 'Try again')} onAction={found.reload}>
          {found.error.hint}
        </StateMessage>
      )}
      <DeleteDialog records={deleting} onDelete={remove} onClose={() => setDeleting([])} />
    </WorkArea>
  );
}
