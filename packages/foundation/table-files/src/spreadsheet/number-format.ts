/** How a number in a cell is shown, as far as it tells what the number is. */
export type NumberKind = 'number' | 'date' | 'dateTime' | 'time' | 'elapsed';

/** Of the formats that files do not write out (ECMA-376, 18.8.30), those that show days and times. */
export function builtInKind(id: number): NumberKind {
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || (id >= 34 && id <= 36) || (id >= 50 && id <= 58)) return 'date';
  if (id === 22) return 'dateTime';
  if (id === 46) return 'elapsed';
  return (id >= 18 && id <= 21) || id === 32 || id === 33 || id === 45 || id === 47 ? 'time' : 'number';
}

/** What a format that is written out shows: `dd.mm.yyyy hh:mm` a moment, `[h]:mm` a length of time. */
export function kindOfFormat(code: string): NumberKind {
  const [first = ''] = code
    .replaceAll(/"[^"]*"|\\.|[_*]./gs, '')
    .toLowerCase()
    .split(';');
  if (/\[(?:h+|m+|s+)\]/.test(first)) return 'elapsed';
  const signs = first.replaceAll(/\[[^\]]*\]/g, '');
  const time = /[hs]/.test(signs);
  // Beside hours or seconds, m is minutes.
  const date = /[yd]/.test(signs) || (!time && /m/.test(signs) && !/[0#?]/.test(signs));
  if (date) return time ? 'dateTime' : 'date';
  return time && !/general/.test(signs) ? 'time' : 'number';
}
