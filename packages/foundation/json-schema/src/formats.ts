import { javascriptPatternOf } from '@plinth/expression';

type Test = (text: string) => boolean;

const daysOfMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDate(text: string): boolean {
  const [, year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day >= 1 && day <= (month === 2 && !isLeap ? 28 : (daysOfMonth[month - 1] ?? 0));
}

/** An offset may be missing: XML Schema and many systems have such times. */
function isTime(text: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)?$/.test(text);
}

function isIpv4(text: string): boolean {
  return /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/.test(text) && !/(?:^|\.)0\d/.test(text);
}

function isHostname(text: string): boolean {
  return text.length <= 253 && text.split('.').every((label) => /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(label));
}

const isReference: Test = (text) => /^(?:[!#$&-;=?-Z_a-z~[\]]|%[0-9A-Fa-f]{2})*$/.test(text);
const isIriReference: Test = (text) => /^(?:[!#$&-;=?-Z_a-z~[\]]|[\u{a0}-\u{10ffff}]|%[0-9A-Fa-f]{2})*$/u.test(text);
const hasScheme: Test = (text) => /^[A-Za-z][A-Za-z0-9+.-]*:/.test(text);
const isPointer: Test = (text) => /^(?:\/(?:[^~/]|~[01])*)*$/.test(text);

/** Whether a text has one of the forms that JSON Schema 2020-12 (Validation §7.3) names; each takes as long as the text. */
const ofText: Readonly<Record<string, Test>> = {
  date: isDate,
  time: isTime,
  'date-time': (text) => isDate(text.slice(0, 10)) && /^[Tt ]$/.test(text.charAt(10)) && isTime(text.slice(11)),
  duration: (text) => /^-?P(?!$)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/.test(text),
  email: (text) =>
    text.length <= 320 && /^[^\s@<>()[\]\\,;:"\u0080-\u{10ffff}]+@[^\s@]+$/u.test(text) && isHostname(text.slice(text.indexOf('@') + 1)),
  'idn-email': (text) => text.length <= 320 && /^[^\s@<>()[\]\\,;:"]+@[^\s@]+$/u.test(text),
  hostname: isHostname,
  ipv4: isIpv4,
  ipv6: (text) => /^[0-9A-Fa-f:.]+$/.test(text) && text.includes(':') && URL.canParse(`http://[${text}]/`),
  uri: (text) => hasScheme(text) && isReference(text),
  'uri-reference': isReference,
  iri: (text) => hasScheme(text) && isIriReference(text),
  'iri-reference': isIriReference,
  uuid: (text) => /^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/.test(text),
  'json-pointer': isPointer,
  regex: (text) => javascriptPatternOf(text) !== null,
};

/** Ranges of whole numbers that OpenAPI's registry of formats names; what is exact only as a text is compared as one. */
const ofNumber: Readonly<Record<string, readonly [bigint, bigint]>> = Object.fromEntries(
  [8n, 16n, 32n, 64n].flatMap((bits) => [
    [`int${bits}`, [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n]],
    [`uint${bits}`, [0n, (1n << bits) - 1n]],
  ]),
);

/** Whether a value has the form that a schema names; null where it is none that is known of such values. */
export function hasFormat(format: string, value: string | number, types: readonly string[]): boolean | null {
  const range = Object.hasOwn(ofNumber, format) ? ofNumber[format] : undefined;
  if (range !== undefined) {
    const isWhole = typeof value === 'number' ? Number.isInteger(value) : types.includes('integer') && /^-?\d{1,40}$/.test(value);
    return isWhole ? BigInt(value) >= range[0] && BigInt(value) <= range[1] : null;
  }
  const test = typeof value === 'string' && Object.hasOwn(ofText, format) ? ofText[format] : undefined;
  return test === undefined || typeof value !== 'string' ? null : test(value);
}

/** Bytes in base64 (RFC 4648 §4), in lines or not. */
export function isBase64(text: string): boolean {
  const letters = text.replaceAll(/[\r\n]/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(letters)) return false;
  return letters.endsWith('=') ? letters.length % 4 === 0 : letters.length % 4 !== 1;
}
