import { labelFromKey } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import type { ReactNode } from 'react';
import type { ChangedArtefact, ChangedProperty, ChangeKind } from './changed-artefacts.ts';
import { recordTitle } from './record-words.ts';

interface ChangeListProps {
  readonly changes: readonly ChangedArtefact[];
  /** What can be done about one artefact. */
  readonly actions?: (change: ChangedArtefact) => ReactNode;
}

const mostArtefacts = 100;
const mostRecords = 100;

/** What differs, in words: artefact by artefact, with what was there before and what is there after. */
export function ChangeList({ changes, actions }: ChangeListProps) {
  const text = useText();
  if (changes.length === 0) return <p className="studio-none">{text('studio.nothingDiffers', 'Nothing differs.')}</p>;
  return (
    <ul className="lifecycle-changes">
      {changes.slice(0, mostArtefacts).map((change) => (
        <li key={change.artefact.id}>
          <header>
            <ChangeMark kind={change.kind} />
            <h3>
              <bdi>{recordTitle(change.artefact)}</bdi>
            </h3>
            <small>{labelFromKey(change.artefact.kind)}</small>
            <span className="studio-grow" />
            {actions?.(change)}
          </header>
          <ul>
            {change.records.slice(0, mostRecords).map(({ record, kind, properties }) => (
              <li key={record.id}>
                {record.id === change.artefact.id && kind !== 'changed' ? null : (
                  <p>
                    <ChangeMark kind={kind} />
                    <bdi>{recordTitle(record)}</bdi>
                    <small>{labelFromKey(record.kind)}</small>
                  </p>
                )}
                {properties.length === 0 ? null : <PropertyTable properties={properties} />}
              </li>
            ))}
          </ul>
          {change.records.length > mostRecords ? <More count={change.records.length - mostRecords} /> : null}
        </li>
      ))}
      {changes.length > mostArtefacts ? <More count={changes.length - mostArtefacts} /> : null}
    </ul>
  );
}

function More({ count }: { readonly count: number }) {
  const text = useText();
  return (
    <li className="studio-none">{text('studio.moreChanges', '{count, plural, one {# more change} other {# more changes}}', { count })}</li>
  );
}

function ChangeMark({ kind }: { readonly kind: ChangeKind }) {
  const text = useText();
  const words = {
    added: text('studio.added', 'Added'),
    changed: text('studio.changed', 'Changed'),
    removed: text('studio.removed', 'Removed'),
  };
  return (
    <span className="lifecycle-mark" data-kind={kind}>
      {words[kind]}
    </span>
  );
}

function PropertyTable({ properties }: { readonly properties: readonly ChangedProperty[] }) {
  const text = useText();
  return (
    <table className="lifecycle-properties">
      <thead>
        <tr>
          <th scope="col">{text('studio.property', 'Property')}</th>
          <th scope="col">{text('studio.before', 'Before')}</th>
          <th scope="col">{text('studio.after', 'After')}</th>
        </tr>
      </thead>
      <tbody>
        {properties.map(({ path, before, after }) => (
          <tr key={path.join('.')}>
            <th scope="row">
              <bdi>{propertyWords(path)}</bdi>
            </th>
            <td>
              <ValueText value={before} />
            </td>
            <td>
              <ValueText value={after} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** `properties.text` is “Text”. */
export function propertyWords(path: readonly string[]): string {
  const shown = path.length > 1 && path[0] === 'properties' ? path.slice(1) : path;
  return shown.map((step) => labelFromKey(step)).join(' › ');
}

const longestValue = 2000;

/** A value as text, whatever it holds; nothing where it is absent. */
export function ValueText({ value }: { readonly value: string | null }) {
  const text = useText();
  if (value === null) return <i className="lifecycle-absent">{text('studio.absent', 'nothing')}</i>;
  return <bdi className="lifecycle-value">{value.length > longestValue ? `${value.slice(0, longestValue)}…` : value}</bdi>;
}
