import type { FieldModel } from '../model/entity-model.ts';

const truths: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['0', false],
]);

/** Text of a file as a value of the field, where it is written as people write such values; text that is not stays as it is and fails the field's check. */
export function coerceText(field: FieldModel, text: string): unknown {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  switch (field.record.type) {
    case 'text':
    case 'longText':
      return text;
    case 'integer':
    case 'decimal':
      return plainNumber(trimmed);
    case 'money': {
      const [, amount, currency] = /^(.*\d)\s*([A-Z]{3})$/.exec(trimmed) ?? [];
      if (amount === undefined || currency === undefined) return plainNumber(trimmed);
      return { amount: plainNumber(amount), currency };
    }
    case 'boolean':
      return truths.get(trimmed.toLowerCase()) ?? trimmed;
    case 'date': {
      const [, day, month, year] = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(trimmed) ?? [];
      if (day === undefined || month === undefined) return trimmed;
      return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    }
    case 'multiChoice':
      return trimmed.split(/\s*[,|]\s*/);
    case 'json':
      return parseJson(trimmed);
    default:
      return trimmed;
  }
}

/** Blanks between thousands go, and a comma with one or two digits behind it is a decimal point; with three it could mean either. */
function plainNumber(text: string): string {
  const joined = text.replace(/(?<=\d)[ \u00a0\u202f](?=\d{3}(?:\D|$))/g, '');
  return /^[+-]?\d+,\d{1,2}$/.test(joined) ? joined.replace(',', '.') : joined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
