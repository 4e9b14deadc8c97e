import { type Finding, type Place, placeOf } from './finding.ts';
import { type CodeLine, lastCodeColumn } from './source-lines.ts';

/** A word, a literal, the period that ends an entry, or the `==` around a text that is to be replaced, with its place. */
export interface Word extends Place {
  readonly kind: 'word' | 'literal' | 'period' | 'delimiter';
  /** As written; of a literal what it holds. */
  readonly text: string;
}

/** A literal in hexadecimal (`X'00'`) or of another kind has a letter before its quotes. */
const prefixedQuote = /^[A-Za-z]{1,2}$/;

/** The words of code lines. Literals that are not closed are found and end with their line. */
export function wordsOf(lines: readonly CodeLine[]): { readonly words: Word[]; readonly findings: Finding[] } {
  const words: Word[] = [];
  const findings: Finding[] = [];
  let open: (Place & { quote: string; text: string }) | null = null;
  for (const [index, { text, file, line, column, continues }] of lines.entries()) {
    let at = 0;
    if (open !== null) {
      const from = continues ? /^\s*["']/.exec(text)?.[0].length : undefined;
      if (from === undefined) {
        findings.push({ severity: 'error', ...placeOf(open), message: 'The literal is not closed.' });
        open = null;
      } else at = from;
    } else if (continues) joinWithLast(words, text);
    if (open === null && continues) at = text.length - text.trimStart().length + (/^\S*/.exec(text.trimStart())?.[0].length ?? 0);
    while (at < text.length || open !== null) {
      if (open !== null) {
        const end = closingQuote(text, at, open.quote);
        const goesOn = end === null && lines[index + 1]?.continues === true;
        // Up to column 72 the spaces of a card that is continued are part of its literal.
        const part = goesOn ? text.padEnd(lastCodeColumn - column + 1).slice(at) : text.slice(at, end ?? text.length);
        const held: string = open.text + part.replaceAll(open.quote.repeat(2), open.quote);
        if (end === null) {
          if (goesOn) open = { ...open, text: held };
          else {
            findings.push({ severity: 'error', ...placeOf(open), message: 'The literal is not closed.' });
            words.push({ kind: 'literal', text: held, ...placeOf(open) });
            open = null;
          }
          break;
        }
        words.push({ kind: 'literal', text: held, ...placeOf(open) });
        open = null;
        at = end + 1;
        continue;
      }
      const character = text.charAt(at);
      if (/[\s,;]/.test(character)) {
        at++;
        continue;
      }
      const place = { file, line, column: column + at };
      if (character === '"' || character === "'") {
        open = { quote: character, text: '', ...place };
        at++;
        continue;
      }
      if (text.startsWith('==', at)) {
        words.push({ kind: 'delimiter', text: '==', ...place });
        at += 2;
        continue;
      }
      const run = /^(?:(?!==)[^\s"'])+/.exec(text.slice(at))?.[0] ?? character;
      if (prefixedQuote.test(run) && /["']/.test(text.charAt(at + run.length))) {
        at += run.length;
        continue;
      }
      at += run.length;
      pushRun(words, run, place, /^(?:\s|==|$)/.test(text.slice(at, at + 2)));
    }
  }
  return { words, findings };
}

/** The period that ends an entry is followed by a space; others are part of pictures and numbers. */
function pushRun(words: Word[], run: string, place: Place, isFollowedBySpace: boolean): void {
  const ended = isFollowedBySpace && run.endsWith('.');
  const text = (ended ? run.slice(0, -1) : run).replace(isFollowedBySpace ? /[,;]+$/ : /(?!)/, '');
  if (text !== '') words.push({ kind: 'word', text, ...place });
  if (ended) words.push({ kind: 'period', text: '.', ...place, column: place.column + run.length - 1 });
}

/** A word that is cut at the end of a card goes on at the next one. */
function joinWithLast(words: Word[], text: string): void {
  const rest = /^\S*/.exec(text.trimStart())?.[0] ?? '';
  const last = words.pop();
  if (last === undefined) return;
  if (last.kind !== 'word') {
    words.push(last);
    return;
  }
  pushRun(words, last.text + rest, placeOf(last), true);
}

function closingQuote(text: string, from: number, quote: string): number | null {
  for (let at = from; at < text.length; at++) {
    if (text.charAt(at) !== quote) continue;
    if (text.charAt(at + 1) !== quote) return at;
    at++;
  }
  return null;
}
