import { type DateOrder, type DecimalSign, dateIn, dateTimeIn, numberIn, timeIn, truthIn } from '@plinth/table-files';

/** How the texts of a column are read, and the field that they go to. */
export interface ColumnUse {
  /** The column, from 0. */
  readonly place: number;
  /** Key of the field. */
  readonly field: string;
  /** Type of the field. */
  readonly type: string;
  readonly decimalSign: DecimalSign;
  readonly dateOrder: DateOrder;
  /** Of a choice: a value may be written as its label. */
  readonly options?: readonly { readonly value: string; readonly label: string }[] | undefined;
}

/**
 * A text of a file as the server's import reads it: numbers with a point, days as in ISO 8601, moments without an offset as those
 * of this device. What is no value of its type stays as it is, for the server to say what is wrong with it.
 */
export function importedText(text: string, use: ColumnUse): string {
  const { type, decimalSign, dateOrder } = use;
  const written = text.trim();
  if (written === '') return '';
  switch (type) {
    case 'text':
    case 'longText':
      return text;
    case 'integer':
    case 'decimal':
      return numberIn(written, decimalSign) ?? written;
    case 'money': {
      const [, amount = written, currency = ''] = /^(.*\d)\s*([A-Z]{3})$/.exec(written) ?? [];
      return `${numberIn(amount, decimalSign) ?? amount} ${currency}`.trim();
    }
    case 'boolean': {
      const truth = truthIn(written);
      return truth === null ? written : String(truth);
    }
    case 'date':
      return dateIn(written, dateOrder) ?? dayOf(dateTimeIn(written, dateOrder)) ?? written;
    case 'time':
      return timeIn(written) ?? written;
    case 'dateTime':
      return momentOf(dateTimeIn(written, dateOrder) ?? dateIn(written, dateOrder)) ?? written;
    case 'choice':
      return chosen(written, use);
    case 'multiChoice':
      return listOf(written)
        .map((part) => chosen(part, use))
        .join('|');
    default:
      return written;
  }
}

/** The day of a moment that is its beginning. */
function dayOf(moment: string | null): string | null {
  return moment !== null && /T00:00:00(?:\.0+)?$/.test(moment) ? moment.slice(0, 10) : null;
}

function momentOf(text: string | null): string | null {
  if (text === null) return null;
  // A date alone would be read as UTC, where people mean their own midnight.
  const at = new Date(text.includes('T') ? text : `${text}T00:00:00`);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

function chosen(text: string, { options = [] }: ColumnUse): string {
  const small = text.toLowerCase();
  const exact = options.find(({ value }) => value === text);
  const found = exact ?? options.find(({ value, label }) => value.toLowerCase() === small || label.toLowerCase() === small);
  return found?.value ?? text;
}

function listOf(text: string): readonly string[] {
  if (text.startsWith('[')) {
    try {
      const list: unknown = JSON.parse(text);
      if (Array.isArray(list)) return list.map(String);
    } catch {
      // It only begins like a list.
    }
  }
  return text.split(/[|,;\n]/).flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
}
