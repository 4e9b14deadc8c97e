import type { FeelType } from '../types/feel-type.ts';
import { Decimal } from '../values/decimal.ts';
import { DaysDuration, FeelDate, FeelDateTime, FeelTime, YearsDuration } from '../values/temporal.ts';
import type { FeelValue } from '../values/value.ts';
import { type Code, call, quoted, text } from './code.ts';
import type { Identifiers } from './identifiers.ts';
import { layOut } from './layout.ts';

interface Maker {
  readonly type: FeelType;
  readonly make: string;
}

function makerOf(value: FeelValue): Maker | null {
  if (value instanceof Decimal) return { type: { kind: 'number' }, make: 'exactly' };
  if (value instanceof FeelDate) return { type: { kind: 'date' }, make: 'date' };
  if (value instanceof FeelTime) return { type: { kind: 'time' }, make: 'time' };
  if (value instanceof FeelDateTime) return { type: { kind: 'date and time' }, make: 'dateAndTime' };
  if (value instanceof DaysDuration) return { type: { kind: 'days and time duration' }, make: 'daysDuration' };
  return value instanceof YearsDuration ? { type: { kind: 'years and months duration' }, make: 'yearsDuration' } : null;
}

/** Values that a module makes once, when it is loaded: exact numbers, dates, times and durations. */
export class ModuleConstants {
  readonly #names = new Map<string, string>();
  readonly #lines: string[] = [];
  readonly #identifiers: Identifiers;
  readonly #uses: (name: string) => void;

  constructor(identifiers: Identifiers, uses: (name: string) => void) {
    this.#identifiers = identifiers;
    this.#uses = uses;
  }

  /** The code of a value, with its type; null for a value that needs no making. */
  of(value: FeelValue): { readonly code: Code; readonly type: FeelType } | null {
    const maker = makerOf(value);
    if (maker === null) return null;
    const written = String(value);
    const key = `${maker.make} ${written}`;
    let name = this.#names.get(key);
    if (name === undefined) {
      this.#uses(maker.make);
      name = this.#identifiers.takeConstant(nameFor(maker.type.kind, written));
      this.#names.set(key, name);
      const before = `const ${name} = `;
      this.#lines.push(`${before}${layOut(call(maker.make, text(quoted(written))), 0, before.length, 1)};`);
    }
    return { code: text(name), type: maker.type };
  }

  lines(): readonly string[] {
    return this.#lines;
  }
}

/** `NUMBER_0_15`, `DATE_2026_01_31`, `DURATION_P1D`. */
function nameFor(kind: string, written: string): string {
  const short = kind.endsWith('duration') ? 'duration' : kind === 'date and time' ? 'instant' : kind;
  return `${short}_${written.slice(0, 40).replace(/^-/, 'minus_')}`.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase();
}
