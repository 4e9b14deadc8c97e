import type { PropsOf } from '../contract/define-component.ts';
import { useInput } from '../contract/use-input.ts';
import { DateLine } from '../parts/date-line.tsx';
import { Field } from '../parts/field.tsx';
import type { dateInput } from './manifest.ts';

export function DateInput(props: PropsOf<typeof dateInput>) {
  const { properties } = props;
  const input = useInput(props);
  const value = input.value;
  return (
    <Field input={input}>
      <DateLine
        input={input}
        date={value === null || value === '' ? null : String(value).slice(0, 10)}
        onDate={input.change}
        minimum={properties.minimum ?? input.description?.minimum ?? null}
        maximum={properties.maximum ?? input.description?.maximum ?? null}
        placeholder={properties.placeholder}
      />
    </Field>
  );
}
