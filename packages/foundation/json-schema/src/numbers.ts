/** A decimal as whole number and power of ten; null where a text is none. */
function scaled(value: number | string): { readonly digits: bigint; readonly power: number } | null {
  const [, sign, whole = '', fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,4}))?$/i.exec(String(value)) ?? [];
  if (sign === undefined || whole.length + fraction.length > 1000) return null;
  return { digits: BigInt(sign + whole + fraction), power: Number(exponent) - fraction.length };
}

/** Whether one decimal is a multiple of another, exactly: 0.3 is one of 0.1. Null where one of them is no decimal. */
export function isMultipleOf(value: number | string, of: number): boolean | null {
  const [a, b] = [scaled(value), scaled(of)];
  if (a === null || b === null || b.digits === 0n) return null;
  const power = Math.min(a.power, b.power);
  if (Math.max(a.power, b.power) - power > 2000) return null;
  return (a.digits * 10n ** BigInt(a.power - power)) % (b.digits * 10n ** BigInt(b.power - power)) === 0n;
}
