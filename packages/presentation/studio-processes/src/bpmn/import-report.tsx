import { Icon, useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import type { Finding } from '@plinth/process-model';
import { ToolButton } from '@plinth/studio-frame';
import { signal } from '@preact/signals-core';

/** The file that was taken last, and what of it cannot be run; outlives the view, because another process is opened with it. */
export const importReport = signal<{ readonly artefact: string; readonly file: string; readonly findings: readonly Finding[] } | null>(
  null,
);

const mostShown = 50;

/** What of an imported file cannot be run, by element, until it is dismissed. */
export function ImportReport({ artefact }: { readonly artefact: string }) {
  const text = useText();
  const report = useSignalValue(importReport);
  if (report?.artefact !== artefact) return null;
  const errors = report.findings.filter(({ severity }) => severity === 'error');
  return (
    <section className="process-report" role="status" aria-label={text('studio.bpmn.importReport', 'What was imported')}>
      <header>
        <Icon name="file-import" size={14} />
        <span>
          {text('studio.bpmn.taken', '{file} was taken with everything in it.', { file: report.file })}{' '}
          {errors.length === 0
            ? text('studio.bpmn.allRuns', 'All of it can be run.')
            : text('studio.bpmn.cannotRun', '{count, plural, one {# thing keeps it} other {# things keep it}} from being run:', {
                count: errors.length,
              })}
        </span>
        <ToolButton
          icon="x"
          label={text('page.dismiss', 'Dismiss')}
          onClick={() => {
            importReport.value = null;
          }}
        />
      </header>
      {errors.length === 0 ? null : (
        <ul>
          {errors.slice(0, mostShown).map(({ element, type, message, line }) => (
            <li key={`${element} ${message}`}>
              <code dir="ltr">{element}</code> <small>{type}</small> {message}{' '}
              <small>{text('studio.bpmn.line', 'line {line}', { line })}</small>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
