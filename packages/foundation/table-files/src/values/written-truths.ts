const yes: ReadonlySet<string> = new Set(['true', 'yes', 'y', 'ja', 'wahr', 'oui', 'sí', 'si', 'نعم', 'x', '✓']);
const no: ReadonlySet<string> = new Set(['false', 'no', 'n', 'nein', 'falsch', 'non', 'لا', '-', '–', '✗']);

/** Whether a text says yes or no, in the words of several languages or as 1 and 0; null where it says neither. */
export function truthIn(text: string): boolean | null {
  const word = text.trim().toLowerCase();
  if (yes.has(word) || word === '1') return true;
  return no.has(word) || word === '0' ? false : null;
}
