import type { ShellField } from '@plinth/api-contract';
import type { Format } from '@plinth/component-kit';

/** What a cell says, as people read it. */
export function cellText(value: unknown, field: ShellField, format: Format): string {
  if (value === null || value === undefined || value === '') return '';
  const label = (one: unknown) => field.options?.find((option) => option.value === one)?.label ?? String(one);
  switch (field.type) {
    case 'integer':
    case 'decimal':
      return format.number(numeric(value), { digits: field.type === 'decimal' ? field.scale : undefined });
    case 'money':
      return format.money(numeric(amountOf(value)), currencyOf(value) ?? field.currency, { digits: field.scale });
    case 'boolean':
      return value === true ? '✓' : '–';
    case 'date':
      return format.date(String(value));
    case 'time':
      return format.time(String(value));
    case 'dateTime':
      return format.dateTime(String(value));
    case 'duration':
      return format.duration(String(value));
    case 'choice':
      return label(value);
    case 'multiChoice':
      return Array.isArray(value) ? format.list(value.map(label)) : String(value);
    default:
      return writtenText(value, field);
  }
}

/** A value as one writes it into a field; what `readValue` reads back. */
export function writtenText(value: unknown, field: ShellField): string {
  if (value === null || value === undefined) return '';
  if (field.type === 'json') return JSON.stringify(value);
  if (field.type === 'money')
    return [amountOf(value), field.currency === undefined ? currencyOf(value) : undefined].filter(Boolean).join(' ');
  if (field.type === 'dateTime') return localMoment(String(value));
  if (Array.isArray(value)) return value.map(String).join(', ');
  if (typeof value === 'object') return titleOf(value) ?? JSON.stringify(value);
  return String(value);
}

/** The value that a text stands for, as the record API takes it; what is wrong with it is said there. */
export function readValue(text: string, field: ShellField): unknown {
  const written = text.trim();
  if (written === '') return null;
  switch (field.type) {
    case 'integer':
      return Number.isSafeInteger(Number(written)) ? Number(written) : written;
    case 'boolean':
      return written === 'true' ? true : written === 'false' ? false : written;
    case 'multiChoice':
      return written.split(',').map((part) => part.trim());
    case 'json':
      return jsonOf(written);
    case 'dateTime':
      return Number.isNaN(Date.parse(written)) ? written : new Date(written).toISOString();
    case 'money': {
      const [amount, currency] = written.split(/\s+/);
      return field.currency === undefined ? { amount, currency } : written;
    }
    case 'text':
    case 'longText':
      return text;
    default:
      return written;
  }
}

function titleOf(value: object): string | null {
  for (const name of ['title', 'name', 'id'])
    if (name in value && typeof value[name as keyof typeof value] === 'string') return value[name as keyof typeof value];
  return null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A text without quotes is meant as it stands.
    return text;
  }
}

function numeric(value: unknown): string | number {
  return typeof value === 'number' ? value : String(value);
}

function amountOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'amount' in value ? value.amount : value;
}

function currencyOf(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null && 'currency' in value ? String(value.currency) : undefined;
}

/** A moment as a browser's field for it takes it: in the person's time zone, without an offset. */
function localMoment(text: string): string {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) return text;
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}
