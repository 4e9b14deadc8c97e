import { asJsonNumber, decimalText } from '../contract/decimal-text.ts';
import type { PropsOf } from '../contract/define-component.ts';
import { useInput } from '../contract/use-input.ts';
import control from '../parts/control.module.css';
import { LineInput } from '../parts/line-input.tsx';
import { useNumberEntry } from '../parts/use-number-entry.ts';
import type { numberInput } from './manifest.ts';

export function NumberInput(props: PropsOf<typeof numberInput>) {
  const { properties } = props;
  const input = useInput(props);
  const kind = input.description?.type === 'integer' ? 'integer' : properties.kind;
  const entry = useNumberEntry(
    decimalText(input.value),
    {
      integer: kind === 'integer',
      digits: kind === 'integer' ? 0 : (properties.digits ?? input.description?.scale ?? null),
      leastDigits: 0,
      minimum: decimalText(properties.minimum ?? input.description?.minimum),
      maximum: decimalText(properties.maximum ?? input.description?.maximum),
      step: decimalText(properties.step) ?? '1',
      grouped: properties.grouped,
    },
    (number) => input.change(number === null ? null : asJsonNumber(number)),
    input.complain,
  );
  const { onText, text, ...handlers } = entry;
  return (
    <LineInput
      input={input}
      text={text}
      onText={onText}
      {...(input.readOnly ? {} : handlers)}
      figures
      inputMode={kind === 'integer' ? 'numeric' : 'decimal'}
      autoComplete="off"
      placeholder={properties.placeholder ?? undefined}
      trailing={properties.unit ? <span className={control.unit}>{properties.unit}</span> : null}
    />
  );
}
