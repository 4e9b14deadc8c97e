import { type ContextType, compile, type FeelType } from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';

/** What a cell is made of: whether it holds tests, what of, and which names it may use. */
export interface CellKind {
  readonly kind: 'input' | 'output' | 'note';
  readonly type: FeelType;
  readonly scope: ContextType;
  readonly types: ReadonlyMap<string, FeelType>;
  /** FEEL texts of the values that may stand there. */
  readonly choices: readonly string[];
}

/** What is wrong with a cell. */
export interface CellFault {
  readonly message: string;
  readonly hint: string;
}

/** What is wrong with what stands in a cell, or null. */
export function faultOf(text: string, { kind, type, scope, types }: CellKind): CellFault | null {
  if (kind === 'note') return null;
  const trimmed = text.trim();
  if (kind === 'input' && (trimmed === '' || trimmed === '-')) return null;
  try {
    compile(text, { scope, types, ...(kind === 'input' ? { testsOf: type } : type.kind === 'any' ? {} : { expects: type }) });
    return null;
  } catch (error) {
    if (!(error instanceof PlinthError)) throw error;
    return { message: error.message.replace(/^The expression is not valid: /, ''), hint: error.hint };
  }
}

/**
 * What somebody typed or pasted as the cell keeps it: words of spreadsheets and people become FEEL where they can mean only
 * one thing, everything else stays as it is and is told. Nothing is lost.
 */
export function keptText(typed: string, cell: CellKind): string {
  if (cell.kind === 'note') return typed.trim();
  const text = typed.trim();
  if (text === '') return cell.kind === 'input' ? '-' : 'null';
  const written = asFeel(text, cell.type);
  const choice = cell.choices.find((each) => each === text || unquoted(each)?.toLowerCase() === text.toLowerCase());
  if (choice !== undefined) return choice;
  if (faultOf(written, cell) === null) return written;
  // Bare words of a text column are the text itself; what has signs of FEEL in it is a mistake that its author sees.
  const words = text.split(/\s*,\s*/);
  if (cell.type.kind === 'string' && words.every((word) => /^[\p{L}\p{N}][\p{L}\p{N} _.'’&/-]*$/u.test(word))) {
    const quoted = (cell.kind === 'input' ? words : [text]).map((word) => matching(word, cell.choices) ?? JSON.stringify(word)).join(', ');
    if (faultOf(quoted, cell) === null) return quoted;
  }
  return text;
}

function matching(word: string, choices: readonly string[]): string | undefined {
  return choices.find((each) => unquoted(each)?.toLowerCase() === word.toLowerCase());
}

function unquoted(choice: string): string | null {
  return /^"(?:[^"\\]|\\.)*"$/.test(choice) ? (JSON.parse(choice) as string) : null;
}

/** Signs that spreadsheets and people write otherwise than FEEL. */
function asFeel(text: string, type: FeelType): string {
  let feel = text.replaceAll('≤', '<=').replaceAll('≥', '>=').replaceAll('≠', '!=').replaceAll('−', '-');
  if (type.kind === 'boolean') feel = feel.replace(/^true$/i, 'true').replace(/^false$/i, 'false');
  if (type.kind === 'number') {
    // Thousands as spreadsheets copy them: 1,250,000.50.
    feel = feel.replaceAll(/(?<![\d.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])/g, (number) => number.replaceAll(',', ''));
    const range = /^(-?\d+(?:\.\d+)?)\s*(?:–|—|\.\.|\bto\b|-)\s*(\d+(?:\.\d+)?)$/.exec(feel);
    // "18-25" is a difference in FEEL, and never meant as one in a column of numbers.
    if (range !== null && Number(range[1]) < Number(range[2])) feel = `[${range[1]}..${range[2]}]`;
  }
  if (type.kind === 'date') feel = feel.replaceAll(/(?<![\w"@-])\d{4}-\d{2}-\d{2}(?![\w"-])/g, (day) => `date("${day}")`);
  return feel;
}
