import type { Definition, FieldRecord } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import type { JsonValue } from '@plinth/foundation';
import { fieldTypeInfo, hasSetting } from '../definition/field-type.ts';
import { deletionChoices, entityChoices } from '../entity/field-work.ts';
import { Group } from './group.tsx';
import { OptionList } from './option-list.tsx';
import { ChoiceSetting, NumberSetting, TextSetting } from './setting.tsx';

interface FieldLimitsProps {
  readonly definition: Definition;
  /** A field, or what has values of its types. */
  readonly field: Pick<
    FieldRecord,
    | 'type'
    | 'options'
    | 'target'
    | 'onDelete'
    | 'minLength'
    | 'maxLength'
    | 'pattern'
    | 'minimum'
    | 'maximum'
    | 'scale'
    | 'currency'
    | 'maxBytes'
    | 'accept'
  >;
  set(words: string, values: Readonly<Record<string, JsonValue | undefined>>): void;
}

const megabyte = 1_048_576;

/** What values of a field may be, as far as its type knows it. */
export function FieldLimits({ definition, field, set }: FieldLimitsProps) {
  const text = useText();
  const { type } = field;
  const has = (setting: Parameters<typeof hasSetting>[1]) => hasSetting(type, setting);
  const { example, settings } = fieldTypeInfo[type];
  const limiting = settings.some((setting) => setting !== 'default' && setting !== 'computed' && setting !== 'unique');
  if (!limiting) return null;
  const optional = (value: string) => (value.trim() === '' ? undefined : value.trim());
  return (
    <Group
      title={
        type === 'reference'
          ? text('studio.leadsTo', 'Leads to')
          : has('options')
            ? text('studio.choices', 'Choices')
            : text('studio.limits', 'Limits')
      }
    >
      {has('options') ? (
        <OptionList options={field.options ?? []} onChange={(options) => set('choices', { options: options as JsonValue })} />
      ) : null}
      {has('target') ? (
        <ChoiceSetting
          label={text('studio.target', 'Target')}
          value={field.target ?? ''}
          choices={entityChoices(definition)}
          onChange={(target) => set('target', { target })}
        />
      ) : null}
      {has('onDelete') ? (
        <ChoiceSetting
          label={text('studio.targetDeleted', 'If the target is deleted')}
          value={field.onDelete ?? 'restrict'}
          choices={deletionChoices(text)}
          onChange={(onDelete) => set('what happens when its target is deleted', { onDelete })}
        />
      ) : null}
      {has('minLength') ? (
        <NumberSetting
          label={text('studio.minLength', 'Fewest characters')}
          value={field.minLength}
          smallest={0}
          largest={1_000_000}
          onKeep={(minLength) => set('fewest characters', { minLength })}
        />
      ) : null}
      {has('maxLength') ? (
        <NumberSetting
          label={text('studio.maxLength', 'Most characters')}
          value={field.maxLength}
          smallest={1}
          largest={1_000_000}
          onKeep={(maxLength) => set('most characters', { maxLength })}
        />
      ) : null}
      {has('pattern') ? (
        <TextSetting
          label={text('studio.pattern', 'Pattern')}
          mono
          placeholder="[A-Z]{2}[0-9]+"
          value={field.pattern ?? ''}
          onKeep={(value) => set('pattern', { pattern: optional(value) })}
        />
      ) : null}
      {has('minimum') ? (
        <TextSetting
          label={text('studio.minimum', 'Smallest')}
          mono
          placeholder={example}
          value={field.minimum ?? ''}
          onKeep={(value) => set('smallest value', { minimum: optional(value) })}
        />
      ) : null}
      {has('maximum') ? (
        <TextSetting
          label={text('studio.maximum', 'Largest')}
          mono
          placeholder={example}
          value={field.maximum ?? ''}
          onKeep={(value) => set('largest value', { maximum: optional(value) })}
        />
      ) : null}
      {has('scale') ? (
        <NumberSetting
          label={text('studio.scale', 'Decimal places')}
          value={field.scale}
          smallest={0}
          largest={20}
          onKeep={(scale) => set('decimal places', { scale })}
        />
      ) : null}
      {has('currency') ? (
        <TextSetting
          label={text('studio.currency', 'Currency')}
          mono
          placeholder="EUR"
          help={text('studio.currencyHelp', 'Three letters; empty: each record has its own.')}
          value={field.currency ?? ''}
          onKeep={(value) => set('currency', { currency: optional(value)?.toUpperCase() })}
        />
      ) : null}
      {has('maxBytes') ? (
        <NumberSetting
          label={text('studio.maxMegabytes', 'Most megabytes')}
          value={field.maxBytes === undefined ? undefined : Math.max(1, Math.round(field.maxBytes / megabyte))}
          smallest={1}
          largest={10_000}
          onKeep={(megabytes) => set('largest size', { maxBytes: megabytes === undefined ? undefined : megabytes * megabyte })}
        />
      ) : null}
      {has('accept') ? (
        <TextSetting
          label={text('studio.accept', 'Kinds of files')}
          mono
          placeholder="image/*, application/pdf"
          value={(field.accept ?? []).join(', ')}
          onKeep={(value) => {
            const accept = value.split(',').flatMap((kind) => optional(kind) ?? []);
            set('kinds of files', { accept: accept.length === 0 ? undefined : accept });
          }}
        />
      ) : null}
    </Group>
  );
}
