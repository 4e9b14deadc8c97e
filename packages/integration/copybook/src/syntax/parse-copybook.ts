import { type CopyFinder, withCopies } from './copied-words.ts';
import type { Entry } from './entry.ts';
import { EntryReader } from './entry-reader.ts';
import { type Finding, placeOf } from './finding.ts';
import { codeLines, formOf, type SourceForm } from './source-lines.ts';
import { type Word, wordsOf } from './words.ts';

export interface ParseOptions {
  /** Where absent, what the lines look like. */
  readonly form?: SourceForm;
  /** DECIMAL-POINT IS COMMA: in pictures, comma and period change places. */
  readonly decimalComma?: boolean;
  /** What members are called: as the copybook has it, or `accountNo` for ACCOUNT-NO. */
  readonly names?: 'cobol' | 'camel';
  /** Texts that stand for others, as `REPLACING ==:TAG:== BY ==ACCT==` has them. */
  readonly replacing?: Readonly<Record<string, string>>;
  /** Where COPY finds its text; it brings nothing where absent. */
  readonly copy?: CopyFinder;
}

const nowhere: CopyFinder = () => null;
/** Of what is wrong with the whole. */
const beginning = { file: null, line: 1, column: 1 };

/** More than any real copybook has; what is beyond is an attack on memory. */
const longestSource = 10_000_000;

/** The entries of a copybook by level, and what is wrong with it. Level 77 stands among the records. */
export function parseCopybook(source: string, options: ParseOptions = {}): { readonly records: Entry[]; readonly findings: Finding[] } {
  if (source.length > longestSource)
    return {
      records: [],
      findings: [{ severity: 'error', ...beginning, message: `A copybook has at most ${longestSource} characters.` }],
    };
  let replaced = source;
  for (const [from, to] of Object.entries(options.replacing ?? {})) replaced = replaced.replaceAll(from, to);
  const { words, findings } = wordsOf(codeLines(replaced, options.form ?? formOf(source)));
  const copied = withoutDeclarations(withCopies(words, options.copy ?? nowhere, findings));
  const records = treeOf(entriesOf(copied, options.decimalComma === true, findings), findings);
  if (records.length === 0 && findings.length === 0)
    findings.push({
      severity: 'error',
      ...beginning,
      message: 'There is no data description, such as: 01 NAME. or 05 NAME PIC X(10).',
    });
  return { records, findings };
}

function entriesOf(words: readonly Word[], decimalComma: boolean, findings: Finding[]): Entry[] {
  const entries: Entry[] = [];
  const constants = new Map<string, string>();
  let begun = 0;
  const data = dataOf(words);
  for (const [at, word] of data.entries()) {
    if (word.kind !== 'period') continue;
    readInto(data.slice(begun, at));
    begun = at + 1;
  }
  const rest = data.slice(begun);
  const [first] = rest;
  if (first !== undefined) {
    const before = findings.length;
    readInto(rest);
    if (findings.length === before)
      findings.push({ severity: 'error', ...placeOf(first), message: 'The last entry does not end with a period.' });
  }
  return entries;

  function readInto(part: readonly Word[]): void {
    const reader = new EntryReader(part, decimalComma, findings, constants);
    if (reader.isHeading() || reader.isConstant()) return;
    const condition = reader.condition();
    if (condition === null) {
      const entry = reader.entry();
      if (entry !== null) entries.push(entry);
      return;
    }
    const owner = entries.at(-1);
    if (owner === undefined) reader.refuse('A name of level 88 needs an item above it.');
    else owner.conditions.push(condition);
  }
}

/**
 * The words without `EXEC SQL DECLARE … END-EXEC`, which says what a table of Db2 is like and stands before its record (DCLGEN), and
 * without what begins and ends a section of such declarations.
 */
function withoutDeclarations(words: readonly Word[]): readonly Word[] {
  // There may be millions of words, of which hardly one is meant.
  const is = (at: number, text: string) => isWord(words[at], text);
  if (!words.some((word) => isWord(word, 'EXEC'))) return words;
  const kept: Word[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) break;
    if (!is(at, 'EXEC') || !is(at + 1, 'SQL') || !declarationWords.some((text) => is(at + 2, text))) {
      kept.push(word);
      continue;
    }
    const end = words.findIndex((each, index) => index > at && isWord(each, 'END-EXEC'));
    at = end < 0 ? words.length : words[end + 1]?.kind === 'period' ? end + 1 : end;
  }
  return kept;
}

const declarationWords = ['DECLARE', 'BEGIN', 'END'];

function isWord(word: Word | undefined, text: string): boolean {
  return word?.kind === 'word' && word.text.length === text.length && word.text.toUpperCase() === text;
}

/** Of a whole program, its data: from DATA DIVISION, where there is one, up to PROCEDURE DIVISION. */
function dataOf(words: readonly Word[]): readonly Word[] {
  const division = (name: string) => words.findIndex((word, at) => isWord(word, name) && isWord(words[at + 1], 'DIVISION'));
  const [from, to] = [division('DATA'), division('PROCEDURE')];
  return words.slice(Math.max(from, 0), to < 0 ? undefined : to);
}

/** Entries below those with a smaller level before them. */
function treeOf(entries: readonly Entry[], findings: Finding[]): Entry[] {
  const records: Entry[] = [];
  const open: Entry[] = [];
  const refuse = (entry: Entry, message: string) => findings.push({ severity: 'error', ...placeOf(entry), message });
  for (const entry of entries) {
    if (entry.level === 66) {
      const record = open[0];
      if (record === undefined) refuse(entry, 'A name of level 66 needs a record above it.');
      else record.aliases.push(entry);
      continue;
    }
    if (entry.level === 77) {
      records.push(entry);
      open.length = 0;
      continue;
    }
    while ((open.at(-1)?.level ?? 0) >= entry.level) open.pop();
    const parent = open.at(-1);
    if (parent === undefined) {
      records.push(entry);
    } else {
      if (parent.picture !== null) refuse(entry, `${parent.name} has a picture, so nothing can stand below it.`);
      const [sibling] = parent.children;
      if (sibling !== undefined && sibling.level !== entry.level)
        refuse(entry, `Level ${entry.level} stands beside level ${sibling.level}, below ${parent.name}.`);
      parent.children.push(entry);
    }
    open.push(entry);
  }
  return withoutLevelOne(records);
}

/** A copybook that is put below a record of somebody else's begins with a higher level: its items are those of one record. */
function withoutLevelOne(records: Entry[]): Entry[] {
  const [first] = records;
  if (first === undefined || first.level === 1 || first.level === 77) return records;
  return [
    {
      level: 1,
      name: 'RECORD',
      ...placeOf(first),
      refused: false,
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
      conditions: [],
      children: records,
      aliases: records.flatMap(({ aliases }) => aliases),
    },
  ];
}
