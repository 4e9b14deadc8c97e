import type { Random } from '../differential/random.ts';

/** A field's clauses, and how to draw a value for it. */
export interface RandomField {
  readonly clauses: string;
  /** A value as COBOL writes it in a program, and as we read it from the record. */
  draw(): { readonly literal: string; readonly value: string | number };
}

const kinds = [
  ...(['zoned', 'zoned', 'COMP-3', 'COMP-3', 'COMP', 'COMP', 'COMP-5', 'COMP-1', 'COMP-2', 'text', 'text', 'edited'] as const),
  ...(['whole', 'COMP-X', 'bytes', 'COMP-6', 'letters', 'blank', 'fraction'] as const),
];

export interface FieldChoice {
  readonly sync: boolean;
  readonly renamed: boolean;
}

/**
 * `renamed`: whether the record has a RENAMES, where GnuCOBOL forgets BLANK WHEN ZERO, and that PIC X with COMP-X is a number.
 * `sync`: whether it may be moved to a boundary. GnuCOBOL moves binary numbers of 8 bytes to multiples of 8 where IBM's compilers take
 * 4, and adds no slack bytes to occurrences, so neither is compared.
 */
export function randomField(random: Random, { sync, renamed }: FieldChoice): RandomField {
  const kind = random.pick(renamed ? kinds.filter((each) => each !== 'blank' && each !== 'bytes') : kinds);
  if (kind === 'text') return textField(random);
  if (kind === 'edited') return editedField(random);
  if (kind === 'whole') return wholeField(random);
  if (kind === 'COMP-X' || kind === 'COMP-6') return unsignedField(random, kind);
  if (kind === 'bytes') return bytesField(random);
  if (kind === 'letters') return lettersField(random);
  if (kind === 'blank') return blankField(random);
  if (kind === 'fraction') return fractionField(random);
  return kind === 'COMP-1' || kind === 'COMP-2' ? floatField(random, kind, sync) : numberField(random, kind, sync);
}

function numberField(random: Random, kind: 'zoned' | 'COMP-3' | 'COMP' | 'COMP-5', mayBeSync: boolean): RandomField {
  const isBinary = kind === 'COMP' || kind === 'COMP-5';
  // Up to two digits of COMP-5 have one byte in GnuCOBOL, and two with IBM.
  const digits = kind === 'COMP-5' ? 3 + random.below(16) : 1 + random.below(isBinary ? 18 : 31);
  const scale = random.chance(0.5) ? random.below(digits + 1) : 0;
  const whole = digits - scale;
  const isSigned = random.chance(0.6);
  // A picture counts tens or thousands. GnuCOBOL puts the digits of packed ones elsewhere than IBM, where P takes no place.
  const scaling =
    kind !== 'COMP-5' && kind !== 'COMP-3' && scale === 0 && digits < 12 && random.chance(0.15) ? random.pick(['P', 'P(3)']) : '';
  const zeros = scaling === '' ? '' : scaling === 'P' ? '0' : '000';
  const places = `${whole === 0 ? '' : `9(${whole})`}${scale === 0 ? '' : `V9(${scale})`}`;
  const signs = ['', 'SIGN LEADING', 'SIGN TRAILING SEPARATE', 'SIGN IS LEADING SEPARATE CHARACTER'];
  const sign = kind === 'zoned' && isSigned ? random.pick(signs) : '';
  const sync = mayBeSync && isBinary && digits < 10 && random.chance(0.5) ? 'SYNC' : '';
  return {
    clauses: [`PIC ${isSigned ? 'S' : ''}${places}${scaling}`, kind === 'zoned' ? '' : kind, sign, sync]
      .filter((clause) => clause !== '')
      .join(' '),
    draw() {
      const all = Array.from({ length: digits }, () => random.below(10)).join('');
      const minus = isSigned && random.chance(0.5) && /[1-9]/.test(all) ? '-' : '';
      const literal = `${minus}${all.slice(0, whole) || '0'}${zeros}${scale === 0 ? '' : `.${all.slice(whole)}`}`;
      return { literal, value: literal };
    },
  };
}

