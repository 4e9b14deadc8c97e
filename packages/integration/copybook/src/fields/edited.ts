import type { CodePage } from '../code-pages/code-page.ts';
import type { Editing } from '../syntax/editing.ts';
import { digitsOf, numberText } from './digits.ts';
import type { FieldCodec } from './field-codec.ts';
import { textCodec } from './text.ts';

/**
 * An edited field: its text as it stands. A number is edited by the picture as MOVE does, by the rules of "Insertion editing" and "Zero
 * suppression and replacement editing" of the language reference; but nothing is cut. A text that fills the field, or is no plain
 * number, is written as it is.
 */
export function editedCodec(size: number, editing: Editing | null, blankWhenZero: boolean, page: CodePage): FieldCodec {
  const text = textCodec(size, false, page);
  if (editing === null) return text;
  const insertsZeros = editing.positions.some(({ kind, symbol }) => kind === 'inserted' && symbol === '0');
  return {
    ...text,
    write(bytes, at, value) {
      if (insertsZeros && typeof value === 'string' && isItsText(editing, value.padEnd(size))) return text.write(bytes, at, value);
      const number = typeof value === 'string' && value.length >= size ? null : numberText(value);
      if (number === null) return text.write(bytes, at, value);
      const written = digitsOf(number, editing.digits, editing.scale, editing.sign !== null);
      if (typeof written === 'string') return written;
      const isZero = /^0*$/.test(written.digits);
      return text.write(bytes, at, isZero && blankWhenZero ? '' : edited(editing, written.digits, written.negative && !isZero, isZero));
    },
  };
}

/** Whether a text that looks like a number is what the picture makes of one: its inserted zeros are no digits of it. */
function isItsText(editing: Editing, text: string): boolean {
  let at = 0;
  let digits = '';
  let negative = false;
  for (const { kind, symbol } of editing.positions) {
    const part = text.slice(at, at + symbol.length);
    at += symbol.length;
    if (kind === 'digit' || kind === 'suppressed') digits += /\d/.test(part) ? part : '0';
    if (kind === 'sign') negative = part === signText(symbol, true);
  }
  return digits.length === editing.digits && edited(editing, digits, negative, /^0*$/.test(digits)) === text;
}

function edited(editing: Editing, digits: string, negative: boolean, isZero: boolean): string {
  const { positions, suppressible, filler, floating } = editing;
  // Where each digit may be left out and the number is zero, nothing of it is shown; the point between asterisks is.
  if (isZero && suppressible)
    return positions.map(({ kind, symbol }) => (kind === 'point' && filler === '*' ? symbol : filler.repeat(symbol.length))).join('');
  let text = '';
  let next = 0;
  let shown = false;
  let begun = false;
  /** Where a floating symbol goes: before the first digit that is shown. */
  let before = -1;
  for (const { kind, symbol } of positions) {
    switch (kind) {
      case 'float':
      case 'suppressed':
      case 'digit': {
        begun ||= kind !== 'digit';
        const digit = kind === 'float' && !begun ? '0' : digits.charAt(next++);
        if (!shown && (digit !== '0' || kind === 'digit')) {
          shown = true;
          before = text.length - 1;
        }
        text += shown ? digit : filler;
        break;
      }
      case 'head':
        begun = true;
        text += ' ';
        break;
      case 'point':
        if (!shown) before = text.length - 1;
        shown = true;
        text += symbol;
        break;
      case 'inserted':
        text += begun && !shown ? filler : symbol;
        break;
      case 'sign':
        text += signText(symbol, negative);
        break;
      case 'fixed':
        text += symbol;
        break;
    }
  }
  if (floating === null) return text;
  const symbol = floating === '+' || floating === '-' ? signText(floating, negative) : floating;
  return text.slice(0, before) + symbol + text.slice(before + 1);
}

function signText(symbol: string, negative: boolean): string {
  if (symbol === '+') return negative ? '-' : '+';
  return negative ? symbol : ' '.repeat(symbol.length);
}
