/** Numbers after a seed, the same in every run (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The text of a number of JSON with up to 34 significant digits. */
export function numberText(random: () => number): string {
  const below = (limit: number) => Math.floor(random() * limit);
  const digits = Array.from({ length: 1 + below(34) }, () => below(10))
    .join('')
    .replace(/^0+(?=\d)/, '');
  const point = 1 + below(digits.length);
  const fraction = point < digits.length && random() < 0.6 ? `.${digits.slice(point)}` : digits.slice(point);
  const exponent = random() < 0.3 ? `${random() < 0.5 ? 'e' : 'E'}${['', '+', '-'][below(3)]}${below(400)}` : '';
  return `${random() < 0.3 ? '-' : ''}${digits.slice(0, point).replace(/^0+(?=\d)/, '') || '0'}${fraction}${exponent}`;
}
