/** Of fields for which all bytes are right. */
export function neverWrong(): string {
  return 'nothing is wrong with it';
}

/** One byte in hexadecimal. */
export function hexByte(byte: number | undefined): string {
  return (byte ?? 0).toString(16).padStart(2, '0');
}
