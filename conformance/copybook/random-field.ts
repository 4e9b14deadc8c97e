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
  const places = `${whole === 0 ? '' : `9(${whole})`}${scale === 0 ? '' : `V9(${scale})`}`;
  const signs = ['', 'SIGN LEADING', 'SIGN TRAILING SEPARATE', 'SIGN IS LEADING SEPARATE CHARACTER'];
  const sign = kind === 'zoned' && isSigned ? random.pick(signs) : '';
  const sync = mayBeSync && isBinary && digits < 10 && random.chance(0.5) ? 'SYNC' : '';
  return {
    clauses: [`PIC ${isSigned ? 'S' : ''}${places}`, kind === 'zoned' ? '' : kind, sign, sync].filter((clause) => clause !== '').join(' '),
    draw() {
      const all = Array.from({ length: digits }, () => random.below(10)).join('');
      const minus = isSigned && random.chance(0.5) && /[1-9]/.test(all) ? '-' : '';
      const literal = `${minus}${all.slice(0, whole) || '0'}${scale === 0 ? '' : `.${all.slice(whole)}`}`;
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

function editedField(random: Random): RandomField {
  return {
    clauses: 'PIC ZZ,ZZ9.99-',
    draw() {
      const whole = random.below(100_000);
      return { literal: `-${whole}.5`, value: `${whole.toLocaleString('en').padStart(6)}.50-` };
    },
  };
}
