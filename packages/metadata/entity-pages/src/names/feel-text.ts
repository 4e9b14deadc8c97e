const notPlain = /[\p{Cc}\p{Cs}\u2028\u2029]/gu;

/** A text as FEEL writes it; control characters, which FEEL has no plain form for, become spaces. */
export function feelText(text: string): string {
  return JSON.stringify(text.replaceAll(notPlain, ' '));
}

/** Whether FEEL can write a text as it is. */
export function isPlainText(text: string): boolean {
  return text.search(notPlain) === -1;
}
