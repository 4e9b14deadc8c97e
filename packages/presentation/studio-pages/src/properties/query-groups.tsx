import type { ShellEntity } from '@plinth/api-contract';
import type { RecordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import type { JsonObject, JsonValue } from '@plinth/foundation';
import { ItemList } from './item-list.tsx';
import { SettingRow } from './setting-row.tsx';

type Aggregate = NonNullable<RecordOf<'query'>['aggregate']>;

interface QueryGroupsProps {
  readonly query: RecordOf<'query'>;
  readonly entity: ShellEntity | undefined;
  onChange(aggregate: JsonValue | undefined): void;
}

const groupSchema: JsonObject = {
  type: 'object',
  properties: {
    as: { type: 'string' },
    field: { type: 'string' },
    by: { type: 'string', enum: ['year', 'quarter', 'month', 'week', 'day'] },
  },
  required: ['as', 'field'],
};

const measureSchema: JsonObject = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    function: { type: 'string', enum: ['count', 'sum', 'average', 'minimum', 'maximum', 'countDistinct'] },
    field: { type: 'string' },
  },
  required: ['name', 'function'],
};

/** Instead of records, groups of them with measures: so many, their sum, their average. */
export function QueryGroups({ query, entity, onChange }: QueryGroupsProps) {
  const text = useText();
  const { aggregate } = query;
  const keys = (entity?.fields ?? []).map(({ key }) => key);
  const change = (changed: Partial<Aggregate>) => onChange({ groupBy: [], measures: {}, ...aggregate, ...changed } as JsonValue);
  return (
    <section className="studio-panel-group">
      <h3>{text('studio.groups', 'Groups and sums')}</h3>
      <SettingRow label={text('studio.grouped', 'Groups instead of records')}>
        {(id) => (
          <input
            id={id}
            type="checkbox"
            checked={aggregate !== undefined}
            onChange={({ currentTarget }) =>
              onChange(currentTarget.checked ? { groupBy: [], measures: { count: { function: 'count' } } } : undefined)
            }
          />
        )}
      </SettingRow>
      {aggregate === undefined ? null : (
        <>
          <h4>{text('studio.groupBy', 'One group for each')}</h4>
          <ItemList
            label={text('studio.group', 'Group')}
            items={aggregate.groupBy as readonly JsonValue[]}
            schema={groupSchema}
            keys={keys}
            fresh={(field) => ({ as: field, field })}
            onChange={(groupBy) => change({ groupBy: groupBy as Aggregate['groupBy'] })}
          />
          <h4>{text('studio.measures', 'Measures')}</h4>
          <ItemList
            label={text('studio.measure', 'Measure')}
            items={Object.entries(aggregate.measures).map(([name, measure]) => ({ name, ...measure }))}
            schema={measureSchema}
            keys={keys}
            fresh={(_field, number) => ({ name: `measure${number}`, function: 'count' })}
            onChange={(measures) => change({ measures: byName(measures) })}
          />
        </>
      )}
    </section>
  );
}

function byName(measures: readonly JsonValue[]): Aggregate['measures'] {
  return Object.fromEntries(
    measures.map((measure) => {
      const { name, ...rest } = measure as { name: string } & Aggregate['measures'][string];
      return [name, rest];
    }),
  );
}
