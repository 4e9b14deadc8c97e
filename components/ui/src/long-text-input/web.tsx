import { classNames } from '../contract/class-names.ts';
import type { PropsOf } from '../contract/define-component.ts';
import { useInput } from '../contract/use-input.ts';
import control from '../parts/control.module.css';
import { Field } from '../parts/field.tsx';
import type { longTextInput } from './manifest.ts';

export function LongTextInput(props: PropsOf<typeof longTextInput>) {
  const { properties } = props;
  const input = useInput(props);
  return (
    <Field input={input}>
      <span
        className={control.control}
        data-invalid={input.error ? true : undefined}
        data-read-only={input.readOnly || undefined}
        data-disabled={input.disabled || undefined}
      >
        <textarea
          id={input.elementId}
          {...input.aria}
          className={classNames(control.input, control.area)}
          rows={properties.rows}
          style={{ minBlockSize: `calc(${properties.rows} * 1.5em + 10px)` }}
          placeholder={properties.placeholder ?? undefined}
          maxLength={properties.maxLength ?? input.description?.maxLength}
          readOnly={input.readOnly}
          disabled={input.disabled}
          value={String(input.value ?? '')}
          onChange={(event) => input.change(event.currentTarget.value === '' && input.inForm ? null : event.currentTarget.value)}
        />
      </span>
    </Field>
  );
}
