import { forbiddenPropertyNames } from '@plinth/foundation';
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { pointer } from '../validation/violation.ts';
import type { FileProblem } from './file-problem.ts';

export type Steps = readonly (string | number)[];

/** Line and column, from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** A file as it was written: its values, and where each stands. */
export interface YamlSource {
  readonly file: string;
  readonly document: Document;
  readonly tree: unknown;
  readonly problems: readonly FileProblem[];
  /** Line and column of a value, or of the nearest thing around it; of a place within a text where that is written line by line. */
  locate(steps: Steps, within?: TextPlace): TextPlace;
  /** A number or boolean exactly as it was typed: `0.10`. */
  typed(steps: Steps): string | undefined;
}

/** Text larger than this is no file that somebody wrote. */
const largestFile = 2_000_000;
const deepest = 100;

/** Parses a file; what cannot be read becomes problems, never an exception. */
export function readYaml(file: string, text: string): YamlSource {
  const lines = new LineCounter();
  const places = new Map<string, number>();
  const typed = new Map<string, string>();
  /** Offsets of texts that are written as lines of their own, `|`. */
  const blocks = new Map<string, number>();
  const problems: FileProblem[] = [];
  const report = (offset: number, message: string, hint?: string) => {
    const { line, col } = lines.linePos(offset);
    problems.push({
      file,
      line: Math.max(line, 1),
      column: Math.max(col, 1),
      rule: 'format',
      message,
      ...(hint === undefined ? {} : { hint }),
    });
  };
  const tooLarge = text.length > largestFile;
  const document = parseDocument(tooLarge ? '' : text, { lineCounter: lines, prettyErrors: false });
  if (tooLarge) report(0, `is larger than ${largestFile} characters`, 'Split it.');
  for (const error of document.errors) report(error.pos[0], firstLine(error.message), hintFor(error.code));

  const convert = (node: unknown, steps: Steps): unknown => {
    const offset = (node as Node | null)?.range?.[0];
    if (offset !== undefined && !places.has(pointer(...steps))) places.set(pointer(...steps), offset);
    if (steps.length > deepest) {
      report(offset ?? 0, `is nested more than ${deepest} levels deep`);
      return null;
    }
    if (isAlias(node)) {
      report(offset ?? 0, 'YAML aliases are not read', 'Write the value where it is needed.');
      return null;
    }
    if (isSeq(node)) return node.items.map((item, at) => convert(item, [...steps, at]));
    if (isMap(node)) {
      const entries: [string, unknown][] = [];
      for (const pair of node.items) {
        const name = isScalar(pair.key) ? String(pair.key.source ?? pair.key.value) : String(pair.key);
        const at = (pair.key as Node | null)?.range?.[0];
        if (forbiddenPropertyNames.has(name)) {
          report(at ?? 0, `nothing may be called ${name}`, 'Choose another name.');
          continue;
        }
        if (at !== undefined) places.set(pointer(...steps, name), at);
        entries.push([name, convert(pair.value, [...steps, name])]);
      }
      return Object.fromEntries(entries);
    }
    if (!isScalar(node)) return null;
    if (node.type === 'BLOCK_LITERAL' && offset !== undefined) blocks.set(pointer(...steps), offset);
    if (typeof node.value !== 'string' && node.source !== undefined) typed.set(pointer(...steps), node.source);
    if (typeof node.value === 'number' && !Number.isFinite(node.value)) return node.source ?? null;
    return typeof node.value === 'bigint' ? (node.source ?? String(node.value)) : node.value;
  };

  const tree = document.errors.length > 0 ? null : convert(document.contents, []);
  return {
    file,
    document,
    tree,
    problems,
    locate(steps, within) {
      const block = within === undefined ? undefined : blocks.get(pointer(...steps));
      if (block !== undefined && within !== undefined) return placeInBlock(text, lines, block, within);
      for (let length = steps.length; length >= 0; length--) {
        const offset = places.get(pointer(...steps.slice(0, length)));
        if (offset === undefined) continue;
        const { line, col } = lines.linePos(offset);
        return { line: Math.max(line, 1), column: Math.max(col, 1) };
      }
      return { line: 1, column: 1 };
    },
    typed: (steps) => typed.get(pointer(...steps)),
  };
}

/** A place within a text whose lines stand below its `|`, as deep as the first of them that says something. */
function placeInBlock(text: string, lines: LineCounter, offset: number, { line, column }: TextPlace): TextPlace {
  const head = lines.linePos(offset).line;
  const below = text.slice(text.indexOf('\n', offset) + 1).split('\n');
  const indentation = below.find((each) => each.trim() !== '')?.search(/\S/) ?? 0;
  return { line: head + line, column: indentation + column };
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? message;
}

function hintFor(code: string): string | undefined {
  if (code === 'DUPLICATE_KEY') return 'Remove one of them, or give it another name.';
  if (code === 'BAD_INDENT' || code === 'BLOCK_AS_IMPLICIT_KEY' || code === 'MULTILINE_IMPLICIT_KEY') {
    return 'Look at the indentation; text that contains ": " or " #" needs quotes.';
  }
  return code === 'TAB_AS_INDENT' ? 'Indent with spaces.' : undefined;
}
