import { currencySigns, type Editing, editingOf } from './editing.ts';

/** What a PICTURE says. Sizes are characters; digits are those of the value, without the scaling position P. */
export type Picture =
  | { readonly category: 'text' | 'national' | 'graphic' | 'utf-8'; readonly text: string; readonly size: number }
  /** `editing` is null where what is edited is no number. */
  | { readonly category: 'edited'; readonly text: string; readonly size: number; readonly editing: Editing | null }
  | {
      readonly category: 'numeric';
      readonly text: string;
      readonly signed: boolean;
      readonly digits: number;
      /** Digits after the decimal point: 2 for 9(5)V99, 5 for VPPP99, -3 for 9(4)PPP. */
      readonly scale: number;
    };

/** The most characters that an item of IBM's compilers has, so that a mistyped count is no gigabyte. */
const largestSize = 134_217_727;

/** More digits than any compiler takes (31 with ARITH(EXTEND)); FEEL's numbers hold 34. */
const mostDigits = 31;

const picturePart = new RegExp(`^(CR|DB|[ABEGNPSUVXZ90/,.+\\-*${currencySigns}])(?:\\((\\d{1,9})\\))?`);

interface Symbol {
  readonly symbol: string;
  readonly count: number;
}

/** Reads a picture; a text where it is none, which says why. `decimalComma`: DECIMAL-POINT IS COMMA. */
export function readPicture(text: string, decimalComma = false): Picture | string {
  const symbols = symbolsOf(text.toUpperCase());
  if (typeof symbols === 'string') return symbols;
  const has = (wanted: RegExp) => symbols.some(({ symbol }) => wanted.test(symbol));
  const size = sum(symbols.filter(({ symbol }) => !/^[SVP]$/.test(symbol)).map(({ symbol, count }) => symbol.length * count));
  const point = decimalComma ? ',' : '.';
  if (has(/^N$/)) return has(/^[^NB0/]$/) ? mixed(text, 'N') : { category: 'national', text, size };
  if (has(/^U$/)) return has(/^[^U]$/) ? mixed(text, 'U') : { category: 'utf-8', text, size };
  if (has(/^G$/)) return has(/^[^GB]$/) ? mixed(text, 'G') : { category: 'graphic', text, size };
  if (has(/^[XA]$/)) {
    if (has(/^(?![XA9B0/]$)/)) return mixed(text, 'X or A');
    return has(/^[B0/]$/) ? { category: 'edited', text, size, editing: null } : { category: 'text', text, size };
  }
  if (size > largestSize) return `${text} is longer than ${largestSize} characters.`;
  if (has(/^(?![S9VP]$)/)) {
    if (has(/^S$/)) return `${text} has a sign for calculating, S, and is edited; only one of both is possible.`;
    const points = sum(symbols.filter(({ symbol }) => symbol === point || symbol === 'V').map(({ count }) => count));
    if (points > 1) return `${text} has more than one decimal point.`;
    const editing = editingOf(
      symbols.flatMap(({ symbol, count }) => Array.from({ length: count }, () => symbol)),
      point,
    );
    if (editing !== null && editing.digits > mostDigits) return `${text} has more than ${mostDigits} digits.`;
    return { category: 'edited', text, size, editing };
  }
  return numericPicture(text, symbols);
}

function symbolsOf(text: string): Symbol[] | string {
  const symbols: Symbol[] = [];
  let at = 0;
  while (at < text.length) {
    const match = picturePart.exec(text.slice(at));
    const [whole = '', symbol = '', count = '1'] = match ?? [];
    if (match === null) return `"${text.slice(at, at + 12)}" is no part of a picture.`;
    if (Number(count) === 0) return `${whole} stands for nothing.`;
    symbols.push({ symbol, count: Number(count) });
    at += whole.length;
  }
  return symbols.length === 0 ? 'The picture is empty.' : symbols;
}

function numericPicture(text: string, symbols: readonly Symbol[]): Picture | string {
  const shape = symbols.map(({ symbol, count }) => (symbol === 'P' ? 'P' : symbol.repeat(Math.min(count, 2)))).join('');
  if (!/^S?(?:P+V?9+|V?P*9+|9+P*V?|9*V?9*|9+VP*)$/.test(shape)) return `${text} has its symbols in no order that COBOL allows.`;
  const counted = (wanted: string, part: readonly Symbol[]) =>
    sum(part.filter(({ symbol }) => symbol === wanted).map(({ count }) => count));
  const digits = counted('9', symbols);
  if (digits === 0) return `${text} has no digit.`;
  if (digits > mostDigits) return `${text} has more than ${mostDigits} digits.`;
  const firstP = symbols.findIndex(({ symbol }) => symbol === 'P');
  const firstNine = symbols.findIndex(({ symbol }) => symbol === '9');
  const point = symbols.findIndex(({ symbol }) => symbol === 'V');
  const scaling = counted('P', symbols);
  const behind = point < 0 ? 0 : counted('9', symbols.slice(point));
  const scale = scaling === 0 ? behind : firstP < firstNine ? scaling + digits : -scaling;
  return { category: 'numeric', text, signed: symbols[0]?.symbol === 'S', digits, scale };
}

function mixed(text: string, symbol: string): string {
  return `${text} mixes ${symbol} with symbols of another kind.`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
