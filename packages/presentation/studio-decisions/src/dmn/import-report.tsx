import { Icon, useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { ToolButton } from '@plinth/studio-frame';
import { signal } from '@preact/signals-core';

/** The file that was taken last, and what of it is not kept; outlives the view, because another decision is opened with it. */
export const importReport = signal<{ readonly artefact: string; readonly file: string; readonly leftOut: readonly string[] } | null>(null);

/** What could not be taken of a file, until it is dismissed. */
export function ImportReport({ artefact }: { readonly artefact: string }) {
  const text = useText();
  const report = useSignalValue(importReport);
  if (report?.artefact !== artefact) return null;
  return (
    <p className="decision-run" role="status">
      <Icon name="file-import" size={14} />
      <span>
        {text('studio.dmnTaken', '{file} was taken.', { file: report.file })}{' '}
        {text('studio.dmnLeftOut', 'Not kept: {parts}.', { parts: report.leftOut.join('; ') })}
      </span>
      <ToolButton
        icon="x"
        label={text('page.dismiss', 'Dismiss')}
        onClick={() => {
          importReport.value = null;
        }}
      />
    </p>
  );
}
