import {
  type CallTarget,
  downloadExport,
  followLongOperation,
  resultOf,
  type ShellEntity,
  type ShellField,
  startExport,
} from '@plinth/api-contract';
import { saveFile, useText } from '@plinth/component-kit';
import { ToolButton, useAttempt, useWork } from '@plinth/studio-frame';
import { useState } from 'react';
import { addressKey, type RecordQuestion } from './use-records.ts';

interface ExportButtonProps {
  readonly entity: ShellEntity;
  readonly target: Required<CallTarget>;
  readonly question: RecordQuestion;
  /** The columns that are shown. */
  readonly fields: readonly ShellField[];
}

/** Writes the records that the grid finds to a CSV file and saves it. */
export function ExportButton({ entity, target, question, fields }: ExportButtonProps) {
  const text = useText();
  const { client } = useWork();
  const attempt = useAttempt();
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    await attempt(async () => {
      const key = addressKey(entity.key);
      const filter = question.conditions.map((condition) => `(${condition})`).join(' and ');
      const begun = await client.call(startExport, target, {
        entity: key,
        format: 'csv',
        fields: fields.map((field) => field.key).join(','),
        ...(filter === '' ? {} : { filter }),
        ...(question.search === '' ? {} : { search: question.search }),
        ...(question.sort === '' ? {} : { sort: question.sort }),
        wait: 10,
      });
      const { fileName } = resultOf(await followLongOperation(client, target, begun));
      const response = await client.fetch(downloadExport, target, { entity: key, operation: begun.id });
      saveFile(await response.blob(), fileName);
    });
    setBusy(false);
  };
  return (
    <ToolButton icon="file-export" label={text('studio.records.export', 'Export as CSV')} disabled={busy} onClick={() => void run()} />
  );
}
