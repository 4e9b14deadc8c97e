import { useMemo } from 'react';
import { useLanguage } from '../text/language.ts';
import { parseDuration } from './duration.ts';

/** A number as it comes from the API: exact decimals are text. */
export type Numeric = number | string | null | undefined;

export interface NumberOptions {
  /** Exactly this many digits after the decimal point; otherwise as many as the value has. */
  readonly digits?: number | null | undefined;
  readonly grouping?: boolean;
  readonly sign?: 'auto' | 'always';
  /** 12.4 K, 3.1 M. */
  readonly compact?: boolean;
}

/** Writes values in the language around. Absent values give empty text, unreadable ones are shown as they are. */
export interface Format {
  number(value: Numeric, options?: NumberOptions): string;
  money(amount: Numeric, currency: string | null | undefined, options?: NumberOptions): string;
  /** 0.25 is 25 %. */
  percent(share: Numeric, options?: NumberOptions): string;
  /** ISO 8601 date, or a date-time's date. */
  date(value: string | null | undefined, style?: 'short' | 'medium' | 'long'): string;
  time(value: string | null | undefined, seconds?: boolean): string;
  /** ISO 8601 date-time with offset, in the person's time zone. */
  dateTime(value: string | null | undefined, style?: 'short' | 'medium' | 'long', seconds?: boolean): string;
  /** ISO 8601 duration: `P3DT4H`. */
  duration(value: string | null | undefined): string;
  /** `3 days ago`, seen from `now` in milliseconds. */
  relative(value: string | null | undefined, now?: number): string;
  bytes(size: number): string;
  list(items: readonly string[]): string;
}

const numericText = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i;
const mostDigits = 34;

/** The formats of a language. */
function formatOf(locale: string): Format {
  const cache = new Map<string, Intl.NumberFormat>();
  const write = (value: Numeric, options: Intl.NumberFormatOptions): string => {
    if (value === null || value === undefined || value === '') return '';
    if (typeof value === 'string' && !numericText.test(value)) return value;
    const key = JSON.stringify(options);
    let format = cache.get(key);
    if (format === undefined) {
      format = new Intl.NumberFormat(locale, options);
      cache.set(key, format);
    }
    // Text is read as an exact decimal (ECMA-402 ToIntlMathematicalValue), so no digit is lost on the way.
    return format.format(value as number);
  };
  const temporal = (value: string | null | undefined, options: Intl.DateTimeFormatOptions, at: (text: string) => Date): string => {
    if (value === null || value === undefined || value === '') return '';
    const date = at(value);
    return Number.isNaN(date.getTime()) ? value : new Intl.DateTimeFormat(locale, options).format(date);
  };
  const format: Format = {
    number: (value, options) => write(value, { ...numberOptions(options), ...fixedDigits(options, mostDigits) }),
    money: (amount, currency, options) =>
      currency
        ? write(amount, { ...numberOptions(options), ...moneyDigits(options), style: 'currency', currency })
        : format.number(amount, options),
    percent: (share, options) => write(share, { ...numberOptions(options), ...fixedDigits(options, 2), style: 'percent' }),
    date: (value, style = 'medium') =>
      temporal(
        value,
        { dateStyle: style, timeZone: isDateOnly(value) ? 'UTC' : undefined } as Intl.DateTimeFormatOptions,
        (text) => new Date(text),
      ),
    time: (value, seconds = false) =>
      temporal(value, { timeStyle: seconds ? 'medium' : 'short', timeZone: 'UTC' }, (text) => new Date(`1970-01-01T${padTime(text)}Z`)),
    dateTime: (value, style = 'medium', seconds = false) =>
      temporal(value, { dateStyle: style, timeStyle: seconds ? 'medium' : 'short' }, (text) => new Date(text)),
    duration: (value) => writeDuration(locale, value, write),
    relative: (value, now = Date.now()) => writeRelative(locale, value, now),
    bytes: (size) => writeBytes(size, write),
    list: (items) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(items),
  };
  return format;
}

const formats = new Map<string, Format>();

/** The formats of the language around. */
export function useFormat(): Format {
  const { locale } = useLanguage();
  return useMemo(() => {
    const known = formats.get(locale) ?? formatOf(locale);
    formats.set(locale, known);
    return known;
  }, [locale]);
}

function numberOptions(options: NumberOptions = {}): Intl.NumberFormatOptions {
  return {
    useGrouping: options.grouping ?? true,
    ...(options.sign === 'always' ? { signDisplay: 'exceptZero' as const } : {}),
    ...(options.compact ? { notation: 'compact' as const } : {}),
  };
}

function fixedDigits(options: NumberOptions = {}, most: number): Intl.NumberFormatOptions {
  if (options.compact) return { maximumFractionDigits: options.digits ?? 1 };
  return typeof options.digits === 'number'
    ? { minimumFractionDigits: options.digits, maximumFractionDigits: options.digits }
    : { maximumFractionDigits: most };
}

function moneyDigits(options: NumberOptions = {}): Intl.NumberFormatOptions {
  return typeof options.digits === 'number' || options.compact ? fixedDigits(options, mostDigits) : {};
}

function isDateOnly(value: string | null | undefined): boolean {
  return typeof value === 'string' && value.length === 10;
}

function padTime(text: string): string {
  return text.length === 5 ? `${text}:00` : text;
}

type Write = (value: Numeric, options: Intl.NumberFormatOptions) => string;

function writeDuration(locale: string, value: string | null | undefined, write: Write): string {
  if (value === null || value === undefined || value === '') return '';
  const duration = parseDuration(value);
  if (duration === null) return value;
  const parts = duration.parts.map(({ unit, amount }) =>
    write(amount, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 9 }),
  );
  const words =
    parts.length === 0
      ? write(0, { style: 'unit', unit: 'second', unitDisplay: 'short' })
      : new Intl.ListFormat(locale, { type: 'unit', style: 'short' }).format(parts);
  return duration.negative ? `−${words}` : words;
}

const relativeUnits: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];

function writeRelative(locale: string, value: string | null | undefined, now: number): string {
  if (value === null || value === undefined || value === '') return '';
  const distance = Date.parse(value) - now;
  if (Number.isNaN(distance)) return value;
  const [unit, size] = relativeUnits.find(([, least]) => Math.abs(distance) >= least) ?? (['second', 1000] as const);
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.round(distance / size), unit);
}

function writeBytes(size: number, write: Write): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const step = Math.min(units.length - 1, size < 1000 ? 0 : Math.floor(Math.log10(size) / 3));
  return write(size / 1000 ** step, {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: step === 0 ? 0 : 1,
  });
}
