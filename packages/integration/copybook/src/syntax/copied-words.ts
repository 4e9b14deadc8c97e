import { type Finding, placeOf } from './finding.ts';
import { codeLines } from './source-lines.ts';
import { type Word, wordsOf } from './words.ts';

/** Finds the text that `COPY NAME` or `COPY NAME OF LIBRARY` brings; null where there is none. */
export type CopyFinder = (name: string, library: string | null) => string | null;

/** Copybooks that bring each other deeper than this are taken for an attack. */
const deepest = 32;
/** What all COPY statements together may bring: more is an attack on memory. */
const mostBrought = 10_000_000;

/** What stands for something else. LEADING and TRAILING mean a part of a word. */
interface Replacement {
  readonly part: 'whole' | 'leading' | 'trailing';
  readonly from: readonly Word[];
  readonly to: readonly Word[];
}

/**
 * The words with what COPY, `EXEC SQL INCLUDE`, `++INCLUDE` and `-INC` bring in their place, and with REPLACE done. IBM Enterprise COBOL
 * for z/OS, Language Reference, "Compiler-directing statements".
 */
export function withCopies(words: readonly Word[], find: CopyFinder, findings: Finding[]): Word[] {
  return withReplaced(new Copies(find, findings).expand(words, []), findings);
}

class Copies {
  readonly #find: CopyFinder;
  readonly #findings: Finding[];
  #brought = 0;

  constructor(find: CopyFinder, findings: Finding[]) {
    this.#find = find;
    this.#findings = findings;
  }

