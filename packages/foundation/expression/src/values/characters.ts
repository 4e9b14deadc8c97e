// Texts are counted in characters, of which an astral one takes two UTF-16 units.

/** How many characters a text has. */
export function lengthOfText(text: string): number {
  let length = 0;
  for (let offset = 0; offset < text.length; offset += isPair(text, offset) ? 2 : 1) length++;
  return length;
}

/** The offset behind so many characters from an offset on; that of the end where there are fewer. */
export function offsetOf(text: string, characters: number, from = 0): number {
  let offset = from;
  for (let count = 0; count < characters && offset < text.length; count++) offset += isPair(text, offset) ? 2 : 1;
  return offset;
}

function isPair(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  if (unit < 0xd800 || unit > 0xdbff) return false;
  const next = text.charCodeAt(index + 1);
  return next >= 0xdc00 && next <= 0xdfff;
}
