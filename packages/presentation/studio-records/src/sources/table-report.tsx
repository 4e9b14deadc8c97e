import { useText } from '@plinth/component-kit';
import { PanelSection } from '@plinth/studio-frame';
import type { FoundTable } from './table-list.tsx';

/** What became of each part of a table. */
export function TableReport({ table }: { readonly table: FoundTable }) {
  const text = useText();
  return (
    <>
      <header className="sources-report-head">
        <h2>
          <bdi>{table.name}</bdi>
        </h2>
        <p>
          <bdi>{`${table.kind} · ${table.schema}`}</bdi>
        </p>
        {table.reason === null ? null : <p className="studio-warning">{table.reason}</p>}
        {table.changes.map((change) => (
          <p key={change}>{change}</p>
        ))}
      </header>
      <Parts name="columns" title={text('studio.sources.columns', 'Columns')} parts={table.columns} />
      <Parts name="constraints" title={text('studio.sources.constraints', 'Constraints')} parts={table.constraints} />
      <Parts name="indexes" title={text('studio.sources.indexes', 'Indexes')} parts={table.indexes} />
    </>
  );
}

function Parts({ name, title, parts }: { readonly name: string; readonly title: string; readonly parts: FoundTable['columns'] }) {
  if (parts.length === 0) return null;
  return (
    <PanelSection name={`source-${name}`} title={title}>
      <ul className="sources-parts">
        {parts.map((part) => (
          <li key={part.name} data-left={part.outcome === 'left out' || undefined}>
            <bdi>{part.name}</bdi>
            <code>{part.definition}</code>
            <span>{part.as === null ? '–' : `→ ${part.as}`}</span>
            {part.reason === null && part.changes.length === 0 ? null : <small>{part.reason ?? part.changes.join('; ')}</small>}
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}