/** BINARY-CHAR and its like: any number that the bytes hold. */
function wholeField(random: Random): RandomField {
  const bytes = random.pick([1, 2, 4, 8]);
  const isSigned = random.chance(0.5);
  const name = { 1: 'CHAR', 2: 'SHORT', 4: 'LONG', 8: 'DOUBLE' }[bytes] ?? '';
  return {
    clauses: `${random.chance(0.5) ? 'USAGE IS ' : ''}BINARY-${name}${isSigned ? random.pick(['', ' SIGNED']) : ' UNSIGNED'}`,
    draw() {
      const bits = BigInt(bytes * 8);
      const [least, most] = isSigned ? [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n] : [0n, 2n ** bits - 1n];
      // GnuCOBOL's literals and its native numbers of 8 bytes meet at 18 digits.
      const drawn = BigInt(random.below(2 ** 30)) * BigInt(random.below(2 ** 30)) * (isSigned && random.chance(0.5) ? -1n : 1n);
      const number = random.pick([least, most, drawn % (most + 1n), 0n]);
      const kept = number > 10n ** 18n || number < -(10n ** 18n) ? drawn % 10n ** 18n : number;
      return { literal: String(kept), value: String(kept) };
    },
  };
}

/** As short as their digits allow. */
function unsignedField(random: Random, usage: 'COMP-X' | 'COMP-6'): RandomField {
  const digits = 1 + random.below(18);
  const scale = random.chance(0.3) ? random.below(digits) : 0;
  return {
    clauses: `PIC 9(${digits - scale})${scale === 0 ? '' : `V9(${scale})`} ${usage}`,
    draw() {
      const all = digitsOf(random, digits);
      const literal = `${all.slice(0, digits - scale)}${scale === 0 ? '' : `.${all.slice(digits - scale)}`}`;
      return { literal, value: literal };
    },
  };
}

/** PIC X with COMP-X: a number of so many bytes. */
function bytesField(random: Random): RandomField {
  const bytes = 1 + random.below(8);
  return {
    clauses: `PIC X(${bytes}) COMP-X`,
    draw() {
      const number = (BigInt(random.below(2 ** 29)) * BigInt(random.below(2 ** 29))) % 2n ** BigInt(bytes * 8);
      // GnuCOBOL moves a literal as characters, and any other number as one.
      return { literal: `FUNCTION ABS (${number})`, value: String(number) };
    },
  };
}

/** Letters alone, and letters with spaces, zeros and slashes between them, which a program edits and we take as they stand. */
function lettersField(random: Random): RandomField {
  const isEdited = random.chance(0.6);
  const parts = isEdited ? Array.from({ length: 2 + random.below(3) }, () => 1 + random.below(4)) : [1 + random.below(12)];
  const between = parts.map(() => random.pick(['B', '0', '/']));
  const symbol = isEdited ? 'X' : 'A';
  return {
    clauses: `PIC ${parts.map((size, at) => `${symbol}(${size})${at === parts.length - 1 ? '' : between[at]}`).join('')}`,
    draw() {
      const texts = parts.map((size) => Array.from({ length: size }, () => random.pick([...'ABCXYZ'])).join(''));
      const value = texts.map((text, at) => `${text}${at === parts.length - 1 ? '' : between[at]?.replace('B', ' ')}`).join('');
      return { literal: `'${texts.join('')}'`, value };
    },
  };
}

/** Digits that are spaces where they are zero. */
function blankField(random: Random): RandomField {
  const digits = 1 + random.below(9);
  return {
    clauses: `PIC 9(${digits}) BLANK WHEN ZERO`,
    draw() {
      const literal = random.chance(0.3) ? '0' : digitsOf(random, digits);
      return { literal, value: literal };
    },
  };
}

