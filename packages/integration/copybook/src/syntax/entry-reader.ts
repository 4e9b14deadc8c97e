import { nearestName } from '@plinth/foundation';
import { clauseWords, usages } from './clause-words.ts';
import type { Condition, Entry, Occurs, SignClause, Usage } from './entry.ts';
import { type Finding, placeOf } from './finding.ts';
import { type Picture, readPicture } from './picture.ts';
import type { Word } from './words.ts';

const nameForm = /^(?=.*[A-Za-z:(])[\w:()#@$-]{1,128}$/;
const mostTimes = 134_217_727;

interface Clauses {
  redefines: string | null;
  picture: Picture | null;
  usage: Usage | null;
  occurs: Occurs | null;
  sign: SignClause | null;
  synchronized: boolean;
  justified: boolean;
  blankWhenZero: boolean;
  value: string | null;
}

/** Reads the words of one entry, up to its period. */
export class EntryReader {
  readonly #words: readonly Word[];
  readonly #decimalComma: boolean;
  readonly #findings: Finding[];
  readonly #constants: Map<string, string>;
  #at = 0;

  /** `constants`: what names of level 78 and of CONSTANT stand for; those that are read are added. */
  constructor(words: readonly Word[], decimalComma: boolean, findings: Finding[], constants: Map<string, string>) {
    this.#words = words;
    this.#decimalComma = decimalComma;
    this.#findings = findings;
    this.#constants = constants;
  }

  /** `FILE SECTION`, `FD …` and their like are no data. */
  isHeading(): boolean {
    const first = this.#peek();
    if (first === '' || /^(SECTION|DIVISION)$/.test(this.#words[1]?.text.toUpperCase() ?? '') || /^(FD|SD)$/.test(first)) return true;
    if (first !== 'EXEC') return false;
    this.refuse('EXEC is for programs; what it makes of this is not known here.');
    return true;
  }

  /** Whether it is a constant, `78 NAME VALUE 5` or `01 NAME CONSTANT AS 5`, which takes no place in a record. */
  isConstant(): boolean {
    const [level, name, verb] = this.#words.map(({ text }) => text.toUpperCase());
    if (level !== '78' && verb !== 'CONSTANT') return false;
    this.#at = level === '78' ? 2 : 3;
    while (/^(GLOBAL|AS|IS|VALUE)$/.test(this.#peek())) this.#at++;
    const value = this.#words[this.#at];
    if (name !== undefined && value !== undefined) this.#constants.set(name, value.text);
    return true;
  }

  /** Names of level 88; null for any other entry. */
  condition(): Condition | null {
    if (this.#peek() !== '88') return null;
    this.#at++;
    const name = this.#name() ?? '';
    const values: Condition['values'][number][] = [];
    if (!this.#take('VALUE') && !this.#take('VALUES')) this.refuse('A name of level 88 needs VALUE and what it stands for.');
    this.#take('IS');
    this.#take('ARE');
    while (!this.#isAtEnd()) {
      if (this.#take('FALSE') || (this.#take('WHEN') && this.#take('SET') && this.#take('TO') && this.#take('FALSE'))) break;
      const from = this.#literal();
      if (this.#take('THRU') || this.#take('THROUGH')) values.push({ from, through: this.#literal() });
      else values.push(from);
    }
    return { name, values };
  }

  /** A data item; null where its level is none. */
  entry(): Entry | null {
    const [first] = this.#words;
    if (first === undefined) return null;
    const level = /^\d{1,2}$/.test(first.text) && first.kind === 'word' ? Number(first.text) : Number.NaN;
    if (!((level >= 1 && level <= 49) || level === 66 || level === 77)) {
      this.refuse(`"${first.text}" is no level: an entry begins with 01 to 49, 66, 77 or 88.`);
      return null;
    }
    this.#at = 1;
    const isUnnamed = this.#isAtEnd() || clauseWords.has(this.#peek());
    const name = isUnnamed || this.#take('FILLER') ? 'FILLER' : (this.#name() ?? 'FILLER');
    const place = { level, name, ...placeOf(first), conditions: [], children: [] };
    const before = this.#findings.length;
    return { ...this.#clauses(level), ...place, refused: this.#findings.length > before };
  }

  refuse(message: string, word = this.#words[this.#at] ?? this.#words.at(-1)): void {
    const place = word === undefined ? { file: null, line: 1, column: 1 } : placeOf(word);
    this.#findings.push({ severity: 'error', ...place, message });
  }

  #clauses(level: number): Clauses {
    const clauses: Clauses = {
      redefines: null,
      picture: null,
      usage: null,
      occurs: null,
      sign: null,
      synchronized: false,
      justified: false,
      blankWhenZero: false,
      value: null,
    };
    // Names for the same bytes take no place in a record.
    if (level === 66) return clauses;
    while (!this.#isAtEnd()) if (!this.#clause(clauses)) break;
    return clauses;
  }

  /** One clause; false where there is none and the rest of the entry is left. */
  #clause(clauses: Clauses): boolean {
    const word = this.#peek();
    if (Object.hasOwn(usages, word)) {
      this.#at++;
      return this.#usage(clauses, word);
    }
    switch (word) {
      case 'REDEFINES':
        this.#at++;
        clauses.redefines = this.#name();
        return true;
      case 'PIC':
      case 'PICTURE':
        this.#at++;
        this.#take('IS');
        clauses.picture = this.#picture();
        return true;
      case 'USAGE':
      case 'GROUP-USAGE':
        this.#at++;
        this.#take('IS');
        return this.#usage(clauses, this.#next());
      case 'OCCURS':
        this.#at++;
        clauses.occurs = this.#occurs();
        return true;
      case 'SIGN':
      case 'LEADING':
      case 'TRAILING':
        clauses.sign = this.#sign();
        return true;
      case 'SYNC':
      case 'SYNCHRONIZED':
        this.#at++;
        if (!this.#take('LEFT')) this.#take('RIGHT');
        clauses.synchronized = true;
        return true;
      case 'JUST':
      case 'JUSTIFIED':
        this.#at++;
        this.#take('RIGHT');
        clauses.justified = true;
        return true;
      case 'BLANK':
        this.#at++;
        this.#take('WHEN');
        if (!/^ZERO(E?S)?$/.test(this.#next())) this.refuse('BLANK is followed by WHEN ZERO.');
        clauses.blankWhenZero = true;
        return true;
      case 'VALUE':
      case 'VALUES':
        this.#at++;
        if (!this.#take('IS')) this.#take('ARE');
        clauses.value = this.#literal();
        return true;
      case 'IS':
        this.#at++;
        return true;
      case 'EXTERNAL':
      case 'GLOBAL':
      case 'VOLATILE':
        this.#at++;
        return true;
      default: {
        const shown = this.#words[this.#at]?.text ?? '';
        const nearest = nearestName(word, [...clauseWords]);
        this.refuse(`"${shown}" is no clause of a data item.${nearest === null ? '' : ` Did you mean ${nearest}?`}`);
        return false;
      }
    }
  }

  #usage(clauses: Clauses, word: string): boolean {
    const usage = Object.hasOwn(usages, word) ? usages[word] : undefined;
    if (usage === undefined) {
      this.#at--;
      this.refuse(`"${word}" is no usage that is known.`);
      return false;
    }
    if (clauses.usage !== null && clauses.usage !== usage) this.refuse('The item has two usages.');
    const signed = this.#take('SIGNED') || !this.#take('UNSIGNED');
    clauses.usage = isWholeNumber(usage) && !signed ? `unsigned-${usage}` : usage;
    return true;
  }

  #picture(): Picture | null {
    const word = this.#words[this.#at];
    if (word === undefined || word.kind !== 'word') {
      this.refuse('PIC is followed by a picture, such as X(10) or S9(7)V99.');
      return null;
    }
    this.#at++;
    const picture = readPicture(word.text.replace(/\(([^()]*)\)/g, this.#counted), this.#decimalComma);
    if (typeof picture !== 'string') return picture;
    this.refuse(picture, word);
    return null;
  }

  #occurs(): Occurs | null {
    const counted = this.#count();
    if (counted === null) return null;
    let [minimum, maximum] = [counted, counted];
    if (this.#take('TO')) {
      const most = this.#count();
      if (most === null) return null;
      maximum = most;
      if (maximum < minimum || maximum === 0) this.refuse(`The item occurs ${minimum} to ${maximum} times, which is nothing.`);
    }
    this.#take('TIMES');
    let dependsOn: string[] | null = null;
    if (this.#take('DEPENDING')) {
      this.#take('ON');
      dependsOn = [this.#name() ?? ''];
      while (this.#take('OF') || this.#take('IN')) dependsOn.push(this.#name() ?? '');
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
    while (/^(ASCENDING|DESCENDING|INDEXED)$/.test(this.#peek())) {
      this.#at++;
      while (!this.#isAtEnd() && !clauseWords.has(this.#peek()) && !Object.hasOwn(usages, this.#peek())) {
        if (/^(ASCENDING|DESCENDING|INDEXED)$/.test(this.#peek())) break;
        this.#at++;
      }
    }
  }

  #sign(): SignClause | null {
    this.#take('SIGN');
    this.#take('IS');
    const leading = this.#take('LEADING');
    if (!leading && !this.#take('TRAILING')) {
      this.refuse('SIGN is followed by LEADING or TRAILING.');
      return null;
    }
    const separate = this.#take('SEPARATE');
    if (separate) this.#take('CHARACTER');
    return { leading, separate };
  }

  /** A count in a picture may be the name of a constant. */
  readonly #counted = (whole: string, name: string) => {
    const value = this.#constants.get(name.toUpperCase());
    return value === undefined ? whole : `(${value})`;
  };

  #count(): number | null {
    const given = this.#next();
    const text = this.#constants.get(given) ?? given;
    if (/^\d{1,9}$/.test(text) && Number(text) <= mostTimes) return Number(text);
    this.#at--;
    this.refuse(`"${text}" is no number of times.`);
    return null;
  }

  #name(): string | null {
    const word = this.#words[this.#at];
    if (word === undefined || word.kind !== 'word' || !nameForm.test(word.text)) {
      this.refuse(word === undefined ? 'A name is missing.' : `"${word.text}" is no name.`);
      return null;
    }
    this.#at++;
    return word.text.toUpperCase();
  }

  /** A value as written; `ALL 'x'` is the literal. */
  #literal(): string {
    if (this.#take('ALL')) return this.#literal();
    const word = this.#words[this.#at];
    if (word === undefined) {
      this.refuse('A value is missing.');
      return '';
    }
    this.#at++;
    return word.kind === 'literal' ? word.text : word.text.toUpperCase();
  }

  #isAtEnd(): boolean {
    return this.#at >= this.#words.length;
  }

  #peek(): string {
    const word = this.#words[this.#at];
    return word?.kind === 'word' ? word.text.toUpperCase() : '';
  }

  #next(): string {
    const text = this.#peek();
    this.#at++;
    return text;
  }

  #take(expected: string): boolean {
    if (this.#peek() !== expected) return false;
    this.#at++;
    return true;
  }
}

function isWholeNumber(usage: Usage): usage is Extract<Usage, `integer-${number}`> {
  return usage.startsWith('integer-');
}
