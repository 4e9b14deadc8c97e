import { type Definition, type RecordOf, recordOf } from '@plinth/app-definition';
import { Icon, useText } from '@plinth/component-kit';
import { fieldType } from '@plinth/definition-expressions';
import { printType } from '@plinth/expression';
import type { JsonValue } from '@plinth/foundation';
import { useDefinitionExpressions } from '@plinth/studio-expressions';
import { ToolButton } from '@plinth/studio-frame';
import { useMemo } from 'react';
import { setOfField } from '../definition/field-edits.ts';
import { fieldTypeInfo, hasSetting } from '../definition/field-type.ts';
import { usagesOfField } from '../definition/usages.ts';
import { cellChoices } from '../entity/field-work.ts';
import { UsageList } from '../entity/question-bar.tsx';
import { useFieldActs } from '../entity/use-field-acts.ts';
import { typeNames } from '../type-names.ts';
import { FieldLimits } from './field-limits.tsx';
import { Group } from './group.tsx';
import { CheckSetting, ChoiceSetting, FeelSetting, TextSetting } from './setting.tsx';
import { ValidationList } from './validation-list.tsx';

interface FieldPropertiesProps {
  readonly definition: Definition;
  readonly field: RecordOf<'field'>;
}

/** Everything that can be told of a field. */
export function FieldProperties({ definition, field }: FieldPropertiesProps) {
  const text = useText();
  const acts = useFieldActs();
  const expressions = useDefinitionExpressions();
  const scope = (written: string | undefined) => expressions.ruleScope(field.parent, written ?? '');
  const usages = useMemo(() => usagesOfField(expressions, field), [expressions, field]);
  const entity = recordOf(definition, 'entity', field.parent);
  const set = (words: string, values: Readonly<Record<string, JsonValue | undefined>>) => acts.edit(setOfField(field, words, values));
  const { type } = field;
  const computed = field.computed !== undefined;
  const expects = type === 'reference' ? 'any' : printType(fieldType(field));
  return (
    <div className="data-properties">
      <header className="studio-panel-head">
        <Icon name={fieldTypeInfo[type].icon} size={16} />
        <h2>
          <bdi>{field.label}</bdi>
        </h2>
        <small>{typeNames(text)[type]}</small>
      </header>
      <Group
        title={text('studio.field', 'Field')}
        action={
          <span className="data-acts">
            <ToolButton icon="arrow-up" label={text('studio.fieldUp', 'Move field up')} onClick={() => acts.shift(field, -1)} />
            <ToolButton icon="arrow-down" label={text('studio.fieldDown', 'Move field down')} onClick={() => acts.shift(field, 1)} />
            <ToolButton icon="copy" label={text('studio.duplicateField', 'Duplicate field')} onClick={() => acts.duplicate(field)} />
            <ToolButton icon="trash" label={text('studio.removeField', 'Remove field')} onClick={() => acts.remove([field])} />
          </span>
        }
      >
        <TextSetting
          label={text('studio.column.label', 'Label')}
          value={field.label}
          onKeep={(value) => acts.editCell(field, 'label', value)}
        />
        <TextSetting
          label={text('studio.column.key', 'Key')}
          mono
          value={field.key}
          onKeep={(value) => acts.editCell(field, 'key', value)}
        />
        <ChoiceSetting
          label={text('studio.column.type', 'Type')}
          value={type}
          choices={cellChoices(definition, field, 'type', text) ?? []}
          onChange={(value) => acts.editCell(field, 'type', value)}
        />
        <TextSetting
          label={text('studio.help', 'Help')}
          long
          value={field.help ?? ''}
          onKeep={(value) => set('help', { help: value === '' ? undefined : value })}
        />
        {computed ? null : (
          <CheckSetting
            label={text('studio.column.required', 'Required')}
            value={field.required}
            onChange={(value) => set('required', { required: value })}
          />
        )}
        {hasSetting(type, 'unique') ? (
          <CheckSetting
            label={text('studio.column.unique', 'Unique')}
            value={field.unique}
            onChange={(value) => set('unique', { unique: value })}
          />
        ) : null}
        {entity?.source === undefined ? null : (
          <TextSetting
            label={text('studio.sourceColumn', 'Column')}
            mono
            value={field.column ?? ''}
            onKeep={(value) => set('column', { column: value === '' ? undefined : value })}
          />
        )}
      </Group>
      <FieldLimits definition={definition} field={field} set={set} />
      {hasSetting(type, 'computed') ? (
        <Group title={text('studio.value', 'Value')}>
          {computed ? null : (
            <FeelSetting
              label={text('studio.column.default', 'Default')}
              value={field.default}
              scope={scope(field.default)}
              expects={expects}
              help={text('studio.defaultHelp', 'Where a record is made without a value, such as today() or user.email.')}
              onKeep={(value) => set('default', { default: value })}
            />
          )}
          <FeelSetting
            label={text('studio.computed', 'Computed')}
            value={field.computed}
            scope={scope(field.computed)}
            expects={expects}
            help={text('studio.computedHelp', 'Kept, and never written by hand. One that asks a decision is decided.')}
            onKeep={(value) => set('computation', { computed: value, ...(value === undefined ? {} : { default: undefined }) })}
          />
          {computed ? (
            <ChoiceSetting
              label={text('studio.decideAgain', 'Decided again')}
              value={field.decideAgain ?? 'whenInputsChange'}
              choices={[
                { value: 'whenInputsChange', label: text('studio.whenInputsChange', 'When what it reads changes') },
                { value: 'onEveryWrite', label: text('studio.onEveryWrite', 'Whenever the record is written') },
              ]}
              onChange={(value) => set('when it is decided again', { decideAgain: value === 'whenInputsChange' ? undefined : value })}
            />
          ) : null}
        </Group>
      ) : null}
      <Group title={text('studio.validations', 'Rules')}>
        <ValidationList
          validations={field.validations ?? []}
          scope={scope}
          onChange={(validations) => set('rules', { validations: validations.length === 0 ? undefined : (validations as JsonValue) })}
        />
      </Group>
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
