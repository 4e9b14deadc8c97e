import type { Colleague } from '@plinth/api-contract';

/** A piece of a comment: plain text, or the name of somebody whom it mentions. */
export interface TextPiece {
  readonly text: string;
  readonly mention: boolean;
}

/** Ids of the colleagues whom a text mentions: by an @ and their whole name. Of two names of which one begins the other, the longer. */
export function mentionsIn(text: string, colleagues: readonly Colleague[]): string[] {
  const named = new Set(piecesOf(text, colleagues).flatMap((piece) => (piece.mention ? [piece.text] : [])));
  return colleagues.filter(({ name }) => named.has(`@${name}`)).map(({ id }) => id);
}

/** A text in pieces, so that names stand out and nothing of it is read as anything but text. */
export function piecesOf(text: string, mentioned: readonly Pick<Colleague, 'name'>[]): TextPiece[] {
  const names = mentioned.map(({ name }) => `@${name}`).sort((a, b) => b.length - a.length);
  const pieces: TextPiece[] = [];
  let plain = '';
  for (let at = 0; at < text.length; ) {
    const name = text[at] === '@' ? names.find((candidate) => text.startsWith(candidate, at)) : undefined;
    if (name === undefined) {
      plain += text[at++];
      continue;
    }
    if (plain !== '') pieces.push({ text: plain, mention: false });
    plain = '';
    pieces.push({ text: name, mention: true });
    at += name.length;
  }
  if (plain !== '') pieces.push({ text: plain, mention: false });
  return pieces;
}

/** What is being typed after an @ that stands before the caret, and who it may become; null where nobody is being mentioned. */
export function suggestionsAt(
  text: string,
  caret: number,
  colleagues: readonly Colleague[],
): { readonly from: number; readonly colleagues: readonly Colleague[] } | null {
  const from = text.lastIndexOf('@', caret - 1);
  if (from < 0 || caret - from > 60 || /[\w@]/.test(text[from - 1] ?? '')) return null;
  const typed = text.slice(from + 1, caret).toLocaleLowerCase();
  if (typed.includes('\n')) return null;
  const fitting = colleagues.filter(({ name }) => {
    const lower = name.toLocaleLowerCase();
    return lower !== typed && (lower.startsWith(typed) || lower.split(/\s+/).some((word) => word.startsWith(typed)));
  });
  return fitting.length === 0 ? null : { from, colleagues: fitting.slice(0, 6) };
}
