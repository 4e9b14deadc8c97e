import { useRenderServices, useText } from '@plinth/component-kit';
import { type FocusEvent, type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
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
  const [entry, setEntry] = useState<{ readonly text: string; readonly means: DecimalText | null } | null>(null);
  // What was typed, and what is wrong with it, give way to a value that comes from elsewhere.
  const outdated = entry !== null && !sameNumber(entry.means, value);
  useEffect(() => {
    if (!outdated) return;
    setEntry(null);
    complain(null);
  });
  const typed = outdated ? null : (entry?.text ?? null);
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
      const number = readNumber(text, locale);
      setEntry({ text, means: number });
      if (number !== null) return settle(number);
      change(null);
      if (text.trim() === '') complain(null);
    },
    onFocus: (event) => {
      entered.current = event.currentTarget;
      setEntry({ text: value === null ? '' : write(value, false), means: value });
    },
    onBlur: () => {
      const text = typed ?? '';
      if (text.trim() !== '' && readNumber(text, locale) === null) {
        complain(words('ui.numberInput.invalid', 'Write a number like {example}.', { example: write('1234.5', limits.grouped) }));
        return;
      }
      setEntry(null);
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
      setEntry({ text: write(next, false), means: next });
      settle(next);
    },
  };
}

function sameNumber(one: DecimalText | null, other: DecimalText | null): boolean {
  return one === null || other === null ? one === other : compareDecimals(one, other) === 0;
}
