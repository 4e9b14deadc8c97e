import type { ImportProblem } from '@plinth/api-contract';
import { useFormat, useText } from '@plinth/component-kit';

/** What an import did or would do, told by the rows and columns of the file. */
export interface ShownReport {
  readonly imported: number;
  readonly updated: number;
  /** Refused rows and those that cannot be read. */
  readonly failed: number;
  readonly problems: readonly ImportProblem[];
  /** How many problems there are beyond those. */
  readonly more: number;
}

interface ReportViewProps {
  readonly report: ShownReport;
  /** Whether it has happened; otherwise it would. */
  readonly done: boolean;
}

const shownProblems = 100;

/** Counts, and what is wrong with which rows. */
export function ReportView({ report, done }: ReportViewProps) {
  const text = useText();
  const format = useFormat();
  const { imported, updated, failed, problems, more } = report;
  const hidden = Math.max(0, problems.length - shownProblems) + more;
  return (
    <>
      <div role="status">
        <dl className="import-counts">
          <div data-tone="good">
            <dt>{done ? text('studio.import.added', 'added') : text('studio.import.wouldAdd', 'would be added')}</dt>
            <dd>{format.number(imported)}</dd>
          </div>
          <div>
            <dt>{done ? text('studio.import.updated', 'updated') : text('studio.import.wouldUpdate', 'would be updated')}</dt>
            <dd>{format.number(updated)}</dd>
          </div>
          <div data-tone={failed > 0 ? 'bad' : undefined}>
            <dt>{done ? text('studio.import.refused', 'refused') : text('studio.import.wouldRefuse', 'would be refused')}</dt>
            <dd>{format.number(failed)}</dd>
          </div>
        </dl>
      </div>
      {problems.length === 0 ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
        <section className="import-problems" tabIndex={0} aria-label={text('studio.import.problems', 'What is wrong')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{text('studio.import.row', 'Row')}</th>
                <th scope="col">{text('studio.import.column', 'Column')}</th>
                <th scope="col">{text('studio.import.problem', 'Problem')}</th>
                <th scope="col">{text('studio.import.value', 'Value')}</th>
              </tr>
            </thead>
            <tbody>
              {problems.slice(0, shownProblems).map(({ row, column, reason, value }) => (
                <tr key={`${row} ${column} ${reason}`}>
                  <td>{format.number(row)}</td>
                  <td>
                    <bdi>{column ?? '–'}</bdi>
                  </td>
                  <td>{reason}</td>
                  <td>
                    <bdi>{value ?? ''}</bdi>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {hidden === 0 ? null : (
        <p className="studio-quiet">
          {text('studio.import.moreProblems', '{count, plural, one {# more problem} other {# more problems}}', { count: hidden })}
        </p>
      )}
    </>
  );
}
