import { addDecimals, compareDecimals, type DecimalText, decimalText } from '../contract/decimal-text.ts';
import type { Row } from '../contract/use-rows.ts';
import type { Series } from './series.ts';

/** A series with everything known. */
export interface DrawnSeries {
  /** Key in a point: a field's own name could be one that the drawing library uses. */
  readonly key: string;
  readonly field: string;
  readonly label: string;
  readonly colour: string;
}

/** Values at one category, exact; the drawing makes doubles of them. */
export interface ChartPoint {
  readonly category: string;
  readonly values: Readonly<Record<string, DecimalText | null>>;
  /** The row it came from; null for the rest of a pie. */
  readonly row: Row | null;
}

const palette = ['chart-1', 'chart-2', 'chart-3', 'chart-4', 'chart-5', 'chart-6'];
const mostSlices = 6;
const toneTokens: Readonly<Record<string, string>> = { neutral: 'ink-3', accent: 'accent', good: 'good', warn: 'warn', bad: 'bad' };

/** The colour of the n-th series or slice, by token. */
function chartColour(index: number, tone?: string | undefined): string {
  return `var(--${tone ? (toneTokens[tone] ?? 'ink-3') : palette[index % palette.length]})`;
}

/** The colours of slices: those of what they mean where each means something else, else one after the other. */
export function sliceColours(tones: readonly (string | null | undefined)[]): readonly string[] {
  const telling = tones.every(Boolean) && new Set(tones).size === tones.length;
  return tones.map((tone, index) => chartColour(index, telling ? (tone ?? undefined) : undefined));
}

/** Series as the maker wrote them, or every numeric field but the category. */
export function drawnSeries(wishes: readonly Series[] | null, rows: readonly Row[], category: string | null): readonly DrawnSeries[] {
  const first = rows[0] ?? {};
  const wanted: readonly Series[] =
    wishes && wishes.length > 0
      ? wishes
      : Object.keys(first)
          .filter((field) => field !== category && field !== 'id' && field !== 'version' && decimalText(first[field]) !== null)
          .map((field) => ({ field }));
  return wanted.map((series, index) => ({
    key: `series${index}`,
    field: series.field,
    label: series.label ?? readable(series.field),
    colour: chartColour(index, series.tone),
  }));
}

export function chartPoints(
  rows: readonly Row[],
  series: readonly DrawnSeries[],
  categoryOf: (row: Row, index: number) => string,
): readonly ChartPoint[] {
  return rows.map((row, index) => ({
    category: categoryOf(row, index),
    values: Object.fromEntries(series.map(({ key, field }) => [key, decimalText(amountOf(row[field]))])),
    row,
  }));
}

function amountOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'amount' in value ? value.amount : value;
}

/** The largest slices of a pie, and the rest as one: more than six colours cannot be told apart. */
export function pieSlices(points: readonly ChartPoint[], key: string, restLabel: string): readonly ChartPoint[] {
  const positive = points.filter((point) => compareDecimals(point.values[key] ?? '0', '0') > 0);
  if (positive.length <= mostSlices) return positive;
  const sorted = positive.toSorted((left, right) => compareDecimals(right.values[key] ?? '0', left.values[key] ?? '0'));
  const rest = sorted.slice(mostSlices - 1).reduce<DecimalText>((sum, point) => addDecimals(sum, point.values[key] ?? '0'), '0');
  return [...sorted.slice(0, mostSlices - 1), { category: restLabel, values: { [key]: rest }, row: null }];
}

function readable(field: string): string {
  const words = field.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