  /** `chain`: the texts in which these words stand, the outermost first. */
  expand(words: readonly Word[], chain: readonly string[]): Word[] {
    const expanded: Word[] = [];
    const reader = new StatementReader(words, this.#findings);
    while (!reader.isAtEnd()) {
      const copy = reader.copy();
      if (copy === null) expanded.push(reader.next());
      else for (const word of this.#bring(copy, chain)) expanded.push(word);
    }
    return expanded;
  }

  #bring({ statement, name, library, replacements }: Copy, chain: readonly string[]): readonly Word[] {
    const refuse = (message: string) => {
      this.#findings.push({ severity: 'error', ...placeOf(statement), message });
      return [];
    };
    const verb = statement.text.toUpperCase();
    if (chain.includes(name)) return refuse(`${verb} ${name} brings itself: ${[...chain, name].join(', ')}.`);
    if (chain.length >= deepest) return refuse(`Texts bring each other deeper than ${deepest}.`);
    const text = this.#find(name, library);
    if (text === null) return refuse(`${verb} ${name} brings text from elsewhere, which is not here. Put that text in its place.`);
    this.#brought += text.length;
    if (this.#brought > mostBrought) return refuse(`${verb} brings more than ${mostBrought} characters.`);
    const { words, findings } = wordsOf(codeLines(text, undefined, name));
    this.#findings.push(...findings);
    return replaced(this.expand(words, [...chain, name]), replacements);
  }
}

interface Copy {
  /** The word that began it. */
  readonly statement: Word;
  readonly name: string;
  readonly library: string | null;
  readonly replacements: readonly Replacement[];
}

/** Reads the statements that bring or replace text, from words among which they stand. */
class StatementReader {
  readonly #words: readonly Word[];
  readonly #findings: Finding[];
  #at = 0;

  constructor(words: readonly Word[], findings: Finding[]) {
    this.#words = words;
    this.#findings = findings;
  }

  isAtEnd(): boolean {
    return this.#at >= this.#words.length;
  }

  next(): Word {
    const word = this.#words[this.#at++];
    if (word === undefined) throw new RangeError('There is no further word.');
    return word;
  }

  /** A statement that brings text, and goes behind it; null where there is none. */
  copy(): Copy | null {
    const statement = this.#words[this.#at];
    if (statement === undefined) return null;
    if (this.#take('COPY')) return this.#copyStatement(statement);
    if (this.#take('++INCLUDE') || this.#take('-INC')) {
      const name = this.#name();
      this.#takePeriod();
      return { statement, name, library: null, replacements: [] };
    }
    if (!this.#isNext('EXEC', 0) || !this.#isNext('SQL', 1) || !this.#isNext('INCLUDE', 2)) return null;
    this.#at += 3;
    const name = this.#name();
    if (!this.#take('END-EXEC')) this.#refuse(statement, 'EXEC SQL does not end with END-EXEC.');
    this.#takePeriod();
    return { statement: { ...statement, text: 'EXEC SQL INCLUDE' }, name, library: null, replacements: [] };
  }

  /** What REPLACE says is to be replaced from here on, none for REPLACE OFF; null where there is no such statement. */
  replace(): readonly Replacement[] | null {
    const statement = this.#words[this.#at];
    if (statement === undefined || !this.#take('REPLACE')) return null;
    this.#take('ALSO');
    this.#take('LAST');
    const replacements = this.#take('OFF') ? [] : this.#replacements();
    this.#endStatement(statement);
    return replacements;
  }

  #copyStatement(statement: Word): Copy {
    const name = this.#name();
    const library = this.#take('OF') || this.#take('IN') ? this.#name() : null;
    if (this.#take('SUPPRESS')) this.#take('PRINTING');
    const replacements = this.#take('REPLACING') ? this.#replacements() : [];
    this.#endStatement(statement);
    return { statement, name, library, replacements };
  }

  #replacements(): Replacement[] {
    const found: Replacement[] = [];
    while (!this.isAtEnd() && this.#words[this.#at]?.kind !== 'period') {
      const part = this.#take('LEADING') ? 'leading' : this.#take('TRAILING') ? 'trailing' : 'whole';
      const from = this.#operand();
      const by = this.#words[this.#at];
      if (from.length === 0 || !this.#take('BY')) {
        this.#refuse(by ?? this.#words.at(-1), 'A replacement is a text, BY and a text, such as ==:TAG:== BY ==ACCT==.');
        break;
      }
      found.push({ part, from, to: this.#operand() });
    }
    return found;
  }

  /** A literal, a word, or the words between `==` and `==`. */
  #operand(): readonly Word[] {
    const first = this.#words[this.#at];
    if (first === undefined || first.kind === 'period') return [];
    this.#at++;
    if (first.kind !== 'delimiter') return [first];
    const end = this.#words.findIndex(({ kind }, index) => index >= this.#at && kind === 'delimiter');
    if (end < 0) {
      this.#refuse(first, 'The text that begins with == is not closed.');
      return [];
    }
    const operand = this.#words.slice(this.#at, end);
    this.#at = end + 1;
    return operand;
  }

  #name(): string {
    const word = this.#words[this.#at];
    if (word === undefined || word.kind === 'period' || word.kind === 'delimiter') {
      this.#refuse(word ?? this.#words.at(-1), 'The name of the text to bring is missing.');
      return '';
    }
    this.#at++;
    return word.kind === 'literal' ? word.text : word.text.toUpperCase();
  }

  #endStatement(statement: Word): void {
    if (!this.#takePeriod()) this.#refuse(statement, `${statement.text.toUpperCase()} does not end with a period.`);
  }

  #takePeriod(): boolean {
    if (this.#words[this.#at]?.kind !== 'period') return false;
    this.#at++;
    return true;
  }

  #isNext(expected: string, ahead: number): boolean {
    const word = this.#words[this.#at + ahead];
    return word?.kind === 'word' && word.text.toUpperCase() === expected;
  }

  #take(expected: string): boolean {
    if (!this.#isNext(expected, 0)) return false;
    this.#at++;
    return true;
  }

  #refuse(word: Word | undefined, message: string): void {
    const place = word === undefined ? { file: null, line: 1, column: 1 } : placeOf(word);
    this.#findings.push({ severity: 'error', ...place, message });
  }
}

/** The words with REPLACE statements done and taken out: each counts up to the next one. */
function withReplaced(words: readonly Word[], findings: Finding[]): Word[] {
  const result: Word[] = [];
  const reader = new StatementReader(words, findings);
  let replacements: readonly Replacement[] = [];
  let part: Word[] = [];
  const finish = () => {
    for (const word of replaced(part, replacements)) result.push(word);
    part = [];
  };
  while (!reader.isAtEnd()) {
    const next = reader.replace();
    if (next === null) part.push(reader.next());
    else {
      finish();
      replacements = next;
    }
  }
  finish();
  return result;
}

function replaced(words: readonly Word[], replacements: readonly Replacement[]): readonly Word[] {
  if (replacements.length === 0) return words;
  const result: Word[] = [];
  for (let at = 0; at < words.length; ) {
    const word = words[at];
    if (word === undefined) break;
    const found = replacements.find(({ part, from }) => part === 'whole' && from.every((each, index) => isSame(each, words[at + index])));
    if (found === undefined) {
      const text = replacements.reduce((changed, replacement) => withPart(changed, word, replacement), word.text);
      if (text !== '') result.push({ ...word, text });
      at++;
      continue;
    }
    // What comes instead stands where it was called for: that is where somebody has to look.
    for (const each of found.to) result.push({ ...each, ...placeOf(word) });
    at += found.from.length;
  }
  return result;
}

/** A word of which a part is replaced: `:TAG:` in `:TAG:-NO`, its beginning or its end. */
function withPart(text: string, { kind }: Word, { part, from, to }: Replacement): string {
  const [wanted, another] = from;
  if (kind !== 'word' || wanted?.kind !== 'word' || another !== undefined || to.length > 1) return text;
  const [found, by] = [wanted.text.toUpperCase(), to[0]?.text ?? ''];
  const upper = text.toUpperCase();
  switch (part) {
    case 'leading':
      return upper.startsWith(found) ? by + text.slice(found.length) : text;
    case 'trailing':
      return upper.endsWith(found) ? text.slice(0, text.length - found.length) + by : text;
    default:
      // Only colons and parentheses end a word of COBOL without a space.
      return /^[:(].*[:)]$/.test(found) ? (upper.split(found).length === 1 ? text : replaceEach(text, upper, found, by)) : text;
  }
}

function replaceEach(text: string, upper: string, found: string, by: string): string {
  let result = '';
  let from = 0;
  for (let at = upper.indexOf(found); at >= 0; at = upper.indexOf(found, from)) {
    result += text.slice(from, at) + by;
    from = at + found.length;
  }
  return result + text.slice(from);
}

function isSame(wanted: Word, word: Word | undefined): boolean {
  if (word === undefined || word.kind !== wanted.kind) return false;
  return wanted.kind === 'literal' ? word.text === wanted.text : word.text.toUpperCase() === wanted.text.toUpperCase();
}
