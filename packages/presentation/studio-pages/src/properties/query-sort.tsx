import type { ShellEntity } from '@plinth/api-contract';
import type { RecordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { ToolButton } from '@plinth/studio-frame';

type Sort = RecordOf<'query'>['sort'];

interface QuerySortProps {
  readonly query: RecordOf<'query'>;
  readonly entity: ShellEntity | undefined;
  onChange(sort: Sort): void;
}

/** Fields that every record has. */
const always = [
  { key: 'createdAt', label: 'Created' },
  { key: 'updatedAt', label: 'Changed' },
  { key: 'id', label: 'Id' },
] as const;

/** The order of a query's rows: the first that differs decides. */
export function QuerySort({ query, entity, onChange }: QuerySortProps) {
  const text = useText();
  const { sort } = query;
  const fields = [...(entity?.fields ?? []), ...always];
  const labelOf = (key: string) => fields.find((field) => field.key === key)?.label ?? key;
  const swap = (at: number) => {
    const [above, moved] = [sort[at - 1], sort[at]];
    if (above !== undefined && moved !== undefined) onChange(sort.with(at - 1, moved).with(at, above));
  };
  return (
    <section className="studio-panel-group">
      <h3>{text('studio.order', 'Order')}</h3>
      <div className="property-list">
        {sort.map(({ field, direction }, at) => (
          <div key={field} className="property-list-row property-sort">
            <span title={field}>
              <bdi>{labelOf(field)}</bdi>
            </span>
            <select
              aria-label={text('studio.sortDirection', 'Direction of {field}', { field: labelOf(field) })}
              value={direction}
              onChange={({ currentTarget }) =>
                onChange(sort.with(at, { field, direction: currentTarget.value === 'desc' ? 'desc' : 'asc' }))
              }
            >
              <option value="asc">{text('studio.ascending', 'ascending')}</option>
              <option value="desc">{text('studio.descending', 'descending')}</option>
            </select>
            <ToolButton
              icon="arrow-up"
              label={text('studio.sortUp', 'Move {field} up', { field: labelOf(field) })}
              disabled={at === 0}
              onClick={() => swap(at)}
            />
            <ToolButton
              icon="x"
              label={text('studio.sortRemove', 'Do not order by {field}', { field: labelOf(field) })}
              onClick={() => onChange(sort.toSpliced(at, 1))}
            />
          </div>
        ))}
        <select
          aria-label={text('studio.addSort', 'Order by')}
          value=""
          onChange={({ currentTarget }) => onChange([...sort, { field: currentTarget.value, direction: 'asc' }])}
        >
          <option value="">{text('studio.addSortShort', 'Order by …')}</option>
          {fields
            .filter(({ key }) => !sort.some(({ field }) => field === key))
            .map(({ key, label }) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
        </select>
      </div>
    </section>
  );
}
