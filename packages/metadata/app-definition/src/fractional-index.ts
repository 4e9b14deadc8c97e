/**
 * Places among siblings as text, compared by code point, so that something can always be put between two others without
 * touching them. A place is an integer part, whose first letter tells its length (`a` two characters, `b` three …, and
 * downwards `Z` two, `Y` three …), and a fraction in base 62 that never ends in `0`.
 */
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const base = digits.length;
const first = digits.charAt(0);
const last = digits.charAt(base - 1);

function integerLength(place: string): number {
  const head = place.charAt(0);
  if (head >= 'a' && head <= 'z') return head.charCodeAt(0) - 'a'.charCodeAt(0) + 2;
  if (head >= 'A' && head <= 'Z') return 'Z'.charCodeAt(0) - head.charCodeAt(0) + 2;
  return 1;
}

function split(place: string): [string, string] {
  const length = integerLength(place);
  return [place.slice(0, length).padEnd(length, first), place.slice(length)];
}

/** The integer part after this one, or null after the largest. */
function increment(integer: string): string | null {
  for (let at = integer.length - 1; at > 0; at--) {
    const digit = digits.indexOf(integer.charAt(at));
    if (digit < base - 1) return integer.slice(0, at) + digits.charAt(digit + 1) + first.repeat(integer.length - at - 1);
  }
  const head = integer.charAt(0);
  if (head === 'z') return null;
  if (head === 'Z') return `a${first}`;
  const next = String.fromCharCode(head.charCodeAt(0) + 1);
  return next + first.repeat(integerLength(next) - 1);
}

function decrement(integer: string): string | null {
  for (let at = integer.length - 1; at > 0; at--) {
    const digit = digits.indexOf(integer.charAt(at));
    if (digit > 0) return integer.slice(0, at) + digits.charAt(digit - 1) + last.repeat(integer.length - at - 1);
  }
  const head = integer.charAt(0);
  if (head === 'A') return null;
  if (head === 'a') return `Z${last}`;
  const next = String.fromCharCode(head.charCodeAt(0) - 1);
  return next + last.repeat(integerLength(next) - 1);
}

/** A fraction between two; an empty `high` means one. */
function middle(low: string, high: string): string {
  let shared = 0;
  while (shared < high.length && (low.charAt(shared) || first) === high.charAt(shared)) shared++;
  if (shared > 0) return high.slice(0, shared) + middle(low.slice(shared), high.slice(shared));
  const from = low === '' ? 0 : digits.indexOf(low.charAt(0));
  const to = high === '' ? base : digits.indexOf(high.charAt(0));
  if (to - from > 1) return digits.charAt((from + to) >> 1);
  if (high.length > 1) return high.charAt(0);
  return digits.charAt(from) + middle(low.slice(1), '');
}

/** A place after `low` and before `high`; null is the end on that side. Throws a RangeError where nothing stands between. */
export function indexBetween(low: string | null, high: string | null): string {
  const place = low !== null && high !== null && low >= high ? low : between(low, high);
  // Places that end in `0` are not from here: after `a1`, nothing comes before `a10`.
  if ((low !== null && place <= low) || (high !== null && place >= high)) {
    throw new RangeError(`There is no place between ${low} and ${high}.`);
  }
  return place;
}

function between(low: string | null, high: string | null): string {
  if (low === null && high === null) return `a${first}`;
  if (low === null) {
    const [integer, fraction] = split(high ?? '');
    if (fraction !== '') return integer;
    return decrement(integer) ?? integer + middle('', fraction);
  }
  const [lowInteger, lowFraction] = split(low);
  if (high === null) return increment(lowInteger) ?? lowInteger + middle(lowFraction, '');
  const [highInteger, highFraction] = split(high);
  if (lowInteger === highInteger) return lowInteger + middle(lowFraction, highFraction);
  const next = increment(lowInteger);
  return next !== null && next < high ? next : lowInteger + middle(lowFraction, '');
}

/** The place of the n-th sibling (from 0) when all are placed anew: depends on nothing else, so adding at the end moves nobody. */
export function indexAt(position: number): string {
  let place = `a${first}`;
  let rest = position;
  for (let length = 1; rest >= base ** length; length++) {
    rest -= base ** length;
    place = String.fromCharCode('a'.charCodeAt(0) + length) + first.repeat(length + 1);
  }
  let number = '';
  for (let at = 1; at < place.length; at++) {
    number = digits.charAt(rest % base) + number;
    rest = Math.floor(rest / base);
  }
  return place.charAt(0) + number;
}

/** Siblings in order: by place, and by id where two people chose the same place. */
export function bySiblingOrder(
  a: { readonly id: string; readonly index: string },
  b: { readonly id: string; readonly index: string },
): number {
  if (a.index !== b.index) return a.index < b.index ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
