import type { introspectSource } from '@plinth/api-contract';
import type { RecordOf } from '@plinth/app-definition';
import { Icon, useText } from '@plinth/component-kit';
import type { Static } from 'typebox';

/** A table or view of another database with what it becomes. */
export type FoundTable = Static<(typeof introspectSource)['output']>['report']['objects'][number];

interface TableListProps {
  readonly tables: readonly FoundTable[];
  /** By place: entities of the application that show these tables already. */
  readonly present: ReadonlyMap<string, RecordOf<'entity'>>;
  readonly chosen: ReadonlySet<string>;
  readonly shown: FoundTable | null;
  onShow(table: FoundTable): void;
  onChoose(chosen: ReadonlySet<string>): void;
}

/** A table's place as text. */
export function placeOfTable({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return JSON.stringify([schema, name]);
}

/** Tables and views to choose from, each with what it becomes or why it cannot be taken. */
export function TableList({ tables, present, chosen, shown, onShow, onChoose }: TableListProps) {
  const text = useText();
  const possible = tables.filter((table) => table.outcome !== 'left out' && !present.has(placeOfTable(table))).map(placeOfTable);
  const all = possible.length > 0 && possible.every((place) => chosen.has(place));
  const choose = (places: readonly string[], on: boolean) => {
    const next = new Set(chosen);
    for (const place of places) {
      if (on) next.add(place);
      else next.delete(place);
    }
    onChoose(next);
  };
  if (tables.length === 0) return <p className="studio-none">{text('studio.nothingFound', 'Nothing is called that.')}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className="studio-list" tabIndex={0} aria-label={text('studio.sources.tables', 'Tables and views')}>
      <table className="studio-lines" data-still="">
        <thead>
          <tr>
            <th scope="col">
              <input
                type="checkbox"
                aria-label={text('studio.sources.all', 'All that can be taken')}
                checked={all}
                disabled={possible.length === 0}
                onChange={() => choose(possible, !all)}
              />
            </th>
            <th scope="col">{text('studio.sources.table', 'Table')}</th>
            <th scope="col">{text('studio.sources.becomes', 'Becomes')}</th>
            <th scope="col" data-number="">
              {text('studio.sources.columns', 'Columns')}
            </th>
            <th scope="col">{text('studio.sources.notes', 'Notes')}</th>
          </tr>
        </thead>
        <tbody>
          {tables.map((table) => {
            const place = placeOfTable(table);
            const entity = present.get(place);
            const name = table.schema === 'public' ? table.name : `${table.schema}.${table.name}`;
            const isShown = shown !== null && placeOfTable(shown) === place;
            return (
              <tr key={place} data-left={table.outcome === 'left out' || undefined} data-shown={isShown || undefined}>
                <td data-chooses="">
                  <input
                    type="checkbox"
                    aria-label={text('studio.sources.takeTable', 'Take {table}', { table: name })}
                    checked={chosen.has(place)}
                    disabled={table.outcome === 'left out' || entity !== undefined}
                    onChange={() => choose([place], !chosen.has(place))}
                  />
                </td>
                <th scope="row">
                  <button type="button" className="studio-link sources-table" aria-pressed={isShown} onClick={() => onShow(table)}>
                    <Icon name={table.kind.includes('view') ? 'eye' : 'table'} size={15} />
                    <bdi>{name}</bdi>
                  </button>
                </th>
                <td>
                  {entity !== undefined ? (
                    <span className="studio-tag">{text('studio.sources.present', 'in the application')}</span>
                  ) : (
                    <bdi>{table.as ?? '–'}</bdi>
                  )}
                </td>
                <td data-number="" data-label={text('studio.sources.columns', 'Columns')}>
                  {table.columns.length}
                </td>
                <td data-said="">
                  <bdi>{table.reason ?? table.changes.join('; ')}</bdi>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
