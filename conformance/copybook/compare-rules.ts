import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { layoutOf, RecordCodec } from '@plinth/copybook';
import { recordsByCobol } from './gnucobol.ts';
import type { Move, RandomCopybook } from './random-copybook.ts';

interface LanguageRule {
  readonly rule: string;
  readonly source: string;
  readonly options?: { readonly decimalComma?: boolean };
  readonly value: Readonly<Record<string, unknown>>;
}

export interface RuleComparison {
  readonly rules: number;
  readonly wrong: readonly string[];
}

const file = join(import.meta.dirname, '../../packages/integration/copybook/src/fixtures/language-rules.json');
/** x86 as GnuCOBOL has it. */
const likeGnuCobol = { codePage: 'ascii', floats: 'ieee', littleEndian: true } as const;

/**
 * What GnuCOBOL does otherwise than IBM's compilers, or not at all: P in packed numbers, what stands in slack bytes, national numbers and pictures, characters of two bytes, slack bytes
 * in tables and before 8 bytes, items without a name, points of another country and RENAMES of a name that is not the only one within one program, hexadecimal floating point; and texts that are edited when they are moved, which here come edited.
 */
const otherwise =
  /NATIONAL|PIC N|DISPLAY-1|multiple of|end of each occurrence|without a name|COMMA|figurative|RENAMES|packed number takes|insertion into letters|slack bytes before|hexadecimal|what follows moves up|DEPENDING/;

/** The fixtures of the laws of the language, written by a program that GnuCOBOL compiled. */
export function compareRules(folder: string): RuleComparison {
  const rules = (JSON.parse(readFileSync(file, 'utf8')) as LanguageRule[]).filter(
    ({ rule, source }) => !otherwise.test(`${rule} ${source}`),
  );
  const copybooks = rules.map(({ source, value }, index): RandomCopybook => {
    const name = `R${index + 1}`;
    const moves: Move[] = [];
    for (const [member, each] of Object.entries(value)) addMoves(each, member, [], moves, [name]);
    return { name, source: `       01 ${name}.\n${cards(source)}`, value, moves };
  });
  const records = recordsByCobol(folder, copybooks, true);
  const wrong = rules.flatMap(({ rule, source, value }, index) => {
    const ours = new RecordCodec(layoutOf(`01 R. ${source}`), likeGnuCobol).encode(value);
    const [own, theirs] = ['bytes' in ours ? hex(ours.bytes) : JSON.stringify(ours.problems), hex(records[index] ?? new Uint8Array())];
    return own === theirs ? [] : [`${rule}\n  ${source}\n  ours ${own}\n  cobc ${theirs}`];
  });
  return { rules: rules.length, wrong };
}

/** A line for each entry, so that none goes beyond column 72. */
function cards(source: string): string {
  return source
    .split(/(?<=\.)\s+(?=\d\d )/)
    .flatMap((entry) => [entry.slice(0, entry.indexOf(' ', 20) + 1 || undefined), entry.slice(entry.indexOf(' ', 20) + 1 || entry.length)])
    .filter((line) => line.trim() !== '')
    .map((line) => `           ${line.trim()}\n`)
    .join('');
}

function addMoves(value: unknown, name: string, indexes: readonly number[], moves: Move[], of: readonly string[] = []): void {
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) addMoves(each, name, [...indexes, index + 1], moves, of);
    return;
  }
  if (typeof value === 'object' && value !== null) {
    for (const [member, each] of Object.entries(value)) addMoves(each, member, indexes, moves, [name, ...of]);
    return;
  }
  const qualified = [name, ...of].join(' OF ');
  const isNumber = typeof value === 'number' || (typeof value === 'string' && /^-?\d+\.\d+$/.test(value));
  moves.push({
    cobol: indexes.length === 0 ? qualified : `${qualified} (${indexes.join(' ')})`,
    literal: isNumber ? String(value) : `'${String(value)}'`,
  });
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
