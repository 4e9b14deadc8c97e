import { type DateOrder, dateIn, dateTimeIn, timeIn } from './values/written-dates.ts';
import { type DecimalSign, numberIn } from './values/written-numbers.ts';
import { truthIn } from './values/written-truths.ts';

/** What the values of a column are; one of the types that a field can have. */
export type ColumnType = 'text' | 'longText' | 'integer' | 'decimal' | 'boolean' | 'date' | 'dateTime' | 'time' | 'email' | 'url';

/** What was found in a column, in all rows that were surveyed. */
export interface ColumnFindings {
  readonly type: ColumnType;
  readonly decimalSign: DecimalSign;
  readonly dateOrder: DateOrder;
  readonly filled: number;
  readonly empty: number;
  /** The different values with how often they occur, the first one found first; null where they are many. */
  readonly values: readonly { readonly value: string; readonly count: number }[] | null;
  /** Whether no value occurs twice; false where there are too many to know. */
  readonly unique: boolean;
  /** Characters of the longest value. */
  readonly longest: number;
  /** Most digits after the decimal sign. */
  readonly decimals: number;
}

/** What is likelier where values could mean either. */
export interface SurveyOptions {
  readonly decimalSign?: DecimalSign;
  readonly dateOrder?: DateOrder;
}

type Form = (text: string) => boolean;

/** With dots, the day comes first, whatever is usual. */
const dotted = /^\d{1,2}\./;

const forms: readonly (readonly [name: string, type: ColumnType, form: Form])[] = [
  // Ones and zeros alone are numbers; a letter or a dash is too little to say yes or no.
  ['boolean', 'boolean', (text) => text.length > 1 && truthIn(text) !== null],
  ['number.', 'decimal', (text) => numberIn(text, '.') !== null],
  ['number,', 'decimal', (text) => numberIn(text, ',') !== null],
  ['date dmy', 'date', (text) => dateIn(text, 'dmy') !== null],
  ['date mdy', 'date', (text) => !dotted.test(text) && dateIn(text, 'mdy') !== null],
  ['moment dmy', 'dateTime', (text) => dateTimeIn(text, 'dmy') !== null],
  ['moment mdy', 'dateTime', (text) => !dotted.test(text) && dateTimeIn(text, 'mdy') !== null],
  ['time', 'time', (text) => timeIn(text) !== null],
  ['email', 'email', (text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)],
  ['url', 'url', (text) => /^https?:\/\/\S+$/i.test(text)],
];
const mostListed = 50;
const mostCompared = 200_000;
/** Longer values are of no form and are not compared. */
const longestCompared = 500;

/** Looks at the rows of a table one by one and finds what its columns hold, in bounded memory. */
export class TableSurvey {
  readonly #columns: readonly ColumnSurvey[];

  constructor(columns: number, options: SurveyOptions = {}) {
    this.#columns = Array.from({ length: columns }, () => new ColumnSurvey(options));
  }

  add(values: readonly string[]): void {
    for (const [place, column] of this.#columns.entries()) column.add(values[place] ?? '');
  }

  findings(): readonly ColumnFindings[] {
    return this.#columns.map((column) => column.findings());
  }
}

class ColumnSurvey {
  readonly #options: SurveyOptions;
  #possible = forms;
  #filled = 0;
  #empty = 0;
  #longest = 0;
  #lines = false;
  #counts: Map<string, number> | null = new Map();
  #seen: Set<string> | null = new Set();
  /** Digits after the sign, by the sign. */
  readonly #decimals = { '.': 0, ',': 0 };

  constructor(options: SurveyOptions) {
    this.#options = options;
  }

  add(text: string): void {
    const value = text.trim();
    if (value === '') {
      this.#empty++;
      return;
    }
    this.#filled++;
    this.#longest = Math.max(this.#longest, value.length);
    this.#lines ||= value.includes('\n');
    if (value.length > longestCompared) {
      this.#possible = [];
      this.#counts = null;
      this.#seen = null;
      return;
    }
    if (!this.#possible.every(([, , form]) => form(value))) this.#possible = this.#possible.filter(([, , form]) => form(value));
    for (const sign of ['.', ','] as const) {
      const at = value.lastIndexOf(sign);
      if (at >= 0) this.#decimals[sign] = Math.max(this.#decimals[sign], value.length - at - 1);
    }
    this.#count(value);
  }

  #count(value: string): void {
    if (this.#counts !== null) {
      this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1);
      if (this.#counts.size > mostListed) this.#counts = null;
    }
    if (this.#seen === null) return;
    // The first value that comes again, or one too many to remember, ends the comparing.
    if (this.#seen.has(value) || this.#seen.size >= mostCompared) this.#seen = null;
    else this.#seen.add(value);
  }

  findings(): ColumnFindings {
    const can = (name: string) => this.#possible.some(([possible]) => possible === name);
    const preferred = this.#options.decimalSign ?? '.';
    const other = preferred === '.' ? ',' : '.';
    const decimalSign = can(`number${preferred}`) || !can(`number${other}`) ? preferred : other;
    const order = this.#options.dateOrder ?? 'dmy';
    const otherOrder = order === 'dmy' ? 'mdy' : 'dmy';
    const canDate = (wanted: DateOrder) => can(`date ${wanted}`) || can(`moment ${wanted}`);
    const decimals = this.#decimals[decimalSign];
    return {
      type: this.#type(decimals),
      decimalSign,
      dateOrder: canDate(order) || !canDate(otherOrder) ? order : otherOrder,
      filled: this.#filled,
      empty: this.#empty,
      values: this.#counts === null ? null : [...this.#counts].map(([value, count]) => ({ value, count })),
      unique: this.#filled > 0 && this.#seen !== null,
      longest: this.#longest,
      decimals,
    };
  }

  #type(decimals: number): ColumnType {
    if (this.#filled === 0) return 'text';
    const [found] = this.#possible;
    if (found === undefined) return this.#longest > 200 || this.#lines ? 'longText' : 'text';
    const [, type] = found;
    // Digits beyond what an integer holds are kept as a decimal.
    return type === 'decimal' && decimals === 0 && this.#longest <= 15 ? 'integer' : type;
  }
}
