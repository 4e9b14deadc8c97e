import type { SkinProps } from '@plinth/component-kit';
import { type FieldDescription, useText } from '@plinth/component-kit';
import type { ComponentType } from 'react';
import { checkbox } from '../checkbox/manifest.ts';
import { Checkbox } from '../checkbox/web.tsx';
import type { DefinedComponent } from '../contract/define-component.ts';
import { relationType } from '../contract/relation-field.ts';
import { withDefaults } from '../contract/with-defaults.tsx';
import { dateInput } from '../date-input/manifest.ts';
import { DateInput } from '../date-input/web.tsx';
import { dateTimeInput } from '../date-time-input/manifest.ts';
import { DateTimeInput } from '../date-time-input/web.tsx';
import { durationInput } from '../duration-input/manifest.ts';
import { DurationInput } from '../duration-input/web.tsx';
import { emailInput } from '../email-input/manifest.ts';
import { EmailInput } from '../email-input/web.tsx';
import { fileInput } from '../file-input/manifest.ts';
import { FileInput } from '../file-input/web.tsx';
import { jsonInput } from '../json-input/manifest.ts';
import { JsonInput } from '../json-input/web.tsx';
import { longTextInput } from '../long-text-input/manifest.ts';
import { LongTextInput } from '../long-text-input/web.tsx';
import { moneyInput } from '../money-input/manifest.ts';
import { MoneyInput } from '../money-input/web.tsx';
import { multiReferencePicker } from '../multi-reference-picker/manifest.ts';
import { MultiReferencePicker } from '../multi-reference-picker/web.tsx';
import { multiSelect } from '../multi-select/manifest.ts';
import { MultiSelect } from '../multi-select/web.tsx';
import { numberInput } from '../number-input/manifest.ts';
import { NumberInput } from '../number-input/web.tsx';
import { phoneInput } from '../phone-input/manifest.ts';
import { PhoneInput } from '../phone-input/web.tsx';
import { referencePicker } from '../reference-picker/manifest.ts';
import { ReferencePicker } from '../reference-picker/web.tsx';
import { select } from '../select/manifest.ts';
import { Select } from '../select/web.tsx';
import { textInput } from '../text-input/manifest.ts';
import { TextInput } from '../text-input/web.tsx';
import { timeInput } from '../time-input/manifest.ts';
import { TimeInput } from '../time-input/web.tsx';
import { urlInput } from '../url-input/manifest.ts';
import { UrlInput } from '../url-input/web.tsx';
import type { FormField } from './form-field.ts';

type AnyInput = ComponentType<SkinProps>;

function input<Properties extends object>(metadata: DefinedComponent<Properties>, skin: ComponentType<SkinProps<Properties>>): AnyInput {
  return withDefaults(metadata, skin) as AnyInput;
}

const text = input(textInput, TextInput);
const number = input(numberInput, NumberInput);

/** The input of each field type. */
const inputs: Readonly<Record<string, AnyInput>> = {
  text,
  longText: input(longTextInput, LongTextInput),
  integer: number,
  decimal: number,
  money: input(moneyInput, MoneyInput),
  boolean: input(checkbox, Checkbox),
  date: input(dateInput, DateInput),
  time: input(timeInput, TimeInput),
  dateTime: input(dateTimeInput, DateTimeInput),
  duration: input(durationInput, DurationInput),
  email: input(emailInput, EmailInput),
  phone: input(phoneInput, PhoneInput),
  url: input(urlInput, UrlInput),
  choice: input(select, Select),
  multiChoice: input(multiSelect, MultiSelect),
  json: input(jsonInput, JsonInput),
  file: input(fileInput, FileInput),
  reference: input(referencePicker, ReferencePicker),
  [relationType]: input(multiReferencePicker, MultiReferencePicker),
};

const nothing: Readonly<Record<string, never>> = {};
const ignore = () => {};

interface FieldInputProps {
  readonly id: string;
  readonly entityKey: string;
  readonly field: FieldDescription;
  readonly wish: FormField;
}

/** The input that a field of an entity asks for. */
export function FieldInput({ id, entityKey, field, wish }: FieldInputProps) {
  const words = useText();
  const Input = inputs[field.type] ?? text;
  const properties = {
    field: field.key,
    label: wish.label,
    help: wish.help,
    placeholder: wish.placeholder,
    readOnly: wish.readOnly,
    ...(field.type === 'file' ? { entity: entityKey } : {}),
    ...(field.type === 'boolean' ? { label: wish.label ?? field.label ?? words('ui.yes', 'Yes') } : {}),
  };
  return <Input id={`${id}-${field.key}`} properties={properties} events={nothing} slots={nothing} rowSlots={nothing} setOutput={ignore} />;
}

/** Fields whose inputs are as wide as the form. */
export function isWide(field: FieldDescription, wish: FormField): boolean {
  return wish.wide ?? (field.type === 'longText' || field.type === 'json' || field.type === relationType);
}
