import type { Random } from '../differential/random.ts';
import { cardsOf } from './random-cards.ts';
import { type RandomField, randomField } from './random-field.ts';

/** What is moved to a field: its COBOL name with the numbers of occurrences, and the value as COBOL and as we write it. */
export interface Move {
  readonly cobol: string;
  readonly literal: string;
}

export interface RandomCopybook {
  readonly name: string;
  readonly source: string;
  readonly moves: readonly Move[];
  /** The record with the same values. */
  readonly value: Readonly<Record<string, unknown>>;
}

/** An item that is moved to; `more` are entries that stand behind its own and take no place. */
interface Shape {
  readonly key: string;
  readonly times: number | null;
  readonly clauses: string;
  readonly more: readonly string[];
  readonly children: readonly Shape[] | null;
  readonly field: RandomField | null;
  /** Names the table that it counts. */
  readonly counts?: string;
  /** An item that has the same bytes: values are moved to one of both. */
  readonly view?: Shape;
  /** What lies behind it is in the view alone, and is zeros in a record that a program has cleared. */
  readonly isShorter?: boolean;
  /** Nobody moves anything to it. */
  readonly isFiller?: true;
}

export interface CopybookOptions {
  /** Records begin with the VALUEs of the copybook: some fields keep theirs, and so do fillers. */
  readonly withValues: boolean;
}

const deepest = 4;

/** A record of fields of every kind, groups, tables, views of the same bytes, what is between them, and names that take no place. */
export function randomCopybook(random: Random, name: string, { withValues }: CopybookOptions): RandomCopybook {
  const maker = new ShapeMaker(random, name, withValues);
  const shapes = maker.record();
  const moves: Move[] = [];
  const value = valueOfAll(shapes, [], random, moves);
  const aliases = maker.renamed ? aliasesOf(name, shapes) : [];
  const entries = [`01 ${name}.`, ...shapes.flatMap((shape) => entriesOf(shape, 5)), ...aliases];
  return { name, source: cardsOf(random, entries), moves, value };
}

class ShapeMaker {
  readonly #random: Random;
  readonly #name: string;
  readonly #withValues: boolean;
  /** GnuCOBOL counts views twice in what moves up, and does not find the count of a second table there: one such table, and no views. */
  readonly #grows: boolean;
  #hasGrown = false;
  /** Whether there will be other names for some of its items. */
  readonly renamed: boolean;
  #count = 0;

  constructor(random: Random, name: string, withValues: boolean) {
    this.#random = random;
    this.#name = name;
    this.#withValues = withValues;
    this.#grows = !withValues && random.chance(0.3);
    this.renamed = !this.#grows && random.chance(0.2);
  }

  record(): Shape[] {
    return this.#shapesAt(0, 0);
  }

