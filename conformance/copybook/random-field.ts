import type { Random } from '../differential/random.ts';

/** A field's clauses, and how to draw a value for it. */
export interface RandomField {
  readonly clauses: string;
  /** A value as COBOL writes it in a program, and as we read it from the record. */
  draw(): { readonly literal: string; readonly value: string | number };
}

const kinds = ['zoned', 'zoned', 'COMP-3', 'COMP-3', 'COMP', 'COMP', 'COMP-5', 'COMP-1', 'COMP-2', 'text', 'text', 'edited'] as const;

/**
 * `sync`: whether it may be moved to a boundary. GnuCOBOL moves binary numbers of 8 bytes to multiples of 8 where IBM's compilers take
 * 4, and adds no slack bytes to occurrences, so neither is compared.
 */
export function randomField(random: Random, sync: boolean): RandomField {
  const kind = random.pick(kinds);
  if (kind === 'text') return textField(random);
  if (kind === 'edited') return editedField(random);
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
