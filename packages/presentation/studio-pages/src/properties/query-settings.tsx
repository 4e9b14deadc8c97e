import { decisionsOf, externalActionsOf, type RecordOf, recordOf } from '@plinth/app-definition';
import { Icon, useText } from '@plinth/component-kit';
import type { JsonValue } from '@plinth/foundation';
import { useDefinition } from '@plinth/studio-frame';
import { updateOf, updateRecord } from '../edits/update-record.ts';
import { NameSetting } from '../names/name-setting.tsx';
import { RemoveNamed } from '../names/remove-named.tsx';
import { usePageWork } from '../page-work.ts';
import { AskedInputs } from './asked-inputs.tsx';
import type { BindingTypes } from './binding-types.ts';
import { QueryExpression } from './query-expression.tsx';
import { QueryGroups } from './query-groups.tsx';
import { QueryRelated } from './query-related.tsx';
import { QuerySort } from './query-sort.tsx';
import { NumberSetting, SettingRow } from './setting-row.tsx';

interface QuerySettingsProps {
  readonly query: RecordOf<'query'>;
  readonly types: BindingTypes;
}

/** A query of the page: what it reads or asks, which rows and in what order, how many. */
export function QuerySettings({ query, types }: QuerySettingsProps) {
  const text = useText();
  const page = usePageWork();
  const definition = useDefinition();
  const set = (path: readonly string[], value: JsonValue | undefined, what: string) =>
    page.edit(updateRecord(query.id, path, value, `Change ${what} of query ${query.key}`, [query.id]));
  const isAsked = query.decision !== undefined || query.externalAction !== undefined;
  const own = recordOf(definition, 'entity', query.entity ?? '');
  const entityKey = own?.key ?? query.entity ?? '';
  const entity = types.entities.find(({ key }) => key === entityKey);
  return (
    <div className="properties">
      <header className="studio-panel-head">
        <Icon name={query.externalAction !== undefined ? 'api-app' : query.decision === undefined ? 'database' : 'git-branch'} size={16} />
        <h2>
          <bdi>{query.key}</bdi>
        </h2>
        <small>{text('studio.query', 'query')}</small>
      </header>
      <section className="studio-panel-group">
        <h3>{text('studio.queryReads', 'What it reads')}</h3>
        <NameSetting label={text('studio.stateName', 'Name')} name={{ kind: 'query', name: query.key }} selection={[query.id]} />
        <QuerySource query={query} types={types} />
        {!isAsked ? (
          <>
            <QueryExpression
              label={text('studio.queryFilter', 'Only rows for which')}
              value={query.filter}
              expects="boolean"
              scope={types.filterScope(entityKey)}
              onKeep={(kept) => set(['filter'], kept, 'filter')}
            />
            <QueryExpression
              label={text('studio.fullText', 'With the words')}
              value={query.search}
              expects="string"
              scope={types.scope()}
              onKeep={(kept) => set(['search'], kept, 'search')}
            />
          </>
        ) : (
          <AskedInputs query={query} types={types} />
        )}
      </section>
      {!isAsked ? (
        <>
          {query.aggregate === undefined ? (
            <QuerySort query={query} entity={entity} onChange={(sort) => set(['sort'], sort as never, 'order')} />
          ) : null}
          {query.aggregate === undefined ? (
            <QueryRelated query={query} entity={entity} onChange={(expand) => set(['expand'], expand, 'related records')} />
          ) : null}
          <QueryGroups query={query} entity={entity} onChange={(aggregate) => set(['aggregate'], aggregate, 'groups')} />
        </>
      ) : null}
      <section className="studio-panel-group">
        <h3>{text('studio.queryRuns', 'When and how many')}</h3>
        <SettingRow label={text('studio.load', 'Runs')}>
          {(id) => (
            <select id={id} value={query.load} onChange={({ currentTarget }) => set(['load'], currentTarget.value, 'loading')}>
              <option value="auto">{text('studio.loadAuto', 'by itself, when what it reads changes')}</option>
              <option value="manual">{text('studio.loadManual', 'only when an action says so')}</option>
            </select>
          )}
        </SettingRow>
        {!isAsked ? (
          <>
            <NumberSetting
              label={text('studio.limit', 'Rows at a time')}
              value={query.limit}
              least={1}
              most={1000}
              onKeep={(limit) => set(['limit'], limit, 'rows at a time')}
            />
            <SettingRow label={text('studio.countAll', 'Count all of them')}>
              {(id) => (
                <input
                  id={id}
                  type="checkbox"
                  checked={query.count}
                  onChange={({ currentTarget }) => set(['count'], currentTarget.checked, 'counting')}
                />
              )}
            </SettingRow>
          </>
        ) : null}
      </section>
      <section className="studio-panel-group">
        <RemoveNamed
          label={text('studio.removeQuery', 'Remove query')}
          worded
          name={{ kind: 'query', name: query.key }}
          onRemove={() =>
            page.edit({ body: { type: 'RECORD_REMOVE', payload: { id: query.id } }, intent: `Remove query ${query.key}`, selection: [] })
          }
        />
      </section>
    </div>
  );
}

