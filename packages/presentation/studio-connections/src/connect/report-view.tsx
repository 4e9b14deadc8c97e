import type { setConnector } from '@plinth/api-contract';
import { Icon, useText } from '@plinth/component-kit';
import { ToolButton } from '@plinth/studio-frame';
import type { Static } from 'typebox';

/** What became of a document. */
export type SystemReport = NonNullable<Static<(typeof setConnector)['output']>['report']>;

const mostShown = 200;

/** What of a document is there, what differs, and what was left out and why. */
export function ReportView({ report, onClose }: { readonly report: SystemReport; onClose(): void }) {
  const text = useText();
  const { counts, operations, notes } = report;
  const told = operations.filter(({ outcome }) => outcome !== 'taken');
  return (
    <section className="connections-report" aria-label={text('studio.connections.report', 'What became of the document')}>
      <header>
        <p role="status">
          <Icon name="circle-check" size={18} />
          {text('studio.connections.taken', '{count, plural, =0 {Nothing to ask} one {# action} other {# actions}} from {title}', {
            count: counts.taken + counts.changed,
            title: report.title,
          })}
        </p>
        {counts['left out'] === 0 ? null : (
          <p className="studio-warning">
            {text('studio.connections.leftOut', '{count, plural, one {# operation was left out} other {# operations were left out}}', {
              count: counts['left out'],
            })}
          </p>
        )}
        <span className="studio-grow" />
        <ToolButton icon="x" label={text('studio.connections.closeReport', 'Close the report')} onClick={onClose} />
      </header>
      {notes.map((note) => (
        <p key={note} className="studio-quiet">
          <bdi>{note}</bdi>
        </p>
      ))}
      {told.length === 0 ? null : (
        <details open={counts['left out'] > 0}>
          <summary>
            {text(
              'studio.connections.differences',
              '{count, plural, one {# operation is not as the document has it} other {# operations are not as the document has them}}',
              {
                count: told.length,
              },
            )}
          </summary>
          <ul>
            {told.slice(0, mostShown).map(({ name, place, outcome, reason, changes }) => (
              <li key={`${name} ${place}`} data-left={outcome === 'left out' || undefined}>
                <bdi>{name}</bdi>
                <small>{reason ?? changes.join('; ')}</small>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
