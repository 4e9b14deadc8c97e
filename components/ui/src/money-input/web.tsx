import { useRenderServices, useText } from '@plinth/component-kit';
import { type DecimalText, decimalText } from '../contract/decimal-text.ts';
import type { PropsOf } from '../contract/define-component.ts';
import { useInput } from '../contract/use-input.ts';
import control from '../parts/control.module.css';
import { LineInput } from '../parts/line-input.tsx';
import { useNumberEntry } from '../parts/use-number-entry.ts';
import { currencyDigits, currencySign } from './currency.ts';
import type { moneyInput } from './manifest.ts';
import styles from './money-input.module.css';

export function MoneyInput(props: PropsOf<typeof moneyInput>) {
  const { properties } = props;
  const input = useInput(props);
  const words = useText();
  const { locale } = useRenderServices();
  const fixed = properties.currency ?? input.description?.currency ?? null;
  const money = readMoney(input.value);
  const choices = properties.currencies ?? ['EUR', 'USD', 'GBP', 'CHF', 'JPY', 'CZK', 'PLN'];
  const currency = fixed ?? money.currency ?? choices[0] ?? 'EUR';
  const digits = input.description?.scale ?? currencyDigits(currency);
  const tell = (amount: DecimalText | null, code: string) =>
    input.change(amount === null ? null : fixed === null ? { amount, currency: code } : amount);
  const { onText, text, ...handlers } = useNumberEntry(
    money.amount,
    {
      integer: false,
      digits,
      leastDigits: digits,
      minimum: decimalText(properties.minimum ?? input.description?.minimum),
      maximum: decimalText(properties.maximum ?? input.description?.maximum),
      step: null,
      grouped: true,
    },
    (amount) => tell(amount, currency),
    input.complain,
  );
  return (
    <LineInput
      input={input}
      text={text}
      onText={onText}
      {...(input.readOnly ? {} : handlers)}
      figures
      inputMode="decimal"
      autoComplete="off"
      placeholder={properties.placeholder ?? undefined}
      trailing={
        fixed === null && !input.readOnly && !input.disabled ? (
          <select
            className={styles.currency}
            aria-label={words('ui.moneyInput.currency', 'Currency of {label}', { label: input.label })}
            value={currency}
            onChange={(event) => tell(money.amount ?? '0', event.currentTarget.value)}
          >
            {[...new Set([currency, ...choices])].map((code) => (
              <option key={code} value={code}>
                {code}
              </option>
            ))}
          </select>
        ) : (
          <span className={control.unit}>{currencySign(currency, locale)}</span>
        )
      }
    />
  );
}

function readMoney(value: unknown): { readonly amount: DecimalText | null; readonly currency: string | null } {
  if (typeof value === 'object' && value !== null && 'amount' in value) {
    const currency = 'currency' in value && typeof value.currency === 'string' ? value.currency : null;
    return { amount: decimalText(value.amount), currency };
  }
  return { amount: decimalText(value), currency: null };
}
