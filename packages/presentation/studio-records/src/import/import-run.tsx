import { Button, Progress } from '@mantine/core';
import { type CallTarget, cancelLongOperation, type ImportReport, type LongOperation } from '@plinth/api-contract';
import { Icon, useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { FailureLine, useWork } from '@plinth/studio-frame';
import { useEffect, useRef, useState } from 'react';
import { saveFile } from '../save-file.ts';
import type { ImportFileReader } from './file-reader.ts';
import type { FileFindings } from './import-file.ts';
import type { ImportPlan } from './import-plan.ts';
import { ReportView, type ShownReport } from './report-view.tsx';
import { runImport } from './run-import.ts';

interface ImportRunProps {
  readonly file: string;
  readonly findings: FileFindings;
  readonly reader: ImportFileReader;
  readonly place: Required<CallTarget>;
  readonly plan: ImportPlan;
  readonly matchBy: string | null;
  /** Whether the rows are checked without being asked to. */
  readonly checkAtOnce?: boolean;
  onOther(): void;
}

type Stage =
  | { readonly name: 'begin' }
  | { readonly name: 'running'; readonly dryRun: boolean; readonly operation: LongOperation | null }
  | { readonly name: 'checked' | 'done'; readonly report: ShownReport; readonly refused: ImportReport['refused'] };

/** Checks all rows of a file without keeping any, then imports them. */
export function ImportRun({ file, findings, reader, place, plan, matchBy, checkAtOnce = false, onOther }: ImportRunProps) {
  const text = useText();
  const work = useWork();
  const { client } = work;
  const [stage, setStage] = useState<Stage>({ name: 'begin' });
  const [failure, setFailure] = useState<PlinthError | null>(null);
  const running = useRef<AbortController | null>(null);
  const begun = useRef(false);
  useEffect(() => () => running.current?.abort(), []);
  const run = async (dryRun: boolean) => {
    const controller = new AbortController();
    running.current = controller;
    setFailure(null);
    setStage({ name: 'running', dryRun, operation: null });
    try {
      const { body } = await reader.body(plan.uses, () => {});
      const onLook = (operation: LongOperation) => setStage({ name: 'running', dryRun, operation });
      const report = await runImport(client, place, { plan, body, matchBy, dryRun, signal: controller.signal, onLook });
      const shown = await shownReport(report, findings, plan, reader);
      if (!controller.signal.aborted) setStage({ name: dryRun ? 'checked' : 'done', report: shown, refused: report.refused });
    } catch (thrown) {
      if (controller.signal.aborted) return;
      setFailure(asPlinthError(thrown));
      setStage({ name: 'begin' });
    }
  };
  useEffect(() => {
    if (!checkAtOnce || begun.current) return;
    begun.current = true;
    void run(true);
  });
  const cancel = async (operation: LongOperation) => {
    try {
      await client.call(cancelLongOperation, place, { operation: operation.id });
    } catch (thrown) {
      setFailure(asPlinthError(thrown));
    }
  };
  const download = async (refused: ImportReport['refused'], problems: ShownReport['problems']) => {
    const names = [text('studio.import.row', 'Row'), text('studio.import.problem', 'Problem')] as const;
    saveFile(
      await reader.refused(refused, problems, names),
      `${file.replace(/\.[^.]*$/, '')} – ${text('studio.import.refusedName', 'refused rows')}.csv`,
    );
  };
  const nothing = plan.uses.length === 0;
  return (
    <section className="import-card" aria-label={text('studio.import.check', 'Check and import')}>
      <FailureLine error={failure} />
      {stage.name === 'begin' ? (
        <div className="studio-buttons">
          <Button disabled={nothing} onClick={() => void run(true)}>
            {text('studio.import.checkRows', '{count, plural, one {Check # row} other {Check # rows}}', { count: findings.total })}
          </Button>
          <span className="studio-quiet">{text('studio.import.checkHelp', 'Nothing is kept by checking.')}</span>
        </div>
      ) : null}
      {stage.name === 'running' ? <Running {...stage} onCancel={cancel} /> : null}
      {stage.name === 'checked' || stage.name === 'done' ? (
        <>
          {stage.name === 'done' ? (
            <p className="studio-done">
              <Icon name="circle-check" size={18} />
              {text('studio.import.finished', 'The import is finished.')}
            </p>
          ) : null}
          <ReportView report={stage.report} done={stage.name === 'done'} />
          <div className="studio-buttons">
            {stage.name === 'checked' ? (
              <Button disabled={stage.report.imported + stage.report.updated === 0} onClick={() => void run(false)}>
                {text('studio.import.run', '{count, plural, one {Import # row} other {Import # rows}}', {
                  count: stage.report.imported + stage.report.updated,
                })}
              </Button>
            ) : (
              <Button onClick={() => work.openTool('records', plan.entity)}>{text('studio.import.browse', 'Browse the records')}</Button>
            )}
            {stage.report.failed === 0 ? null : (
              <Button variant="default" onClick={() => void download(stage.refused, stage.report.problems)}>
                {text('studio.import.download', 'Save the refused rows')}
              </Button>
            )}
            {stage.name === 'done' ? (
              <Button variant="default" onClick={onOther}>
                {text('studio.import.another', 'Import another file')}
              </Button>
            ) : null}
          </div>
        </>
      ) : null}
    </section>
  );
}

interface RunningProps {
  readonly dryRun: boolean;
  readonly operation: LongOperation | null;
  onCancel(operation: LongOperation): Promise<void>;
}

function Running({ dryRun, operation, onCancel }: RunningProps) {
  const text = useText();
  const { done = 0, total = null } = operation?.progress ?? {};
  const percent = total === null || total === 0 ? 0 : Math.min(100, Math.round((done / total) * 100));
  const what = dryRun ? text('studio.import.checking', 'Checking all rows …') : text('studio.import.importing', 'Importing …');
  return (
    <>
      <p role="status">{what}</p>
      <Progress value={percent} aria-label={what} />
      <div className="studio-buttons">
        <Button variant="default" disabled={operation === null} onClick={() => (operation === null ? undefined : void onCancel(operation))}>
          {text('studio.import.cancel', 'Cancel')}
        </Button>
      </div>
    </>
  );
}

/** A report in the words of the file: its rows for lines, its columns for fields, and what could not be read before. */
async function shownReport(report: ImportReport, findings: FileFindings, plan: ImportPlan, reader: ImportFileReader): Promise<ShownReport> {
  const rows = await reader.rows(report.rows.map(({ row }) => row));
  const columnOf = new Map(plan.uses.map(({ field, place }) => [field, findings.columns[place] ?? field]));
  const refused = report.rows.map(({ column, ...problem }, place) => ({
    ...problem,
    row: rows[place] ?? problem.row,
    column: column === null ? null : (columnOf.get(column) ?? column),
  }));
  const { imported, updated, failed, moreRows } = report;
  return {
    ...{ imported, updated, failed: failed + findings.unreadable },
    problems: [...findings.problems, ...refused].sort((a, b) => a.row - b.row),
    more: moreRows + findings.unreadable - findings.problems.length,
  };
}
