import { type FeelNumber, parseNumber } from '../values/decimal.ts';
import { parseDuration } from '../values/parse-temporal.ts';
import { DaysDuration, YearsDuration } from '../values/temporal.ts';

/** The number that digits write, exactly: `exactly('0.1')`. Null for what is no number. */
export function exactly(digits: string): FeelNumber | null {
  return parseNumber(digits);
}

/** `P1DT2H` as a duration. Null for any other text. */
export function daysDuration(text: string): DaysDuration | null {
  const duration = parseDuration(text);
  return duration instanceof DaysDuration ? duration : null;
}

/** `P1Y6M` as a duration. Null for any other text. */
export function yearsDuration(text: string): YearsDuration | null {
  const duration = parseDuration(text);
  return duration instanceof YearsDuration ? duration : null;
}
