import { Button } from '@mantine/core';
import { type Definition, recordTitle } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { kindWords } from '@plinth/studio-frame';
import type { ReactNode } from 'react';
import { ChangeMark } from './change-list.tsx';
import type { ChangeRow } from './change-rows.ts';
import { PropertyTable, propertyWords } from './property-table.tsx';
import type { Restore } from './restore.ts';

interface ChangeDetailsProps {
  readonly row: ChangeRow;
  /** What was. */
  readonly former: Definition;
  /** Absent where nothing can be brought back. */
  readonly restore: Restore | undefined;
}

/** One change in words: what it is about, each value before and after, and the way back. */
export function ChangeDetails({ row: { change, within }, former, restore }: ChangeDetailsProps) {
  const text = useText();
  const { artefact } = within;
  const record = change?.record ?? artefact;
  const title = recordTitle(record);
  return (
    <section className="lifecycle-change" aria-label={text('studio.change', 'The change')}>
      <h3>
        <bdi>{title}</bdi>
        {change === undefined ? null : <ChangeMark kind={change.kind} />}
      </h3>
      <p>
        <span className="lifecycle-kind">{kindWords(text)[record.kind]}</span>
        {record.id === artefact.id ? null : (
          <>
            {' · '}
            <bdi>{recordTitle(artefact)}</bdi>
          </>
        )}
      </p>
      {change === undefined ? (
        <p>
          {text('studio.partsDiffer', '{count, plural, one {# of its parts differs} other {# of its parts differ}}', {
            count: within.records.length,
          })}
        </p>
      ) : change.properties.length === 0 ? null : (
        <PropertyTable
          properties={change.properties}
          onRestore={restore && ((property) => restore.property(record.id, property, `${propertyWords(property.path)} (${title})`))}
        />
      )}
      {restore === undefined ? null : (
        <div className="lifecycle-restores">
          {change === undefined || record.id === artefact.id ? null : (
            <RestoreButton title={title} onClick={() => restore.record(former, record.id, title)}>
              {text('studio.restoreThis', 'Restore this')}
            </RestoreButton>
          )}
          <RestoreButton title={recordTitle(artefact)} onClick={() => restore.artefact(former, artefact.id, recordTitle(artefact))}>
            {text('studio.restoreWhole', 'Restore all of {title}', { title: recordTitle(artefact) })}
          </RestoreButton>
        </div>
      )}
    </section>
  );
}

function RestoreButton({ title, onClick, children }: { readonly title: string; onClick(): void; readonly children: ReactNode }) {
  return (
    <Button size="compact-sm" variant="default" title={title} onClick={onClick}>
      {children}
    </Button>
  );
}
