import { useRenderServices, useText } from '@plinth/component-kit';
import { type FocusEvent, type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { addDecimals, compareDecimals, type DecimalText, decimalText, scaleOf } from '../contract/decimal-text.ts';
import { readNumber, writeNumber } from '../contract/number-entry.ts';

export interface NumberLimits {
  readonly integer: boolean;
  readonly digits: number | null;
  readonly leastDigits: number;
  readonly minimum: DecimalText | null;
  readonly maximum: DecimalText | null;
  readonly step: DecimalText | null;
  readonly grouped: boolean;
}

interface NumberEntry {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onFocus: (event: FocusEvent<HTMLInputElement>) => void;
  readonly onBlur: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** Typing of exact numbers: as typed while the focus is here, in the form of the locale otherwise. */
export function useNumberEntry(
  value: DecimalText | null,
  limits: NumberLimits,
  change: (value: DecimalText | null) => void,
  complain: (message: string | null) => void,
): NumberEntry {
  const { locale } = useRenderServices();
  const words = useText();
  const [typed, setTyped] = useState<string | null>(null);
  const entered = useRef<HTMLInputElement | null>(null);
  // Taking the groups away on focus drops the browser's selection, and what is typed next would be appended.
  useLayoutEffect(() => {
    entered.current?.select();
    entered.current = null;
  });
  const write = (number: DecimalText, grouped: boolean) => writeNumber(number, locale, { grouped, leastDigits: limits.leastDigits });

  const refuse = (number: DecimalText): string | null => {
    if (limits.integer && scaleOf(number) > 0) return words('ui.numberInput.integer', 'Write a whole number.');
    if (limits.digits !== null && scaleOf(number) > limits.digits) {
      return words('ui.numberInput.digits', 'Write at most {count, plural, one {# digit} other {# digits}} after the point.', {
        count: limits.digits,
      });
    }
    if (limits.minimum !== null && compareDecimals(number, limits.minimum) < 0) {
      return words('ui.numberInput.least', 'Write at least {limit}.', { limit: write(limits.minimum, true) });
    }
    if (limits.maximum !== null && compareDecimals(number, limits.maximum) > 0) {
      return words('ui.numberInput.most', 'Write at most {limit}.', { limit: write(limits.maximum, true) });
    }
    return null;
  };
  const settle = (number: DecimalText) => {
    change(number);
    complain(refuse(number));
  };

  return {
    text: typed ?? (value === null ? '' : write(value, limits.grouped)),
    onText: (text) => {
      setTyped(text);
      if (text.trim() === '') {
        change(null);
        complain(null);
        return;
      }
      const number = readNumber(text, locale);
      if (number === null) change(null);
      else settle(number);
    },
    onFocus: (event) => {
      entered.current = event.currentTarget;
      setTyped(value === null ? '' : write(value, false));
    },
    onBlur: () => {
      const text = typed ?? '';
      if (text.trim() !== '' && readNumber(text, locale) === null) {
        complain(words('ui.numberInput.invalid', 'Write a number like {example}.', { example: write('1234.5', limits.grouped) }));
        return;
      }
      setTyped(null);
    },
    onKeyDown: (event) => {
      const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
      if (direction === 0 || limits.step === null || event.altKey) return;
      event.preventDefault();
      const step =
        direction === 1 ? limits.step : (decimalText(limits.step.startsWith('-') ? limits.step.slice(1) : `-${limits.step}`) ?? '0');
      let next = addDecimals(value ?? '0', step);
      if (limits.minimum !== null && compareDecimals(next, limits.minimum) < 0) next = limits.minimum;
      if (limits.maximum !== null && compareDecimals(next, limits.maximum) > 0) next = limits.maximum;
      setTyped(write(next, false));
      settle(next);
    },
  };
}
