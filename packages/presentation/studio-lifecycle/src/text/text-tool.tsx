import '../studio-lifecycle.css';
import { Button } from '@mantine/core';
import { artefactOf, type Definition, fileOfRecord, writeFiles } from '@plinth/app-definition';
import { Icon, useText } from '@plinth/component-kit';
import { asPlinthError } from '@plinth/foundation';
import { exportApplication, PanelSection, StateMessage, ToolButton, useDefinition, useWork, WorkArea } from '@plinth/studio-frame';
import { useDeferredValue, useEffect, useId, useMemo, useState } from 'react';
import { TakeIn } from '../take-in/take-in.tsx';
import { type Draft, draftsOf } from './drafts.ts';
import { readText, rebaseText } from './text-edit.ts';
import { YamlEditor } from './yaml-editor.tsx';

/** In the address, in place of a record: no id begins like this. */
const takingIn = '-take-in';

/** The artefacts as the text of their files, which are taken in and given out here. The first of `rest` is a record whose file is shown. */
export function TextTool({ rest }: { readonly rest: readonly string[] }) {
  const text = useText();
  const work = useWork();
  const definition = useDefinition();
  const artefacts = useMemo(() => artefactsByFile(definition), [definition]);
  const chosen = definition.records.get(rest[0] ?? 'app');
  const file = chosen === undefined ? null : fileOfRecord(definition, chosen);
  const drafts = draftsOf(work);
  const giveOut = async () => {
    try {
      await exportApplication(work.client, work);
    } catch (thrown) {
      const { message, hint } = asPlinthError(thrown);
      work.say({ message, hint, tone: 'bad' });
    }
  };
  const side = (
    <PanelSection
      name="files"
      title={text('studio.files', 'Files')}
      grow
      actions={
        <>
          <ToolButton icon="file-import" label={text('studio.takeIn', 'Take in files')} onClick={() => work.openTool('text', takingIn)} />
          <ToolButton icon="file-export" label={text('studio.giveOut', 'Export all files')} onClick={() => void giveOut()} />
        </>
      }
    >
      <ul className="studio-artefacts">
        {[...artefacts].map(([path, id]) => (
          <li key={path}>
            <button type="button" aria-current={path === file ? 'page' : undefined} onClick={() => work.openTool('text', id)}>
              <Icon name={drafts.has(path) ? 'pencil' : 'file-text'} size={14} />
              <bdi dir="ltr">{path}</bdi>
            </button>
          </li>
        ))}
      </ul>
    </PanelSection>
  );
  return (
    <WorkArea side={side}>
      {rest[0] === takingIn ? (
        <TakeIn />
      ) : file === null ? (
        <StateMessage icon="help" title={text('studio.gone', 'This is not there any more')}>
          {text('studio.goneText', 'It may have been removed. Choose another file in the left panel, or undo.')}
        </StateMessage>
      ) : (
        <FileText key={file} file={file} />
      )}
    </WorkArea>
  );
}

/** Each file with a record that stands in it. */
function artefactsByFile(definition: Definition): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const record of definition.records.values()) {
    if (artefactOf(definition, record) === record) files.set(fileOfRecord(definition, record), record.id);
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function FileText({ file }: { readonly file: string }) {
  const text = useText();
  const work = useWork();
  const definition = useDefinition();
  const id = useId();
  const drafts = draftsOf(work);
  const [draft, setDraft] = useState<Draft | null>(() => drafts.get(file) ?? null);
  const [goTo, setGoTo] = useState<{ readonly line: number; readonly column: number } | null>(null);
  const kept = useMemo(() => writeFiles(definition)[file] ?? '', [definition, file]);
  const value = draft?.text ?? kept;
  const keepDraft = (next: Draft | null) => {
    if (next === null) drafts.delete(file);
    else drafts.set(file, next);
    setDraft(next);
  };
  const behind = draft !== null && draft.base !== definition;
  // biome-ignore lint/correctness/useExhaustiveDependencies: joined when either side has changed
  useEffect(() => {
    if (!behind) return;
    const joined = rebaseText(draft.base, definition, file, draft.text);
    if (joined !== null) keepDraft(joined === kept ? null : { text: joined, base: definition });
  }, [definition, draft]);
  const checked = useDeferredValue(draft);
  const components = useMemo(() => new Set(work.components.map((each) => each.id)), [work.components]);
  const read = useMemo(
    () => (checked === null ? null : readText(checked.base, file, checked.text, { componentIds: components })),
    [checked, file, components],
  );
  const findings = read === null ? [] : [...read.errors, ...read.warnings];
  const marks = new Map(findings.map(({ line }) => [line, (read?.errors.length ?? 0) > 0 ? ('bad' as const) : ('warn' as const)]));
  const apply = () => {
    if (draft === null) return;
    const now = readText(draft.base, file, draft.text);
    const [first] = now.errors;
    if (first !== undefined) setGoTo({ line: first.line, column: first.column });
    else if (now.body === null || work.act(now.body, text('studio.textIntent', 'Change {file} as text', { file }))) keepDraft(null);
  };
  return (
    <div className="lifecycle-page lifecycle-text">
      <header className="lifecycle-head">
        <h2>
          <bdi dir="ltr">{file}</bdi>
        </h2>
        <small role="status">
          {draft === null
            ? text('studio.textKept', 'As it is')
            : behind
              ? text('studio.textBehind', 'Others changed it; joined when your text can be read')
              : text('studio.textDraft', 'Not applied yet')}
        </small>
        <span className="studio-grow" />
        <Button size="xs" variant="default" disabled={draft === null} onClick={() => keepDraft(null)}>
          {text('studio.discard', 'Discard')}
        </Button>
        <Button size="xs" disabled={draft === null || (read?.errors.length ?? 0) > 0} onClick={apply}>
          {text('studio.apply', 'Apply')}
        </Button>
      </header>
      <YamlEditor
        label={text('studio.textOf', 'Text of {file}', { file })}
        value={value}
        marks={marks}
        goTo={goTo}
        describedBy={`${id}-findings`}
        onChange={(next) => keepDraft(next === kept ? null : { text: next, base: draft?.base ?? definition })}
        onKeep={apply}
      />
      <ul className="lifecycle-findings" id={`${id}-findings`} aria-live="polite">
        {findings.slice(0, 50).map(({ line, column, rule, message, hint }) => (
          <li key={`${line}:${column} ${message}`} data-tone={read?.errors.some((each) => each.rule === rule) ? 'bad' : 'warn'}>
            <button type="button" onClick={() => setGoTo({ line, column })}>
              <Icon name="alert-circle" size={14} />
              <strong>{text('studio.line', 'Line {line}', { line })}</strong>
              <bdi>
                {message} {hint}
              </bdi>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