  #shapesAt(depth: number, tables: number): Shape[] {
    return Array.from({ length: 1 + this.#random.below(depth === 0 ? 9 : 4) }, () => this.#shapesHere(depth, tables)).flat();
  }

  #shapesHere(depth: number, tables: number): Shape[] {
    const random = this.#random;
    if (random.chance(0.12) && tables === 0 && !this.#grows) return [this.#twice()];
    if (this.#withValues && random.chance(0.15)) return [this.#filler()];
    if (this.#grows && !this.#hasGrown && tables === 0 && random.chance(0.2)) return this.#growing(depth);
    const times = tables < 3 && random.chance(0.2) ? 1 + random.below(4) : null;
    const clauses = times === null ? '' : `OCCURS ${times} TIMES${random.chance(0.3) ? ` INDEXED BY ${this.#key('I')}` : ''}`;
    if (depth === deepest || random.chance(0.7)) {
      const field = this.#field(tables === 0 && times === null);
      return [{ ...this.#plain(), times, clauses: `${clauses} ${field.clauses}`, field, more: this.#conditions(field) }];
    }
    return [{ ...this.#plain(), times, clauses, children: this.#shapesAt(depth + 1, tables + (times === null ? 0 : 1)) }];
  }

  #plain(): Shape {
    return { key: this.#key(), times: null, clauses: '', more: [], children: null, field: null };
  }

  #key(more = ''): string {
    return `${this.#name}-${more}${++this.#count}`;
  }

  /** `mayBeSync`: slack bytes in what moves up, or in records that begin with VALUEs, are not those of IBM's compilers. */
  #field(mayBeSync: boolean): RandomField {
    return randomField(this.#random, { sync: mayBeSync && !this.#grows && !this.#withValues, renamed: this.renamed });
  }

  #conditions(field: RandomField): string[] {
    if (!this.#random.chance(0.15) || /FLOAT|COMP-[12X]|BINARY-|PIC (X\(\d+\) COMP|.*[BZ*$/+-])/.test(field.clauses)) return [];
    const [one, other] = [field.draw().literal, field.draw().literal];
    if (one === 'SPACES' || other === 'SPACES' || one.startsWith("'") !== other.startsWith("'")) return [];
    return [`88 ${this.#key('C')} ${this.#random.pick(['VALUE', 'VALUE IS', 'VALUES ARE'])} ${one} ${other}.`];
  }

  /** A text and what redefines it: another text, digits, or a group of both, as long or longer. */
  #twice(): Shape {
    const random = this.#random;
    const base = this.#plain();
    const size = 2 + random.below(12);
    const texts = (count: number) => textOf(random, count);
    const view = { ...this.#plain(), clauses: `REDEFINES ${base.key}` };
    const isLonger = random.chance(0.3);
    const first = 1 + random.below(size - 1);
    const rest = size - first + (isLonger ? 3 : 0);
    const isNumber = random.chance(0.5);
    const made: Shape = isNumber
      ? { ...view, clauses: `${view.clauses} PIC 9(${size})`, field: digitsOf(random, size) }
      : {
          ...view,
          children: [
            { ...this.#plain(), clauses: `PIC X(${first})`, field: texts(first) },
            { ...this.#plain(), clauses: `PIC X(${rest})`, field: texts(rest) },
          ],
        };
    // Both are read, so that letters are no digits.
    const field = isNumber ? quoted(digitsOf(random, size)) : texts(size);
    return { ...base, clauses: `PIC X(${size})`, field, view: made, isShorter: isLonger && !isNumber && !this.#withValues };
  }

  #filler(): Shape {
    const random = this.#random;
    const size = 1 + random.below(random.chance(0.2) ? 70 : 12);
    const text = Array.from({ length: 1 + random.below(size) }, () => random.pick([...'abc xyz.;,-'])).join('');
    const isNamed = random.chance(0.5);
    const clauses = random.pick([
      `PIC X(${size}) VALUE '${text}'`,
      `PIC X(${size}) VALUE ALL '${text.slice(0, 3)}'`,
      `PIC X(${size}) VALUE ${random.pick(['SPACES', 'ZEROS', 'LOW-VALUES', isNamed ? 'SPACE' : 'HIGH-VALUE', 'QUOTES'])}`,
      // Zeros of zoned numbers have no sign in GnuCOBOL where nothing is moved to them.
      `PIC S9(${1 + random.below(9)}) ${random.pick(['', 'COMP', 'COMP-3'])} VALUE ${random.pick(['+5', '+7', '-3'])}`,
      `PIC X(${size})`,
    ]);
    return { ...this.#plain(), key: isNamed ? this.#key() : random.pick(['FILLER', '']), clauses, isFiller: true };
  }

  /** A count and a table that is as long as it says. */
  #growing(depth: number): Shape[] {
    const random = this.#random;
    this.#hasGrown = true;
    const [most, now] = [1 + random.below(9), random.below(6)];
    const times = Math.min(most, now);
    const table = this.#key();
    const counted = { draw: () => ({ literal: String(times), value: times }), clauses: '' };
    const usage = random.pick(['', ' COMP', ' COMP-3', ' BINARY']);
    const count: Shape = { ...this.#plain(), clauses: `PIC ${random.pick(['9(2)', 'S9(4)'])}${usage}`, field: counted, counts: table };
    const clauses = `OCCURS 0 TO ${most} TIMES DEPENDING ON ${count.key}`;
    const plain = { ...this.#plain(), key: table, times };
    if (random.chance(0.5) || depth === deepest) {
      const field = this.#field(false);
      return [count, { ...plain, clauses: `${clauses} ${field.clauses}`, field }];
    }
    return [count, { ...plain, clauses, children: this.#shapesAt(deepest, 1) }];
  }
}

function textOf(random: Random, size: number): RandomField {
  return {
    clauses: '',
    draw() {
      const value = Array.from({ length: size }, () => random.pick([...'ABCXYZ'])).join('');
      return { literal: `'${value}'`, value };
    },
  };
}

function quoted({ clauses, draw }: RandomField): RandomField {
  return {
    clauses,
    draw() {
      const { value } = draw();
      return { literal: `'${value}'`, value };
    },
  };
}

function digitsOf(random: Random, size: number): RandomField {
  return {
    clauses: '',
    draw() {
      const value = Array.from({ length: size }, () => random.below(10)).join('');
      return { literal: value, value };
    },
  };
}

function entriesOf(shape: Shape, level: number): string[] {
  const own = [String(level).padStart(2, '0'), shape.key, shape.clauses].map((part) => part.trim()).filter((part) => part !== '');
  return [
    `${own.join(' ')}.`,
    ...shape.more,
    ...(shape.children ?? []).flatMap((child) => entriesOf(child, level + 5)),
    ...(shape.view === undefined ? [] : entriesOf(shape.view, level)),
  ];
}

/** Other names for runs of the record's own items. */
function aliasesOf(name: string, shapes: readonly Shape[]): string[] {
  const plain = shapes.filter(({ times, view, isFiller, counts }) => times === null && !view && !isFiller && counts === undefined);
  const [from, through] = [plain[0], plain.at(-1)];
  if (from === undefined || through === undefined) return [];
  return [`66 ${name}-A RENAMES ${from.key}${from === through ? '' : ` THRU ${through.key}`}.`];
}

function valueOfAll(shapes: readonly Shape[], indexes: readonly number[], random: Random, moves: Move[]): Record<string, unknown> {
  return Object.fromEntries(
    shapes.flatMap((shape) => {
      if (shape.isFiller) return [];
      const given = shape.view !== undefined && (shape.isShorter || random.chance(0.5)) ? shape.view : shape;
      if (given.times === null) {
        const value = valueOfOne(given, indexes, random, moves);
        // Who leaves a count out has it counted.
        return shape.counts !== undefined && random.chance(0.3) ? [] : [[given.key, value]];
      }
      return [[given.key, Array.from({ length: given.times }, (_, index) => valueOfOne(given, [...indexes, index + 1], random, moves))]];
    }),
  );
}

function valueOfOne(shape: Shape, indexes: readonly number[], random: Random, moves: Move[]): unknown {
  if (shape.children !== null) return valueOfAll(shape.children, indexes, random, moves);
  if (shape.field === null) throw new Error(`${shape.key} has neither a field nor items.`);
  const { literal, value } = shape.field.draw();
  moves.push({ cobol: indexes.length === 0 ? shape.key : `${shape.key} (${indexes.join(' ')})`, literal });
  return value;
}
