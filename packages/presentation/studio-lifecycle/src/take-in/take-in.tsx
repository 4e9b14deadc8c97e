import { Button } from '@mantine/core';
import type { DefinitionFiles, FileProblem } from '@plinth/app-definition';
import { Icon, useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { FailureLine, FileDrop, readArchive, StateMessage, useDefinition, useWork } from '@plinth/studio-frame';
import { useMemo, useState } from 'react';
import { Comparison } from '../changes/comparison.tsx';
import { type TakenPart, takenIn } from './taken-in.ts';

interface Archive {
  readonly name: string;
  readonly files: DefinitionFiles;
}

/** Takes the files of an application in as changes: shows what would differ, and does it as one step that can be undone. */
export function TakeIn() {
  const text = useText();
  const [archive, setArchive] = useState<Archive | null>(null);
  const [error, setError] = useState<PlinthError | null>(null);
  const [busy, setBusy] = useState(false);
  const read = async (file: Blob, name: string) => {
    setBusy(true);
    setError(null);
    try {
      setArchive({ name, files: await readArchive(file) });
    } catch (thrown) {
      setArchive(null);
      setError(asPlinthError(thrown));
    }
    setBusy(false);
  };
  return (
    <div className="lifecycle-page" aria-busy={busy || undefined}>
      <header className="lifecycle-head">
        <h2>{text('studio.takeIn', 'Take in files')}</h2>
        {archive === null ? null : (
          <>
            <small>
              <bdi dir="ltr">{archive.name}</bdi>
            </small>
            <span className="studio-grow" />
            <Button size="xs" variant="default" onClick={() => setArchive(null)}>
              {text('studio.anotherFile', 'Another file')}
            </Button>
          </>
        )}
      </header>
      {archive === null ? (
        <div className="lifecycle-take-in">
          <FileDrop
            icon="archive"
            accept=".zip,application/zip"
            label={text('studio.archiveFile', 'ZIP file of an application')}
            onFile={(file, name) => void read(file, name)}
          >
            <p>
              {text(
                'studio.takeInHelp',
                'Drop the ZIP file of an exported application here. You see what would change before anything does.',
              )}
            </p>
          </FileDrop>
          <FailureLine error={error} />
        </div>
      ) : (
        <Plan archive={archive} onTaken={() => setArchive(null)} />
      )}
    </div>
  );
}

function Plan({ archive, onTaken }: { readonly archive: Archive; onTaken(): void }) {
  const text = useText();
  const work = useWork();
  const definition = useDefinition();
  const [chosen, setChosen] = useState<TakenPart | null>(null);
  const components = useMemo(() => new Set(work.components.map(({ id }) => id)), [work.components]);
  // Whose files they are says what is meant: a later state of this application, or parts of another.
  const isSame = useMemo(() => takenIn(definition, archive.files, 'all').isSame, [definition, archive.files]);
  const part = chosen ?? (isSame ? 'all' : 'only');
  const plan = useMemo(
    () => takenIn(definition, archive.files, part, { componentIds: components }),
    [definition, archive.files, part, components],
  );
  const take = () => {
    if (plan.body === null || !work.act(plan.body, text('studio.takeInIntent', 'Take in {file}', { file: archive.name }))) return;
    work.say({
      message: text('studio.takenIn', '{file} is taken in.', { file: archive.name }),
      hint: text('studio.restoreUndo', 'Undo takes it back.'),
      tone: 'info',
    });
    onTaken();
  };
  return (
    <>
      <div className="lifecycle-take-in">
        {isSame ? null : (
          <p>
            {text('studio.takeInAnother', 'These are files of another application, {label}. This one keeps its key and its name.', {
              label: plan.label,
            })}
          </p>
        )}
        <fieldset className="lifecycle-parts">
          <legend>{text('studio.takeInPart', 'What is taken in')}</legend>
          <label>
            <input type="radio" name="part" checked={part === 'all'} onChange={() => setChosen('all')} />
            <span>
              {text('studio.takeInAll', 'Everything becomes as in the files')}
              <small>{text('studio.takeInAllHelp', 'What they do not have is removed.')}</small>
            </span>
          </label>
          <label>
            <input type="radio" name="part" checked={part === 'only'} onChange={() => setChosen('only')} />
            <span>
              {text('studio.takeInOnly', 'Only what the files have')}
              <small>{text('studio.takeInOnlyHelp', 'It is added, or replaces what has the same name; everything else stays.')}</small>
            </span>
          </label>
        </fieldset>
        <Findings problems={plan.errors} tone="bad" title={text('studio.takeInErrors', 'This stands in the way:')} />
        <Findings problems={plan.warnings} tone="warn" title={text('studio.takeInWarnings', 'This would be a problem afterwards:')} />
      </div>
      {plan.errors.length > 0 ? null : plan.body === null ? (
        <StateMessage icon="circle-check" title={text('studio.takeInNothing', 'The application is as in the files already')}>
          {text('studio.takeInNothingHelp', 'There is nothing to take in.')}
        </StateMessage>
      ) : (
        <>
          <Comparison
            before={plan.before}
            after={plan.after}
            names={{ before: text('studio.endNow', 'now'), after: text('studio.takeInAfter', 'with the files') }}
          />
          <footer className="lifecycle-foot">
            <span className="studio-grow" />
            <Button onClick={take}>{text('studio.takeInDo', 'Take in')}</Button>
          </footer>
        </>
      )}
    </>
  );
}

/** More than these nobody reads at once. */
const mostShown = 50;

function Findings({
  problems,
  tone,
  title,
}: {
  readonly problems: readonly FileProblem[];
  readonly tone: 'bad' | 'warn';
  readonly title: string;
}) {
  const text = useText();
  if (problems.length === 0) return null;
  const more = problems.length - mostShown;
  return (
    <section className="lifecycle-take-in-findings" role={tone === 'bad' ? 'alert' : undefined}>
      <p>{title}</p>
      <ul>
        {problems.slice(0, mostShown).map(({ file, line, column, message, hint }) => (
          <li key={`${file}:${line}:${column} ${message}`} data-tone={tone}>
            <Icon name="alert-circle" size={14} />
            <span>
              <bdi dir="ltr">
                {file}:{line}
              </bdi>{' '}
              <bdi>
                {message} {hint}
              </bdi>
            </span>
          </li>
        ))}
      </ul>
      {more > 0 ? <p>{text('studio.takeInMore', '{count, plural, one {and # more} other {and # more}}', { count: more })}</p> : null}
    </section>
  );
}
