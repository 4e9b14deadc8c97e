/** A text as IMAP takes it between quotes; null where it has to be sent as bytes that are announced. */
export function quoted(text: string): string | null {
  return /^[\x20-\x7e]*$/.test(text) ? `"${text.replaceAll(/["\\]/g, '\\$&')}"` : null;
}

/** The name of a mailbox as IMAP4rev1 spells it (RFC 3501, section 5.1.3): letters beyond ASCII in base64 of UTF-16. */
export function mailboxWord(name: string): string {
  const spelt = name.replaceAll('&', '&-').replaceAll(/[^\x20-\x7e]+/g, (part) => {
    const bytes = Buffer.from(part, 'utf16le').swap16();
    return `&${bytes.toString('base64').replaceAll('=', '').replaceAll('/', ',')}-`;
  });
  return quoted(spelt) ?? '""';
}

/** The same backwards; what is not spelt so is taken as it is. */
export function mailboxName(word: string): string {
  return word.replaceAll(/&([A-Za-z0-9+,]*)-/g, (_, part: string) => {
    if (part === '') return '&';
    const bytes = Buffer.from(part.replaceAll(',', '/'), 'base64');
    return bytes
      .subarray(0, bytes.byteLength - (bytes.byteLength % 2))
      .swap16()
      .toString('utf16le');
  });
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A day, given as 2026-11-30, as IMAP searches for it; null where it is none. */
export function dayWord(day: string): string | null {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  const name = months[Number(month) - 1];
  return name === undefined ? null : `${Number(date)}-${name}-${year}`;
}

/** Whether a word may stand as a flag (RFC 3501, section 9): a name, or one of the server's behind a backslash. */
export function isFlag(word: string): boolean {
  return /^\\?[A-Za-z0-9$_.-]{1,60}$/.test(word);
}
