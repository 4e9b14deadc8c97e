import { Button } from '@mantine/core';
import {
  type CallTarget,
  cancelLongOperation,
  errorOfProblem,
  followLongOperation,
  type ImportOperation,
  type ImportReport,
  type LongOperation,
  type Patience,
  resultOf,
} from '@plinth/api-contract';
import { Icon, saveFile, useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError, type Problem } from '@plinth/foundation';
import { FailureLine, useWork } from '@plinth/studio-frame';
import { useEffect, useRef, useState } from 'react';
import type { ImportFileReader } from './file-reader.ts';
import type { FileFindings } from './import-file.ts';
import type { ImportPlan } from './import-plan.ts';
import { ImportProgress, type ImportStage } from './import-progress.tsx';
import { ReportView, type ShownReport } from './report-view.tsx';
import { goOnWithImport, sendImport } from './run-import.ts';

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
  | ImportStage
  // What it imported before stays, and it can be gone on with.
  | { readonly name: 'stopped'; readonly operation: LongOperation }
  | { readonly name: 'checked' | 'done'; readonly report: ShownReport; readonly refused: ImportReport['refused'] };

/** What begins an import is given this to be stopped by and to say how far it is. */
interface Watch extends Patience {
  readonly signal: AbortSignal;
  tell(more: Partial<ImportStage>): void;
}

/** Checks all rows of a file without keeping any, then imports them. */
export function ImportRun({ file, findings, reader, place, plan, matchBy, checkAtOnce = false, onOther }: ImportRunProps) {
  const text = useText();
  const { client, openTool } = useWork();
  const [stage, setStage] = useState<Stage>({ name: 'begin' });
  const [failure, setFailure] = useState<PlinthError | null>(null);
  const running = useRef<AbortController | null>(null);
  const begun = useRef(false);
  useEffect(() => () => running.current?.abort(), []);
  const work = async (dryRun: boolean, begin: (watch: Watch) => Promise<ImportOperation>, known: LongOperation | null = null) => {
    const controller = new AbortController();
    const { signal } = controller;
    running.current = controller;
    const tell = (more: Partial<ImportStage>) =>
      setStage((now) => (running.current === controller && now.name === 'running' ? { ...now, ...more } : now));
    const onAway = (away: boolean) => tell({ away });
    let last = known;
    setFailure(null);
    setStage({ name: 'running', dryRun, rows: null, operation: known, away: false });
    const stopped = (error: PlinthError | null) => {
      setFailure(error);
      setStage(last === null || dryRun ? { name: 'begin' } : { name: 'stopped', operation: last });
    };
    try {
      last = await begin({ signal, onAway, tell });
      const onLook = (operation: LongOperation) => tell({ operation });
      const ended = await followLongOperation(client, place, last as ImportOperation, { glance: 1, signal, onLook, onAway });
      last = ended;
      if (ended.status !== 'succeeded') return stopped(ended.problem === null ? null : errorOfProblem(ended.problem as unknown as Problem));
      const report = resultOf(ended);
      const shown = await shownReport(report, findings, plan, reader);
      if (!signal.aborted) setStage({ name: dryRun ? 'checked' : 'done', report: shown, refused: report.refused });
    } catch (thrown) {
      if (!signal.aborted) stopped(asPlinthError(thrown));
    }
  };
  const run = (dryRun: boolean) =>
    work(dryRun, async ({ tell, ...patience }) => {
      tell({ rows: 0 });
      const { body } = await reader.body(plan.uses, (rows) => tell({ rows }));
      patience.signal.throwIfAborted();
      tell({ rows: null });
      return sendImport(client, place, { plan, body, matchBy, dryRun }, patience);
    });
  const goOn = (operation: LongOperation) => work(false, (watch) => goOnWithImport(client, place, operation, watch), operation);
  useEffect(() => {
    if (!checkAtOnce || begun.current) return;
    begun.current = true;
    void run(true);
  });
  const cancel = async ({ operation }: ImportStage) => {
    if (operation === null) {
      running.current?.abort();
      setStage({ name: 'begin' });
      return;
    }
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
      {stage.name === 'running' ? (
        <ImportProgress stage={stage} file={file} total={findings.total} onCancel={() => void cancel(stage)} />
      ) : null}
      {stage.name === 'stopped' ? (
        <>
          <p role="status">{text('studio.import.stopped', 'The import has stopped. What was imported before stays.')}</p>
          <div className="studio-buttons">
            <Button onClick={() => void goOn(stage.operation)}>{text('studio.import.goOn', 'Go on')}</Button>
            <Button variant="default" onClick={onOther}>
              {text('studio.import.another', 'Import another file')}
            </Button>
          </div>
        </>
      ) : null}
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
              <Button onClick={() => openTool('records', plan.entity)}>{text('studio.import.browse', 'Browse the records')}</Button>
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
