/** What every record has, and the words of FEEL: no field is called so. */
const reserved = new Set(
  'id version title createdAt createdBy updatedAt updatedBy decidedBy user if then else for in return some every satisfies and or not between true false null function instance of'.split(
    ' ',
  ),
);
const longest = 48;
const letters: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', ø: 'o', œ: 'oe', ł: 'l', đ: 'd', þ: 'th', ð: 'd', ı: 'i' };

/** The key that a label proposes: `Date of birth` gives `dateOfBirth`; what has no Latin letters gives `otherwise`. */
export function keyFromLabel(label: string, otherwise: string): string {
  const words = label
    .slice(0, 500)
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[ßæøœłđþðı]/giu, (letter) => letters[letter.toLowerCase()] ?? '')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  const joined = words
    .map((word, at) => {
      const lower = word === word.toUpperCase() ? word.toLowerCase() : word;
      return (at === 0 ? lower.charAt(0).toLowerCase() : lower.charAt(0).toUpperCase()) + lower.slice(1);
    })
    .join('')
    .replace(/^[^a-z]+/, '')
    .slice(0, longest);
  const key = joined.charAt(0).toLowerCase() + joined.slice(1);
  return /^[a-z]/.test(key) ? key : otherwise;
}

/** The key, or where it is taken, the first with a number behind it that is not. */
export function freeKey(wanted: string, taken: ReadonlySet<string>): string {
  const isTaken = (key: string) => taken.has(key) || reserved.has(key);
  if (!isTaken(wanted)) return wanted;
  let number = 2;
  while (isTaken(`${wanted}${number}`)) number++;
  return `${wanted}${number}`;
}

/** Whether a key is the one that a label would propose, a number behind it aside: then nobody wrote it by hand. */
export function isProposed(key: string, label: string, otherwise: string): boolean {
  const proposed = keyFromLabel(label, otherwise);
  return key === proposed || (key.startsWith(proposed) && /^\d+$/.test(key.slice(proposed.length)));
}
