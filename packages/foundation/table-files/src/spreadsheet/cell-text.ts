import type { NumberKind } from './number-format.ts';

const day = 86_400_000;
/** Digits that Excel keeps and shows; what stands behind them is an artefact of binary numbers. */
const digitsKept = 15;
const largestSerial = 2_958_466;

/** A number of a cell as text: exact, and a day or time where it is shown as one. */
export function numberText(written: string, kind: NumberKind, since1904: boolean): string {
  const value = Number(written);
  if (!Number.isFinite(value)) return written;
  if (kind === 'number') return plainNumber(written, value);
  if (kind === 'elapsed') return durationText(value);
  if (value < 0 || value >= largestSerial) return plainNumber(written, value);
  const moment = new Date(startOf(value, since1904) + Math.round(value * day));
  const iso = moment.toISOString();
  const clock = iso.slice(11, iso.endsWith('.000Z') ? 19 : 23);
  if (kind === 'time') return clock;
  return kind === 'date' ? iso.slice(0, 10) : `${iso.slice(0, 10)}T${clock}`;
}

/** Day 0. Excel counts a 29 February 1900 that never was, so that days before March 1900 begin one later. */
function startOf(value: number, since1904: boolean): number {
  if (since1904) return Date.UTC(1904, 0, 1);
  return Date.UTC(1899, 11, value < 60 ? 31 : 30);
}

function plainNumber(written: string, value: number): string {
  const [, digits = ''] = /^-?0*(\d[\d.]*)$/.exec(written) ?? [];
  if (digits !== '' && digits.replace('.', '').length <= digitsKept) return written;
  return withoutExponent(String(Number(value.toPrecision(digitsKept))));
}

function withoutExponent(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent] = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text) ?? [];
  if (exponent === undefined) return text;
  const point = whole.length + Number(exponent);
  const digits = whole + fraction;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return point >= digits.length ? sign + digits.padEnd(point, '0') : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

function durationText(days: number): string {
  const seconds = Math.round(Math.abs(days) * 86_400);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${days < 0 ? '-' : ''}PT${parts.map((part, place) => (part === 0 ? '' : `${part}${'HMS'[place]}`)).join('') || '0S'}`;
}
