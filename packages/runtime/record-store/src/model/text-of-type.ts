/** Whether a text is a whole number of 64 bits. */
export function isBigint(text: string): boolean {
  return /^-?\d{1,19}$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);
}

const formats: Readonly<Record<string, RegExp>> = {
  uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  integer: /^-?\d{1,9}$/,
  boolean: /^(?:true|false|t|f)$/,
  // Numbers of other databases have more digits than ours, and what is none.
  numeric: /^(?:-?\d{1,1000}(?:\.\d{1,1000})?|NaN|-?Infinity)$/,
  date: /^(?:[+-]?\d{4,7}-\d{2}-\d{2}(?: BC)?|-?infinity)$/,
};
const anyText = /^[^\0]*$/;

/** Whether a text can be what PostgreSQL writes for a value of a type. */
export function isTextOfType(type: string, text: string): boolean {
  return type === 'bigint' ? isBigint(text) : (formats[type] ?? anyText).test(text);
}
