import { useText } from '@plinth/component-kit';
import type { PropsOf } from '../contract/define-component.ts';
import type { Option } from '../contract/option.ts';
import { useInput } from '../contract/use-input.ts';
import { Field } from '../parts/field.tsx';
import { PickList } from '../parts/pick-list.tsx';
import type { select } from './manifest.ts';
import { RadioChoices } from './radio-choices.tsx';

export function Select(props: PropsOf<typeof select>) {
  const { properties } = props;
  const input = useInput(props);
  const words = useText();
  const options: readonly Option[] = properties.options ?? input.description?.options ?? [];
  const value = input.value === null ? null : String(input.value);
  if (properties.appearance !== 'list') {
    return (
      <Field input={input} group="radiogroup">
        <RadioChoices input={input} options={options} value={value} look={properties.appearance} rows={properties.rows} />
      </Field>
    );
  }
  const chosen = options.find((option) => option.value === value) ?? (value ? { value, label: value } : null);
  return (
    <Field input={input}>
      <PickList
        input={input}
        options={options}
        chosen={chosen}
        placeholder={properties.placeholder ?? words('ui.select.choose', 'Choose')}
        clearable={properties.clearable}
        onChoose={input.change}
      />
    </Field>
  );
}
