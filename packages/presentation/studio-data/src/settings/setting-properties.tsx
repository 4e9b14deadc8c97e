import { type Definition, type RecordOf, settingTypes } from '@plinth/app-definition';
import { Icon, useText } from '@plinth/component-kit';
import type { JsonValue } from '@plinth/foundation';
import { ToolButton, useDraft } from '@plinth/studio-frame';
import { fieldTypeInfo } from '../definition/field-type.ts';
import { labelSetting, removeSetting, retypeSetting, setOfSetting } from '../definition/setting-edits.ts';
import { FieldLimits } from '../properties/field-limits.tsx';
import { Group } from '../properties/group.tsx';
import { CheckSetting, ChoiceSetting, Setting, TextSetting } from '../properties/setting.tsx';
import { typeNames } from '../type-names.ts';
import { useEdit } from '../use-edit.ts';
import { ValueInput } from './value-input.tsx';
import { readValue, writtenValue } from './written-value.ts';

interface SettingPropertiesProps {
  readonly definition: Definition;
  readonly setting: RecordOf<'setting'>;
}

/** What the application declares of a setting; what environments say of it stands elsewhere. */
export function SettingProperties({ definition, setting }: SettingPropertiesProps) {
  const text = useText();
  const edit = useEdit();
  const names = typeNames(text);
  const set = (words: string, values: Readonly<Record<string, JsonValue | undefined>>) => edit(setOfSetting(setting, words, values));
  const mayBeSecret = setting.type === 'text' || setting.type === 'longText';
  return (
    <div className="data-properties">
      <header className="studio-panel-head">
        <Icon name={setting.secret ? 'lock' : fieldTypeInfo[setting.type].icon} size={16} />
        <h2>
          <bdi>{setting.label}</bdi>
        </h2>
        <small>{names[setting.type]}</small>
      </header>
      <Group
        title={text('studio.setting', 'Setting')}
        action={
          <ToolButton icon="trash" label={text('studio.removeSetting', 'Remove setting')} onClick={() => edit(removeSetting(setting))} />
        }
      >
        <TextSetting
          label={text('studio.column.label', 'Label')}
          value={setting.label}
          onKeep={(label) => edit(labelSetting(definition, setting, label))}
        />
        <TextSetting
          label={text('studio.column.key', 'Key')}
          mono
          value={setting.key}
          help={text('studio.settingKeyHelp', 'Expressions read settings.{key}; environments keep what they say by the key.', {
            key: setting.key,
          })}
          onKeep={(key) => set('the key', { key: key.trim() })}
        />
        <TextSetting
          label={text('studio.description', 'Description')}
          long
          value={setting.description ?? ''}
          onKeep={(value) => set('the description', { description: value.trim() === '' ? undefined : value })}
        />
        <ChoiceSetting
          label={text('studio.column.type', 'Type')}
          value={setting.type}
          choices={settingTypes.map((value) => ({ value, label: names[value] }))}
          onChange={(type) => edit(retypeSetting(setting, type as RecordOf<'setting'>['type']))}
        />
        <CheckSetting
          label={text('studio.column.required', 'Required')}
          value={setting.required}
          help={text('studio.settingRequiredHelp', 'The application is published only where it has a value.')}
          onChange={(required) => set('whether it is required', { required })}
        />
        {mayBeSecret ? (
          <CheckSetting
            label={text('studio.settingSecret', 'Secret')}
            value={setting.secret}
            help={text('studio.settingSecretHelp', 'Sealed, and told to nobody: only functions and connections use it.')}
            onChange={(secret) => set('whether it is secret', { secret, ...(secret ? { default: undefined } : {}) })}
          />
        ) : null}
        {setting.secret ? null : <DefaultValue key={`${setting.id} ${setting.type}`} setting={setting} set={set} />}
      </Group>
      <FieldLimits definition={definition} field={setting} set={set} />
    </div>
  );
}

interface DefaultValueProps {
  readonly setting: RecordOf<'setting'>;
  set(words: string, values: Readonly<Record<string, JsonValue | undefined>>): void;
}

function DefaultValue({ setting, set }: DefaultValueProps) {
  const text = useText();
  const keep = (written: string) =>
    set('the default', { default: written === '' ? undefined : (readValue(setting, written) as JsonValue) });
  const { onBlur, onKeyDown, onChange, value } = useDraft(writtenValue(setting, setting.default), keep);
  const isChosen = setting.type === 'choice' || setting.type === 'boolean';
  return (
    <Setting
      label={text('studio.column.default', 'Default')}
      help={text('studio.settingDefaultHelp', 'Where an environment says nothing.')}
    >
      {(id) => (
        <ValueInput
          id={id}
          setting={setting}
          text={value}
          onText={(written) => (isChosen ? keep(written) : onChange({ currentTarget: { value: written } }))}
          onBlur={onBlur}
          onKeyDown={onKeyDown}
        />
      )}
    </Setting>
  );
}