function QuerySource({ query, types }: QuerySettingsProps) {
  const text = useText();
  const page = usePageWork();
  const definition = useDefinition();
  const choose = (chosen: string) => {
    const decision = recordOf(definition, 'decision', chosen);
    const action = recordOf(definition, 'external-action', chosen);
    const source = action !== null ? 'externalAction' : decision !== null ? 'decision' : 'entity';
    const gone = [
      ...['entity', 'decision', 'externalAction'].filter((name) => name !== source),
      ...(source === 'entity' ? ['inputs'] : ['filter', 'search', 'aggregate', 'inputs']),
    ];
    const written = query as unknown as Readonly<Record<string, unknown>>;
    const actions = [
      ...gone.filter((name) => written[name] !== undefined).map((name) => updateOf(query.id, [name], undefined)),
      updateOf(query.id, [source], chosen),
    ];
    page.edit({ body: { type: 'BATCH', payload: { actions } }, intent: `Change what query ${query.key} reads`, selection: [query.id] });
  };
  const idOf = (key: string) =>
    [...definition.records.values()].find((record) => record.kind === 'entity' && record.key === key)?.id ?? key;
  const written = query.externalAction ?? query.decision ?? query.entity ?? '';
  const entities = types.entities.map(({ key, label }) => ({ id: idOf(key), label }));
  const decisions = decisionsOf(definition);
  const actions = externalActionsOf(definition).filter(({ effect }) => effect === 'reads');
  const isKnown = [...entities, ...decisions, ...actions].some(({ id }) => id === written);
  return (
    <SettingRow label={text('studio.source', 'Reads or asks')}>
      {(id) => (
        <select id={id} value={written} aria-invalid={!isKnown || undefined} onChange={({ currentTarget }) => choose(currentTarget.value)}>
          {isKnown ? null : <option value={written}>{text('studio.goneSource', '{id} (gone)', { id: written })}</option>}
          <optgroup label={text('studio.entities', 'Entities')}>
            {entities.map((entity) => (
              <option key={entity.id} value={entity.id}>
                {entity.label}
              </option>
            ))}
          </optgroup>
          {decisions.length === 0 ? null : (
            <optgroup label={text('studio.decisions', 'Decisions')}>
              {decisions.map((decision) => (
                <option key={decision.id} value={decision.id}>
                  {decision.label}
                </option>
              ))}
            </optgroup>
          )}
          {actions.length === 0 ? null : (
            <optgroup label={text('studio.externalActions', 'Other systems')}>
              {actions.map((action) => (
                <option key={action.id} value={action.id}>
                  {action.label}
                </option>
              ))}
            </optgroup>
          )}
        </select>
      )}
    </SettingRow>
  );
}
