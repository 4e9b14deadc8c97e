import { decisionsOf, entitiesOf, externalActionsOf, queriesOf, recordOf } from '@plinth/app-definition';
import { Icon, useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { useDefinitionAfterPaint } from '@plinth/studio-frame';
import { memo } from 'react';
import { usePageWork } from '../page-work.ts';
import { addQuery, newActionQuery, newDecisionQuery, newQuery } from './new-query.ts';

/** What the page works with beside its components: itself with its state and parameters, and its queries. */
export const PageData = memo(function PageData() {
  const text = useText();
  const page = usePageWork();
  const definition = useDefinitionAfterPaint();
  const selection = useSignalValue(page.work.selection);
  const record = recordOf(definition, 'page', page.page);
  if (record === null) return null;
  const names = [...Object.keys(record.state), ...Object.keys(record.parameters)];
  const add = (chosen: string) => {
    const decision = recordOf(definition, 'decision', chosen);
    const action = recordOf(definition, 'external-action', chosen);
    const query =
      action !== null
        ? newActionQuery(definition, record, action)
        : decision === null
          ? newQuery(definition, record, chosen)
          : newDecisionQuery(definition, record, decision);
    page.edit(addQuery(query));
  };
  const entities = entitiesOf(definition);
  const decisions = decisionsOf(definition);
  const actions = externalActionsOf(definition).filter(({ effect }) => effect === 'reads');
  const choices = entities.length + decisions.length + actions.length;
  return (
    <div className="page-data">
      <ul aria-label={text('studio.pageData', 'Page and data')}>
        <li>
          <button type="button" aria-pressed={selection.length === 0} onClick={() => page.select([])}>
            <Icon name={record.icon ?? 'file'} size={14} />
            <bdi>{text('studio.pageSettings', 'Page')}</bdi>
            <small>{names.join(', ')}</small>
          </button>
        </li>
        {queriesOf(definition, page.page).map((query) => {
          const entity = recordOf(definition, 'entity', query.entity ?? '');
          const asked =
            recordOf(definition, 'decision', query.decision ?? '') ?? recordOf(definition, 'external-action', query.externalAction ?? '');
          return (
            <li key={query.id}>
              <button type="button" aria-pressed={selection.includes(query.id)} onClick={() => page.select([query.id])}>
                <Icon
                  name={query.externalAction !== undefined ? 'api-app' : query.decision === undefined ? 'database' : 'git-branch'}
                  size={14}
                />
                <bdi>{query.key}</bdi>
                <small>
                  <bdi>{entity?.label ?? asked?.label ?? query.entity ?? ''}</bdi>
                </small>
              </button>
            </li>
          );
        })}
      </ul>
      <select
        aria-label={text('studio.addQuery', 'Add a query')}
        value=""
        disabled={choices === 0}
        onChange={(event) => add(event.currentTarget.value)}
      >
        <option value="">
          {choices === 0 ? text('studio.noEntitiesToRead', 'No entities yet to read') : text('studio.addQueryOf', 'Add a query of …')}
        </option>
        <optgroup label={text('studio.entities', 'Entities')}>
          {entities.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </optgroup>
        {decisions.length === 0 ? null : (
          <optgroup label={text('studio.decisions', 'Decisions')}>
            {decisions.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </optgroup>
        )}
        {actions.length === 0 ? null : (
          <optgroup label={text('studio.externalActions', 'Other systems')}>
            {actions.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </optgroup>
        )}
      </select>
    </div>
  );
});
