/** Hundredths of a currency's unit, exact. */
export type Cents = bigint;

/** `12.50` as 1250; null for what is no amount of at most two digits after the point. */
export function centsOf(text: string): Cents | null {
  const match = /^(-?)(\d{1,11})(?:\.(\d{1,2}))?$/.exec(text);
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  const cents = BigInt(whole + fraction.padEnd(2, '0'));
  return sign === '-' ? -cents : cents;
}

/** 1250 as `12.50`. */
export function amountText(cents: Cents): string {
  const digits = String(cents < 0n ? -cents : cents).padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
