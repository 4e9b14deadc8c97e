import { Decimal } from '@plinth/expression';
import { numberText } from './digits.ts';
import type { FieldCodec } from './field-codec.ts';
import { shown } from './text.ts';
import { neverWrong } from './wrong-bytes.ts';

/**
 * IBM's hexadecimal floating point: a sign, seven bits of an exponent to base 16 that begins at -64, and a fraction of 24 or 56 bits
 * (z/Architecture Principles of Operation, chapter 18). The value is the shortest decimal number that is written as the same bytes.
 */
export function hexFloatCodec(size: 4 | 8): FieldCodec {
  const places = size === 4 ? 6 : 14;
  return {
    empty: 0,
    wrong: neverWrong,
    read({ bytes }, at) {
      let fraction = 0n;
      for (let index = 1; index < size; index++) fraction = (fraction << 8n) | BigInt(bytes[at + index] ?? 0);
      if (fraction === 0n) return 0;
      const head = bytes[at] ?? 0;
      const exact = ratioOf(fraction, (head & 0x7f) - 64 - places);
      for (let digits = size === 4 ? 6 : 15; ; digits++) {
        const rounded = roundedTo(exact, digits);
        const back = partsOf(toRatio(rounded.coefficient, rounded.exponent), places);
        if (digits < 19 && (back === null || ratioDiffers(back, exact, places))) continue;
        return Decimal.of(head >= 0x80 ? -rounded.coefficient : rounded.coefficient, rounded.exponent) ?? undefined;
      }
    },
    write(bytes, at, value) {
      const text = numberText(value);
      const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text ?? '');
      if (text === null || match === null) return `must be a number, not ${shown(value)}`;
      const [, sign, whole = '', fraction = '', exponent = '0'] = match;
      const coefficient = BigInt(`0${whole}${fraction}`);
      const power = Number(exponent) - fraction.length;
      bytes.fill(0, at, at + size);
      if (coefficient === 0n) return null;
      if (Math.abs(power) > 200) return `${text} is beyond what ${size} bytes hold`;
      const parts = partsOf(toRatio(coefficient, power), places);
      if (parts === null) return `${text} is beyond what ${size} bytes hold`;
      bytes[at] = (sign === '-' ? 0x80 : 0) | parts.exponent;
      let rest = parts.fraction;
      for (let index = size - 1; index > 0; index--) {
        bytes[at + index] = Number(rest & 0xffn);
        rest >>= 8n;
      }
      return null;
    },
  };
}

interface Ratio {
  readonly over: bigint;
  readonly under: bigint;
}

/** fraction × 16^power */
function ratioOf(fraction: bigint, power: number): Ratio {
  return power >= 0 ? { over: fraction << BigInt(power * 4), under: 1n } : { over: fraction, under: 1n << BigInt(-power * 4) };
}

/** coefficient × 10^power */
function toRatio(coefficient: bigint, power: number): Ratio {
  return power >= 0 ? { over: coefficient * 10n ** BigInt(power), under: 1n } : { over: coefficient, under: 10n ** BigInt(-power) };
}

/** Exponent and fraction of the nearest number of the form; null beyond its range. */
function partsOf({ over, under }: Ratio, places: number): { readonly exponent: number; readonly fraction: bigint } | null {
  const bits = (value: bigint) => value.toString(2).length;
  let power = Math.ceil((bits(over) - bits(under)) / 4);
  for (; ; power++) {
    // The fraction counts 16^-places of 16^power, and its first hexadecimal digit is none of zero.
    const shift = BigInt((places - power) * 4);
    const [top, bottom] = shift >= 0n ? [over << shift, under] : [over, under << -shift];
    const fraction = divideHalfEven(top, bottom);
    if (fraction >= 1n << BigInt(places * 4)) continue;
    if (fraction < 1n << BigInt((places - 1) * 4)) {
      power -= 2;
      continue;
    }
    const exponent = power + 64;
    return exponent < 0 || exponent > 127 ? null : { exponent, fraction };
  }
}

function ratioDiffers({ exponent, fraction }: { exponent: number; fraction: bigint }, exact: Ratio, places: number): boolean {
  const back = ratioOf(fraction, exponent - 64 - places);
  return back.over * exact.under !== exact.over * back.under;
}

/** Rounded to so many digits. */
function roundedTo({ over, under }: Ratio, digits: number): { readonly coefficient: bigint; readonly exponent: number } {
  let exponent = over.toString().length - under.toString().length - digits;
  for (; ; exponent++) {
    const coefficient =
      exponent >= 0 ? divideHalfEven(over, under * 10n ** BigInt(exponent)) : divideHalfEven(over * 10n ** BigInt(-exponent), under);
    if (coefficient < 10n ** BigInt(digits)) return { coefficient, exponent };
  }
}

function divideHalfEven(over: bigint, under: bigint): bigint {
  const whole = over / under;
  const rest = (over % under) * 2n;
  return rest > under || (rest === under && whole % 2n === 1n) ? whole + 1n : whole;
}