/** Digits that begin behind the point: P at the left. */
function fractionField(random: Random): RandomField {
  const [zeros, digits] = [1 + random.below(4), 1 + random.below(6)];
  const isSigned = random.chance(0.5);
  return {
    clauses: `PIC ${isSigned ? 'S' : ''}${random.chance(0.5) ? 'V' : ''}P(${zeros})9(${digits})${random.pick(['', ' COMP'])}`,
    draw() {
      const all = digitsOf(random, digits);
      const literal = `${isSigned && /[1-9]/.test(all) && random.chance(0.5) ? '-' : ''}0.${'0'.repeat(zeros)}${all}`;
      return { literal, value: literal };
    },
  };
}

function digitsOf(random: Random, count: number): string {
  return Array.from({ length: count }, () => random.below(10)).join('');
}

/** Halves, which floating point holds exactly. */
function floatField(random: Random, usage: 'COMP-1' | 'COMP-2', sync: boolean): RandomField {
  return {
    clauses: `${usage}${sync && random.chance(0.5) ? ' SYNC' : ''}`,
    draw() {
      const value = random.below(usage === 'COMP-1' ? 2 ** 20 : 2 ** 31) / 2 - 1000;
      return { literal: value.toFixed(1), value };
    },
  };
}

function textField(random: Random): RandomField {
  const size = 1 + random.below(40);
  const justified = random.chance(0.1);
  return {
    clauses: `PIC X(${size})${justified ? ' JUST RIGHT' : ''}`,
    draw() {
      const text = Array.from({ length: 1 + random.below(size) }, () => random.pick([...'ABCxyz019 -/'])).join('');
      const value = text.trim();
      return { literal: value === '' ? 'SPACES' : `'${value}'`, value };
    },
  };
}

/**
 * Pictures of every way to edit: suppressed, protected and floating digits, signs, currency, what is inserted. GnuCOBOL leaves 0 and /
 * where they are among zeros that are left out, which IBM counts as a part of these; so they stand among other digits alone.
 */
function editedField(random: Random): RandomField {
  const kind = random.pick([...'Z*$-+9']);
  const [whole, places] = [1 + random.below(8), random.pick([0, 0, 2, 3])];
  // GnuCOBOL takes floating currency signs that come last, or behind the point, for fixed ones.
  const nines = kind === '9' ? whole : Math.max(random.below(whole + 1), kind === '$' ? 1 : 0);
  const shownPlaces = nines > 0 || kind === '9' || random.chance(0.5);
  const isFloating = /[$+-]/.test(kind);
  const symbols = Array.from({ length: whole }, (_, at) => (at < whole - nines ? kind : '9'));
  const integers = symbols.map(
    (symbol, at) =>
      (at > 0 && (whole - at) % 3 === 0 && random.chance(0.7) ? random.pick(kind === '9' ? [',', 'B', '0', '/'] : [',', 'B']) : '') +
      symbol,
  );
  const fraction = places === 0 ? '' : `.${(shownPlaces ? '9' : kind).repeat(places)}`;
  const hasSign = kind === '+' || kind === '-';
  const sign = hasSign ? '' : random.pick(['', '', '-', '+', 'CR', 'DB']);
  const isBefore = sign.length === 1 && !isFloating && random.chance(0.5);
  // A sign before a currency sign it loses.
  const currency = !isFloating && !isBefore && random.chance(0.3) ? '$' : '';
  const picture = `${isBefore ? sign : ''}${currency}${isFloating ? kind : ''}${integers.join('')}${fraction}${isBefore ? '' : sign}`;
  const blank = kind !== '*' && random.chance(0.1) ? ' BLANK WHEN ZERO' : '';
  return {
    clauses: `PIC ${picture}${blank}`,
    draw() {
      const digits = random.chance(0.2) ? 0 : 1 + random.below(whole + places);
      const all = Array.from({ length: digits }, () => random.below(10))
        .join('')
        .padStart(whole + places, '0');
      const minus = (hasSign || sign !== '') && random.chance(0.5) && /[1-9]/.test(all) ? '-' : '';
      const literal = `${minus}${all.slice(0, whole)}${places === 0 ? '' : `.${all.slice(whole)}`}`;
      return { literal, value: Number(literal) };
    },
  };
}
