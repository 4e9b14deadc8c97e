import { type CallTarget, getRecord, type ShellEntity, updateRecords } from '@plinth/api-contract';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { useWork } from '@plinth/studio-frame';
import { useState } from 'react';
import { type PlannedChanges, type RecordChange, refusedCells } from './pasted-cells.ts';
import { addressKey, expansionOf, type FoundRecords, type GridRecord } from './use-records.ts';

/** What became of the last change of several cells. */
export type ManyChanges =
  | { readonly name: 'none' | 'busy' }
  | { readonly name: 'kept'; readonly cells: number; readonly left: number; readonly undo: readonly RecordChange[] }
  | { readonly name: 'refused'; readonly error: PlinthError; readonly cells: ReadonlyMap<string, string> };

/** Records that are read again one by one; of more, the grid is. */
const fewRecords = 50;
const none: ManyChanges = { name: 'none' };

/** Changes several records in one request, all or none, and takes it back in another. */
export function useManyChanges(entity: ShellEntity, target: Required<CallTarget>, found: FoundRecords) {
  const { client } = useWork();
  const [state, setState] = useState<ManyChanges>(none);
  const key = addressKey(entity.key);
  const write = async (changes: readonly RecordChange[], left: number, undoable: boolean) => {
    if (changes.length === 0) return;
    setState({ name: 'busy' });
    try {
      const records = changes.map(({ record, values }) => ({ id: record.id, version: record.version, values }));
      const { versions } = await client.call(updateRecords, target, { entity: key, records });
      const cells = changes.reduce((sum, { values }) => sum + Object.keys(values).length, 0);
      const undo = changes.map(({ record, values, before }, place) => ({
        record: { ...record, version: versions[place] ?? record.version },
        values: before,
        before: values,
      }));
      if (changes.length > fewRecords) found.reload();
      else for (const { record } of changes) found.replace(await read(record.id));
      setState(undoable ? { name: 'kept', cells, left, undo } : none);
    } catch (thrown) {
      const error = asPlinthError(thrown);
      setState({ name: 'refused', error, cells: refusedCells(changes, error.details.violations ?? []) });
    }
  };
  const read = async (id: string) =>
    (await client.call(getRecord, target, { entity: key, id, ...expansionOf(entity), allowed: true })) as GridRecord;
  return {
    state,
    change: ({ changes, left }: PlannedChanges) => void write(changes, left, true),
    undo: () => (state.name === 'kept' ? void write(state.undo, 0, false) : undefined),
    dismiss: () => setState(none),
  };
}
