import { Button, Progress } from '@mantine/core';
import type { LongOperation } from '@plinth/api-contract';
import { useFormat, useText } from '@plinth/component-kit';

/** How far an import or its check is. */
export interface ImportStage {
  readonly name: 'running';
  readonly dryRun: boolean;
  /** Rows of the file that were written for it; null once it is sent. */
  readonly rows: number | null;
  /** What it is on the platform; null until the file is there. */
  readonly operation: LongOperation | null;
  /** Whether the platform cannot be reached. */
  readonly away: boolean;
}

interface ImportProgressProps {
  readonly stage: ImportStage;
  readonly file: string;
  /** Rows of the file. */
  readonly total: number;
  onCancel(): void;
}

/** Says what an import is at and how far, also while there is no network. */
export function ImportProgress({ stage, file, total, onCancel }: ImportProgressProps) {
  const text = useText();
  const format = useFormat();
  const { dryRun, rows, operation, away } = stage;
  const [done, all] = operation === null ? [rows ?? 0, total] : [operation.progress.done, operation.progress.total ?? 0];
  const percent = all === 0 ? 0 : Math.min(100, Math.round((done / all) * 100));
  const what = () => {
    if (rows !== null) return text('studio.import.reading', 'Reading {file} … {rows}', { file, rows: format.number(rows) });
    if (operation === null) return text('studio.import.sending', 'Sending the file …');
    return dryRun ? text('studio.import.checking', 'Checking all rows …') : text('studio.import.importing', 'Importing …');
  };
  return (
    <>
      <p role="status">
        {away ? text('studio.import.away', 'The platform cannot be reached. This goes on by itself as soon as it can be.') : what()}
      </p>
      <Progress value={percent} aria-label={what()} />
      <div className="studio-buttons">
        <Button variant="default" onClick={onCancel}>
          {text('studio.import.cancel', 'Cancel')}
        </Button>
      </div>
    </>
  );
}
