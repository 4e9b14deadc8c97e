import { appOf, type Definition, fieldsOf, type RecordOf } from '@plinth/app-definition';
import { Icon, useText } from '@plinth/component-kit';
import type { JsonValue } from '@plinth/foundation';
import { useDefinitionExpressions } from '@plinth/studio-expressions';
import { ToolButton } from '@plinth/studio-frame';
import { useContext, useMemo } from 'react';
import { labelEntity, removeEntity, setOfEntity } from '../definition/entity-edits.ts';
import { usagesOfEntity } from '../definition/usages.ts';
import { UsageList } from '../entity/question-bar.tsx';
import { QuestionContext } from '../entity/use-field-acts.ts';
import { operationNames } from '../operation-names.ts';
import { useEdit } from '../use-edit.ts';
import { FieldPicks } from './field-picks.tsx';
import { Group } from './group.tsx';
import { CheckSetting, ChoiceSetting, FeelSetting, TextSetting } from './setting.tsx';

interface EntityPropertiesProps {
  readonly definition: Definition;
  readonly entity: RecordOf<'entity'>;
}

const searchable = new Set(['text', 'longText', 'email', 'phone', 'url', 'choice']);

/** Everything that can be told of an entity as a whole. */
export function EntityProperties({ definition, entity }: EntityPropertiesProps) {
  const text = useText();
  const edit = useEdit();
  const ask = useContext(QuestionContext);
  const expressions = useDefinitionExpressions();
  const usages = useMemo(() => usagesOfEntity(expressions, entity), [expressions, entity]);
  const fields = fieldsOf(definition, entity.id);
  const emails = fields.filter(({ type }) => type === 'email');
  const names = operationNames(text);
  const set = (property: string, words: string, value: JsonValue | undefined) => edit(setOfEntity(entity, property, words, value));
  const optional = (value: string) => (value.trim() === '' ? undefined : value.trim());
  const remove = () => {
    const run = () => edit(removeEntity(definition, entity));
    // Permissions go along; whatever else uses it would be left hanging.
    const others = usages.filter(({ record }) => record.kind !== 'permission');
    if (others.length === 0) return run();
    ask({
      title: text('studio.removeUsed', '{field} is used in {count, plural, one {# place} other {# places}}', {
        field: entity.label,
        count: others.length,
      }),
      usages: others,
      action: text('studio.removeAnyway', 'Remove it'),
      run,
    });
  };
  return (
    <div className="data-properties">
      <header className="studio-panel-head">
        <Icon name={entity.icon ?? 'table'} size={16} />
        <h2>
          <bdi>{entity.label}</bdi>
        </h2>
        <small>{text('studio.entity', 'Entity')}</small>
      </header>
      <Group
        title={text('studio.entity', 'Entity')}
        action={<ToolButton icon="trash" label={text('studio.removeEntity', 'Remove entity')} onClick={remove} />}
      >
        <TextSetting
          label={text('studio.column.label', 'Label')}
          value={entity.label}
          onKeep={(label) =>
            edit(
              labelEntity(
                definition,
                entity,
                label,
                usages.every(({ record }) => record.kind === 'permission'),
              ),
            )
          }
        />
        <TextSetting
          label={text('studio.plural', 'Plural')}
          value={entity.labelPlural ?? ''}
          placeholder={entity.label}
          onKeep={(value) => set('labelPlural', 'plural', optional(value))}
        />
        <TextSetting label={text('studio.column.key', 'Key')} mono value={entity.key} onKeep={(value) => set('key', 'key', value.trim())} />
        <TextSetting
          label={text('studio.icon', 'Icon')}
          mono
          value={entity.icon ?? ''}
          placeholder="table"
          onKeep={(value) => set('icon', 'icon', optional(value))}
        />
        <TextSetting
          label={text('studio.description', 'Description')}
          long
          value={entity.description ?? ''}
          onKeep={(value) => set('description', 'description', optional(value))}
        />
      </Group>
      <Group title={text('studio.records', 'Records')}>
        <FeelSetting
          label={text('studio.title', 'Title')}
          value={entity.title}
          scope={expressions.rowScope(entity.id)}
          expects="string"
          help={text(
            'studio.titleHelp',
            'How a record is called in pickers, links and breadcrumbs: a field such as name, or FEEL over several.',
          )}
          onKeep={(value) => set('title', 'title', value)}
        />
        {entity.source === undefined ? (
          <>
            <CheckSetting
              label={text('studio.history', 'History')}
              value={entity.history}
              help={text('studio.historyHelp', 'Keeps every earlier state of each record.')}
              onChange={(value) => set('history', 'history', value)}
            />
            <CheckSetting
              label={text('studio.softDelete', 'Can be restored')}
              value={entity.softDelete}
              help={text('studio.softDeleteHelp', 'Deleting only marks; deleted records can be restored.')}
              onChange={(value) => set('softDelete', 'soft delete', value)}
            />
          </>
        ) : (
          <p className="data-quiet">
            {text('studio.attachedHelp', 'Shows the table {table} of the connection {connection}: its rows stay there.', {
              table: `${entity.source.schema}.${entity.source.table}`,
              connection: entity.source.connection,
            })}
          </p>
        )}
        <FieldPicks
          label={text('studio.searchIn', 'Found by search')}
          help={text('studio.searchHelp', 'The first one weighs most.')}
          fields={fields}
          offers={({ type }) => searchable.has(type)}
          chosen={entity.search}
          onChange={(ids) => set('search', 'search fields', [...ids])}
        />
      </Group>
      {emails.length === 0 ? null : (
        <Group title={text('studio.people', 'People')}>
          <ChoiceSetting
            label={text('studio.userBy', 'Who signs in')}
            value={entity.userBy ?? ''}
            choices={[
              { value: '', label: text('studio.userByNone', 'No record of this entity') },
              ...emails.map(({ id, label }) => ({ value: id, label: text('studio.userByField', 'is known by {field}', { field: label }) })),
            ]}
            help={text('studio.userByHelp', 'A record, such as an employee, is the member with its e-mail address.')}
            onChange={(value) => set('userBy', 'who signs in', value === '' ? undefined : value)}
          />
          {entity.userBy === undefined ? null : (
            <FieldPicks
              label={text('studio.userFields', 'Known as user in rules')}
              help={text('studio.userFieldsHelp', 'Such as user.branch, in row rules, defaults and pages.')}
              fields={fields}
              chosen={entity.userFields ?? []}
              onChange={(ids) => set('userFields', 'fields of the user', [...ids])}
            />
          )}
        </Group>
      )}
      {appOf(definition)?.type === 'module' ? (
        <Group title={text('studio.shared', 'Shared with others')}>
          {(['read', 'create', 'update', 'delete'] as const).map((operation) => (
            <label key={operation} className="data-check-line">
              <input
                type="checkbox"
                checked={entity.shared.includes(operation)}
                onChange={({ currentTarget: { checked } }) =>
                  set(
                    'shared',
                    'what is shared',
                    checked ? [...entity.shared, operation] : entity.shared.filter((each) => each !== operation),
                  )
                }
              />
              {names[operation]}
            </label>
          ))}
        </Group>
      ) : null}
      <Group title={text('studio.usedBy', 'Used by')}>
        {usages.length === 0 ? (
          <p className="data-quiet">{text('studio.usedByNobody', 'Nothing in this application uses it yet.')}</p>
        ) : (
          <UsageList usages={usages} />
        )}
      </Group>
    </div>
  );
}
