import { nearestName } from '@plinth/foundation';
import { clauseWords, usages } from './clause-words.ts';
import type { Condition, Entry, Occurs, Renames, SignClause, Usage } from './entry.ts';
import { type Finding, placeOf } from './finding.ts';
import { type Picture, readPicture } from './picture.ts';
import { WordCursor } from './word-cursor.ts';
import type { Word } from './words.ts';

const mostTimes = 134_217_727;

interface Clauses {
  redefines: string | null;
  renames: Renames | null;
  picture: Picture | null;
  usage: Usage | null;
  occurs: Occurs | null;
  sign: SignClause | null;
  synchronized: boolean;
  justified: boolean;
  blankWhenZero: boolean;
  value: string | null;
  valueRepeats: boolean;
  byteLength: number | null;
}

/** Reads the words of one entry, up to its period. */
export class EntryReader {
  readonly #first: Word | undefined;
  readonly #cursor: WordCursor;
  readonly #decimalComma: boolean;
  readonly #findings: Finding[];
  readonly #constants: Map<string, string>;

  /** `constants`: what names of level 78 and of CONSTANT stand for; those that are read are added. */
  constructor(words: readonly Word[], decimalComma: boolean, findings: Finding[], constants: Map<string, string>) {
    this.#first = words[0];
    this.#cursor = new WordCursor(words, findings);
    this.#decimalComma = decimalComma;
    this.#findings = findings;
    this.#constants = constants;
  }

