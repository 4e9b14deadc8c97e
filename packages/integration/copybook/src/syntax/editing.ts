/** One character of an edited picture, CR and DB apart, which are two. */
export interface EditedPosition {
  /**
   * `digit` is always shown, `suppressed` and `float` only behind the first that is not zero; `head` is the first of floating symbols,
   * which holds no digit; `point` is the decimal point, `inserted` what is left out with the zeros around it, `fixed` what never is.
   */
  readonly kind: 'digit' | 'suppressed' | 'float' | 'head' | 'point' | 'inserted' | 'sign' | 'fixed';
  readonly symbol: string;
}

/** How a number becomes the text of an edited picture. */
export interface Editing {
  readonly positions: readonly EditedPosition[];
  readonly digits: number;
  readonly scale: number;
  /** The symbol that shows the sign; null where there is none. */
  readonly sign: string | null;
  /** What stands in the place of a zero that is left out. */
  readonly filler: ' ' | '*';
  /** The symbol that stands before the first digit, wherever that is. */
  readonly floating: string | null;
  /** Whether no digit is always shown. */
  readonly suppressible: boolean;
}

/** The symbols that stand for an amount of a currency. */
export const currencySigns = '$€£¥';

/** Reads an edited picture by its symbols, each once; null where it edits no number, or one with an exponent. */
export function editingOf(symbols: readonly string[], point: '.' | ','): Editing | null {
  if (symbols.some((symbol) => /^[XAE]$/.test(symbol))) return null;
  const floating = ['+', '-', ...currencySigns].find((symbol) => symbols.filter((each) => each === symbol).length > 1) ?? null;
  const positions: EditedPosition[] = [];
  let isAfter = false;
  let before = 0;
  let after = 0;
  let scaling = 0;
  const count = () => {
    if (isAfter) after++;
    else before++;
  };
  for (const symbol of symbols) {
    if (symbol === 'V') isAfter = true;
    else if (symbol === 'P') scaling += before > 0 ? -1 : 1;
    else if (symbol === point) {
      isAfter = true;
      positions.push({ kind: 'point', symbol });
    } else if (symbol === floating) {
      const isHead = !positions.some(({ kind }) => kind === 'head');
      if (!isHead) count();
      positions.push({ kind: isHead ? 'head' : 'float', symbol });
    } else if (/^[9Z*]$/.test(symbol)) {
      count();
      positions.push({ kind: symbol === '9' ? 'digit' : 'suppressed', symbol });
    } else if (/^([+-]|CR|DB)$/.test(symbol)) positions.push({ kind: 'sign', symbol });
    else if (currencySigns.includes(symbol)) positions.push({ kind: 'fixed', symbol });
    else positions.push({ kind: 'inserted', symbol: symbol === 'B' ? ' ' : symbol });
  }
  const digits = before + after;
  if (digits === 0) return null;
  return {
    positions,
    digits,
    scale: scaling > 0 ? scaling + digits : scaling < 0 ? scaling : after,
    sign: floating === '+' || floating === '-' ? floating : (positions.find(({ kind }) => kind === 'sign')?.symbol ?? null),
    filler: symbols.includes('*') ? '*' : ' ',
    floating,
    suppressible: !positions.some(({ kind }) => kind === 'digit'),
  };
}
