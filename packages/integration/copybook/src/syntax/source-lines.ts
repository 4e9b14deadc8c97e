import type { Place } from './finding.ts';

/** How lines are laid out: `fixed` as on punched cards (columns 8 to 72 count, 7 marks), or `free`. */
export type SourceForm = 'fixed' | 'free';

/** The part of a line that is code, with the place where it begins. */
export interface CodeLine extends Place {
  readonly text: string;
  /** Whether it goes on with the last word or literal of the line before. */
  readonly continues: boolean;
}

const firstCodeColumn = 7;
/** What stands behind it on a card is a number, and no code. */
export const lastCodeColumn = 72;
/** What only tells the compiler how to print a listing. */
const listingWords = /^\s*(EJECT|SKIP[123]|TITLE\b.*)\s*\.?\s*$/i;

/** What DOS put at the end of a text. */
const endOfFile = new RegExp(`${String.fromCharCode(0x1a)}+\\s*$`);

/** The lines of a copybook that are code: without comments, debugging lines, numbers at either side and compiler directives. */
export function codeLines(source: string, form: SourceForm = formOf(source), file: string | null = null): CodeLine[] {
  const lines = linesOf(source);
  return lines.flatMap((text, index) => {
    const code = form === 'fixed' ? fixedLine(text) : freeLine(text);
    return code === null || code.text.trim() === '' || listingWords.test(code.text) || /^\s*>>/.test(code.text)
      ? []
      : [{ ...code, file, line: index + 1 }];
  });
}

/**
 * Fixed where every line leaves the first six columns empty or numbered and has a mark of the fixed form in the seventh, and none has
 * a word across column 72.
 */
export function formOf(source: string): SourceForm {
  const lines = linesOf(source).filter((line) => line.trim() !== '');
  const looksFixed = (line: string) => /^(?: {6}|[^\s.]{6})(?:$|[ */\-dD$])/.test(line.padEnd(6));
  const crosses = (line: string) =>
    line[6] !== '*' && /[^\s.]/.test(line[lastCodeColumn - 1] ?? ' ') && /\S/.test(line[lastCodeColumn] ?? ' ') && line.length > 80;
  return lines.every(looksFixed) && !lines.some(crosses) ? 'fixed' : 'free';
}

function linesOf(source: string): string[] {
  return source
    .replace(/^\uFEFF/, '')
    .replace(endOfFile, '')
    .split(/\r\n|\n|\r/)
    .map(withoutTabs);
}

/** Tabs lead to each eighth column, as editors for COBOL have them. */
function withoutTabs(line: string): string {
  if (!line.includes('\t')) return line;
  let text = '';
  for (const character of line) text += character === '\t' ? ' '.repeat(8 - (text.length % 8)) : character;
  return text;
}

type Code = Omit<CodeLine, 'file' | 'line'>;

function fixedLine(line: string): Code | null {
  const mark = line[firstCodeColumn - 1] ?? ' ';
  if (/[*/$dD]/.test(mark)) return null;
  const text = withoutComment(line.slice(firstCodeColumn, lastCodeColumn));
  return { text, column: firstCodeColumn + 1, continues: mark === '-' };
}

function freeLine(line: string): Code | null {
  if (/^\s*[*$]/.test(line)) return null;
  return { text: withoutComment(line), column: 1, continues: false };
}

/** Without a comment that begins with `*>` outside a literal. */
function withoutComment(text: string): string {
  let quote: string | null = null;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (quote === null && (character === '"' || character === "'")) quote = character;
    else if (character === quote) quote = null;
    else if (quote === null && character === '*' && text.charAt(at + 1) === '>') return text.slice(0, at);
  }
  return text;
}
