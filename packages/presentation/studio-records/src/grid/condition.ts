import type { ShellField } from '@plinth/api-contract';

/** How a field is compared. */
export type Comparison = 'contains' | '=' | '!=' | '>=' | '<=' | 'empty' | 'filled';

const texts: ReadonlySet<string> = new Set(['text', 'longText', 'email', 'phone', 'url']);
const ordered: ReadonlySet<string> = new Set(['integer', 'decimal', 'money', 'date', 'time', 'dateTime']);

/** The comparisons that make sense for a field, the likeliest first. */
export function comparisonsOf({ type }: ShellField): readonly Comparison[] {
  if (texts.has(type)) return ['contains', '=', '!=', 'empty', 'filled'];
  if (ordered.has(type)) return ['=', '>=', '<=', 'empty', 'filled'];
  return type === 'choice' || type === 'boolean' ? ['=', '!=', 'empty', 'filled'] : ['empty', 'filled'];
}

/** FEEL that says it; null where the text is no value of the field. */
export function conditionOf(field: ShellField, comparison: Comparison, text: string): string | null {
  const { key } = field;
  if (comparison === 'empty') return `${key} = null`;
  if (comparison === 'filled') return `${key} != null`;
  if (comparison === 'contains') return `contains(${key}, ${quoted(text)})`;
  const value = literalOf(field, text.trim());
  return value === null ? null : `${key} ${comparison} ${value}`;
}

function literalOf({ type }: ShellField, text: string): string | null {
  switch (type) {
    case 'integer':
    case 'decimal':
    case 'money':
      return /^-?\d+(?:\.\d+)?$/.test(text) ? text : null;
    case 'boolean':
      return text === 'true' || text === 'false' ? text : null;
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(text) ? `date(${quoted(text)})` : null;
    case 'time':
      return /^\d{2}:\d{2}(?::\d{2})?$/.test(text) ? `time(${quoted(text.length === 5 ? `${text}:00` : text)})` : null;
    case 'dateTime':
      return Number.isNaN(Date.parse(text)) ? null : `date and time(${quoted(new Date(text).toISOString())})`;
    default:
      return quoted(text);
  }
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