  /** `FILE SECTION`, `FD …`, `EXEC SQL DECLARE … TABLE` and their like are no data. */
  isHeading(): boolean {
    const first = this.#cursor.peek();
    if (first === '' || /^(SECTION|DIVISION)$/.test(this.#cursor.peek(1)) || /^(FD|SD)$/.test(first)) return true;
    if (first !== 'EXEC') return false;
    this.refuse('EXEC is for programs; what it makes of this is not known here.');
    return true;
  }

  /** Whether it is a constant, `78 NAME VALUE 5` or `01 NAME CONSTANT AS 5`, which takes no place in a record. */
  isConstant(): boolean {
    const cursor = this.#cursor;
    const level = this.#first?.text;
    if (level !== '78' && cursor.peek(2) !== 'CONSTANT') return false;
    const name = cursor.peek(1);
    cursor.skip(level === '78' ? 2 : 3);
    while (/^(GLOBAL|AS|IS|VALUE)$/.test(cursor.peek())) cursor.skip();
    if (name !== '' && cursor.current !== undefined) this.#constants.set(name, cursor.current.text);
    return true;
  }

  /** Names of level 88; null for any other entry. */
  condition(): Condition | null {
    if (this.#cursor.peek() !== '88') return null;
    this.#cursor.skip();
    const name = this.#cursor.name() ?? '';
    const values: Condition['values'][number][] = [];
    if (!this.#cursor.take('VALUE') && !this.#cursor.take('VALUES')) this.refuse('A name of level 88 needs VALUE and what it stands for.');
    this.#cursor.take('IS');
    this.#cursor.take('ARE');
    while (!this.#cursor.isAtEnd()) {
      if (
        this.#cursor.take('FALSE') ||
        (this.#cursor.take('WHEN') && this.#cursor.take('SET') && this.#cursor.take('TO') && this.#cursor.take('FALSE'))
      )
        break;
      const from = this.#cursor.literal();
      if (this.#cursor.take('THRU') || this.#cursor.take('THROUGH')) values.push({ from, through: this.#cursor.literal() });
      else values.push(from);
    }
    return { name, values };
  }

  /** A data item; null where its level is none. */
  entry(): Entry | null {
    const first = this.#first;
    if (first === undefined) return null;
    const level = /^\d{1,2}$/.test(first.text) && first.kind === 'word' ? Number(first.text) : Number.NaN;
    if (!((level >= 1 && level <= 49) || level === 66 || level === 77)) {
      this.refuse(`"${first.text}" is no level: an entry begins with 01 to 49, 66, 77 or 88.`);
      return null;
    }
    this.#cursor.skip();
    const isUnnamed = this.#cursor.isAtEnd() || clauseWords.has(this.#cursor.peek());
    const name = isUnnamed || this.#cursor.take('FILLER') ? 'FILLER' : (this.#cursor.name() ?? 'FILLER');
    const place = { level, name, ...placeOf(first), conditions: [], children: [], aliases: [] };
    const before = this.#findings.length;
    return { ...this.#clauses(level), ...place, refused: this.#findings.length > before };
  }

  refuse(message: string, word?: Word): void {
    this.#cursor.refuse(message, word);
  }

  #clauses(level: number): Clauses {
    const clauses: Clauses = {
      redefines: null,
      renames: null,
      picture: null,
      usage: null,
      occurs: null,
      sign: null,
      synchronized: false,
      justified: false,
      blankWhenZero: false,
      value: null,
      valueRepeats: false,
      byteLength: null,
    };
    if (level === 66) return { ...clauses, renames: this.#renames() };
    while (!this.#cursor.isAtEnd()) if (!this.#clause(clauses)) break;
    return clauses;
  }

  /** Names for the same bytes, which take no place in a record. */
  #renames(): Renames | null {
    if (!this.#cursor.take('RENAMES')) {
      this.refuse('A name of level 66 needs RENAMES and what it is another name of.');
      return null;
    }
    const from = this.#cursor.qualifiedName();
    const isRange = this.#cursor.take('THRU') || this.#cursor.take('THROUGH');
    return { from, through: isRange ? this.#cursor.qualifiedName() : from };
  }

  /** One clause; false where there is none and the rest of the entry is left. */
  #clause(clauses: Clauses): boolean {
    const word = this.#cursor.peek();
    if (Object.hasOwn(usages, word)) {
      this.#cursor.skip();
      return this.#usage(clauses, word);
    }
    switch (word) {
      case 'REDEFINES':
        this.#cursor.skip();
        clauses.redefines = this.#cursor.name();
        return true;
      case 'PIC':
      case 'PICTURE':
        this.#cursor.skip();
        this.#cursor.take('IS');
        clauses.picture = this.#picture();
        return true;
      case 'USAGE':
      case 'GROUP-USAGE':
        this.#cursor.skip();
        this.#cursor.take('IS');
        return this.#usage(clauses, this.#cursor.next());
      case 'OCCURS':
        this.#cursor.skip();
        clauses.occurs = this.#occurs();
        return clauses.occurs !== null;
      case 'SIGN':
      case 'LEADING':
      case 'TRAILING':
        clauses.sign = this.#sign();
        return true;
      case 'SYNC':
      case 'SYNCHRONIZED':
        this.#cursor.skip();
        if (!this.#cursor.take('LEFT')) this.#cursor.take('RIGHT');
        clauses.synchronized = true;
        return true;
      case 'BYTE-LENGTH':
        this.#cursor.skip();
        this.#cursor.take('IS');
        clauses.byteLength = this.#count();
        return clauses.byteLength !== null;
      case 'DYNAMIC':
        this.refuse('An item of DYNAMIC LENGTH lies where the program wants it, and not in the record.');
        return false;
      case 'JUST':
      case 'JUSTIFIED':
        this.#cursor.skip();
        this.#cursor.take('RIGHT');
        clauses.justified = true;
        return true;
      case 'BLANK':
        this.#cursor.skip();
        this.#cursor.take('WHEN');
        if (!/^ZERO(E?S)?$/.test(this.#cursor.next())) this.refuse('BLANK is followed by WHEN ZERO.');
        clauses.blankWhenZero = true;
        return true;
      case 'VALUE':
      case 'VALUES':
        this.#cursor.skip();
        if (!this.#cursor.take('IS')) this.#cursor.take('ARE');
        clauses.valueRepeats = this.#cursor.peek() === 'ALL';
        clauses.value = this.#cursor.literal();
        return true;
      case 'IS':
        this.#cursor.skip();
        return true;
      case 'DATE':
        // IBM's windowed dates, which the compilers of today no longer have: the bytes are those of the picture.
        this.#cursor.skip();
        if (!this.#cursor.take('FORMAT')) this.refuse('DATE is followed by FORMAT.');
        this.#cursor.take('IS');
        this.#cursor.skip();
        return true;
      case 'EXTERNAL':
      case 'GLOBAL':
      case 'VOLATILE':
        this.#cursor.skip();
        return true;
      default: {
        const shown = this.#cursor.current?.text ?? '';
        const nearest = nearestName(word, [...clauseWords]);
        this.refuse(`"${shown}" is no clause of a data item.${nearest === null ? '' : ` Did you mean ${nearest}?`}`);
        return false;
      }
    }
  }

  #usage(clauses: Clauses, word: string): boolean {
    const usage = Object.hasOwn(usages, word) ? usages[word] : undefined;
    if (usage === undefined) {
      this.#cursor.back();
      this.refuse(`"${word}" is no usage that is known.`);
      return false;
    }
    if (clauses.usage !== null && clauses.usage !== usage) this.refuse('The item has two usages.');
    const signed = this.#cursor.take('SIGNED') || !this.#cursor.take('UNSIGNED');
    clauses.usage = isWholeNumber(usage) && !signed ? `unsigned-${usage}` : usage;
    return true;
  }

  #picture(): Picture | null {
    const word = this.#cursor.current;
    if (word === undefined || word.kind !== 'word') {
      this.refuse('PIC is followed by a picture, such as X(10) or S9(7)V99.');
      return null;
    }
    this.#cursor.skip();
    const picture = readPicture(word.text.replace(/\(([^()]*)\)/g, this.#counted), this.#decimalComma);
    if (typeof picture !== 'string') return picture;
    this.refuse(picture, word);
    return null;
  }

  #occurs(): Occurs | null {
    const counted = this.#count();
    if (counted === null) return null;
    let [minimum, maximum] = [counted, counted];
    if (this.#cursor.take('TO')) {
      const most = this.#cursor.take('UNBOUNDED') ? Number.POSITIVE_INFINITY : this.#count();
      if (most === null) return null;
      maximum = most;
      if (maximum < minimum || maximum === 0) this.refuse(`The item occurs ${minimum} to ${maximum} times, which is nothing.`);
    }
    this.#cursor.take('TIMES');
    let dependsOn: string[] | null = null;
    if (this.#cursor.take('DEPENDING')) {
      this.#cursor.take('ON');
      dependsOn = this.#cursor.qualifiedName();
      // Without TO, all numbers up to the largest are meant.
      if (minimum === maximum) minimum = 0;
    } else if (minimum !== maximum)
      this.refuse('The item occurs a varying number of times, and nothing says how many: DEPENDING ON is missing.');
    else if (maximum === 0) this.refuse('An item that occurs 0 times is none.');
    this.#skipKeys();
    return { minimum, maximum, dependsOn };
  }

  /** By which keys a table is sorted and what its indexes are called says nothing about its bytes. */
  #skipKeys(): void {
    while (/^(ASCENDING|DESCENDING|INDEXED)$/.test(this.#cursor.peek())) {
      this.#cursor.skip();
      this.#cursor.take('KEY');
      this.#cursor.take('BY');
      this.#cursor.take('IS');
      while (
        !this.#cursor.isAtEnd() &&
        !clauseWords.has(this.#cursor.peek()) &&
        !/^(ASCENDING|DESCENDING|INDEXED)$/.test(this.#cursor.peek())
      )
        this.#cursor.skip();
    }
  }

  #sign(): SignClause | null {
    this.#cursor.take('SIGN');
    this.#cursor.take('IS');
    const leading = this.#cursor.take('LEADING');
    if (!leading && !this.#cursor.take('TRAILING')) {
      this.refuse('SIGN is followed by LEADING or TRAILING.');
      return null;
    }
    const separate = this.#cursor.take('SEPARATE');
    if (separate) this.#cursor.take('CHARACTER');
    return { leading, separate };
  }

  /** A count in a picture may be the name of a constant. */
  readonly #counted = (whole: string, name: string) => {
    const value = this.#constants.get(name.toUpperCase());
    return value === undefined ? whole : `(${value})`;
  };

  #count(): number | null {
    const given = this.#cursor.next();
    const text = this.#constants.get(given) ?? given;
    if (/^\d{1,9}$/.test(text) && Number(text) <= mostTimes) return Number(text);
    this.#cursor.back();
    this.refuse(`"${text}" is no number of times.`);
    return null;
  }
}

function isWholeNumber(usage: Usage): usage is Extract<Usage, `integer-${number}`> {
  return usage.startsWith('integer-');
}
