import '../studio-records.css';
import { Button } from '@mantine/core';
import { getApplication } from '@plinth/api-contract';
import { Icon, useFormat, useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { FileDrop, StateMessage, useDefinition, useWork, WorkArea } from '@plinth/studio-frame';
import { useLoaded } from '@plinth/web-shell';
import { useCallback, useMemo, useState } from 'react';
import { FileFormat } from './file-format.tsx';
import { ImportTarget } from './import-target.tsx';
import { importTargets } from './import-targets.ts';
import { useImportFile } from './use-import-file.ts';

/** Brings the rows of a file into the application: of an entity that there is, or of one that is made for them. */
export function ImportTool({ rest }: { readonly rest: readonly string[] }) {
  const text = useText();
  const format = useFormat();
  const work = useWork();
  const { client, tenant, environment, application } = work;
  const place = useMemo(() => ({ tenant, environment, application }), [tenant, environment, application]);
  const definition = useDefinition();
  const version = useSignalValue(work.release)?.version;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when something was published
  const load = useCallback((signal: AbortSignal) => client.call(getApplication, place, {}, { signal }), [client, place, version]);
  const [shell, again] = useLoaded(load);
  // What somebody is about to say of a file stays while it is asked again.
  const [known, setKnown] = useState(shell);
  if (shell.state !== 'loading' && shell !== known) setKnown(shell);
  const file = useImportFile();
  const { state, reader } = file;
  const { offered, withheld } = importTargets(definition, known.state === 'ready' ? known.value.entities : null);
  // Where nothing is published there is nothing to ask for: an entity is made, and published.
  const failure = known.state === 'failed' && known.error.status !== 404 && known.error.status !== 403 ? known.error : null;
  const step = state.name === 'ready' ? 2 : 1;
  return (
    <WorkArea side={<ImportSteps step={step} />}>
      <div className="studio-scroll">
        <div className="import">
          <h1>{text('studio.import.title', 'Import data')}</h1>
          {state.name === 'none' ? (
            <FileDrop
              icon="file-spreadsheet"
              label={text('studio.import.file', 'File')}
              pastedLabel={text('studio.import.pastedText', 'Rows, as copied from a spreadsheet')}
              accept=".csv,.tsv,.txt,.asc,.json,.jsonl,.ndjson,.xlsx"
              onFile={file.open}
            >
              <p>{text('studio.import.drop', 'Drop a file here: CSV, Excel (.xlsx) or JSON lines.')}</p>
            </FileDrop>
          ) : null}
          {state.name === 'reading' ? (
            <section className="import-card">
              <p role="status" className="import-busy">
                <Icon name="refresh" size={16} />
                {text('studio.import.reading', 'Reading {file} … {rows}', { file: state.file, rows: format.number(state.rows) })}
              </p>
              <Button variant="default" onClick={file.close}>
                {text('studio.import.cancel', 'Cancel')}
              </Button>
            </section>
          ) : null}
          {state.name === 'unreadable' ? (
            <StateMessage
              icon="alert-circle"
              title={state.fault.message}
              action={text('studio.import.other', 'Take another file')}
              onAction={file.close}
            >
              {state.fault.hint}
            </StateMessage>
          ) : null}
          {state.name === 'ready' && failure !== null ? (
            <StateMessage icon="alert-circle" title={failure.message} action={text('page.retry', 'Try again')} onAction={again}>
              {failure.hint}
            </StateMessage>
          ) : null}
          {state.name === 'ready' && reader !== null && known.state !== 'loading' && failure === null ? (
            <>
              <section className="import-card">
                <FileFormat
                  name={state.file}
                  findings={state.findings}
                  reading={file.reading}
                  onReading={file.readAgain}
                  onOther={file.close}
                />
              </section>
              <ImportTarget
                key={`${state.file} ${state.findings.columns.join(' ')}`}
                file={state.file}
                findings={state.findings}
                reader={reader}
                entities={offered}
                withheld={withheld}
                wanted={rest[0] ?? null}
                place={place}
                onOther={file.close}
              />
            </>
          ) : null}
        </div>
      </div>
    </WorkArea>
  );
}

function ImportSteps({ step }: { readonly step: number }) {
  const text = useText();
  const steps = [
    text('studio.import.stepFile', 'Choose a file and see how it is read'),
    text('studio.import.stepTarget', 'Say where its columns go, and check all rows'),
    text('studio.import.stepRun', 'Import, and mend what was refused'),
  ];
  return (
    <ol className="import-steps">
      {steps.map((each, place) => (
        <li key={each} aria-current={place + 1 === step ? 'step' : undefined}>
          {each}
        </li>
      ))}
    </ol>
  );
}
