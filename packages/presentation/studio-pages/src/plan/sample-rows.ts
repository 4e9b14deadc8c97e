import type { ShellEntity, ShellField } from '@plinth/api-contract';
import type { RecordOf } from '@plinth/app-definition';
import { actionColumns } from '@plinth/definition-expressions';
import { type FeelType, parseType } from '@plinth/expression';

const shown = 3;

const samples: Readonly<Record<string, (field: ShellField, row: number) => unknown>> = {
  integer: (_field, row) => String((row + 1) * 12),
  decimal: (_field, row) => `${(row + 1) * 12}.5`,
  money: (field, row) => (field.currency === undefined ? { amount: `${row + 1}00.00`, currency: 'EUR' } : `${row + 1}00.00`),
  boolean: (_field, row) => row % 2 === 0,
  date: (_field, row) => `2026-01-${10 + row}`,
  time: (_field, row) => `0${8 + row}:30:00`,
  dateTime: (_field, row) => `2026-01-${10 + row}T09:30:00Z`,
  duration: (_field, row) => `PT${row + 1}H`,
  choice: (field, row) => field.options?.[row % Math.max(field.options.length, 1)]?.value ?? null,
  multiChoice: (field) => (field.options ?? []).slice(0, 1).map(({ value }) => value),
  reference: (field, row) => ({ id: `sample-${row}`, title: `${field.label} ${row + 1}` }),
  multiReference: () => [],
  file: () => null,
  json: () => null,
  email: (_field, row) => `name${row + 1}@example.com`,
  url: () => 'https://example.com',
  phone: (_field, row) => `+1 555 010${row}`,
};

/** What another system may give, as far as its type tells. */
export function sampleRowsOfAction(action: RecordOf<'external-action'>): readonly Row[] {
  const columns = Object.entries(actionColumns(action)).map(([name, type]) => [name, parseType(type)] as const);
  const count = action.rows === undefined ? 1 : shown;
  return Array.from({ length: count }, (_, row) =>
    Object.fromEntries(columns.map(([name, type]) => [name, sampleOfType(type, name, row)])),
  );
}

function sampleOfType(type: FeelType, name: string, row: number): unknown {
  switch (type.kind) {
    case 'number':
      return (row + 1) * 12;
    case 'boolean':
      return row % 2 === 0;
    case 'context':
      return Object.fromEntries(Object.entries(type.entries).map(([key, entry]) => [key, sampleOfType(entry, key, row)]));
    case 'list':
      return [];
    case 'string':
      return `${name} ${row + 1}`;
    default:
      return null;
  }
}

type Row = Readonly<Record<string, unknown>>;

/** A few rows that nobody stored, to see a page by before its data is there. */
export function sampleRows(query: RecordOf<'query'>, entity: ShellEntity | undefined): readonly Row[] {
  if (query.entity === undefined) return [{ result: null, explanation: null, reasons: [], version: '', tables: [] }];
  if (entity === undefined) return [];
  const rows = Array.from({ length: shown }, (_, row) => sampleRow(entity, row));
  const { aggregate } = query;
  if (aggregate === undefined) return rows;
  const groups = aggregate.groupBy.length === 0 ? rows.slice(0, 1) : rows;
  return groups.map((values, row) => ({
    ...Object.fromEntries(aggregate.groupBy.map(({ as, field, by }) => [as, groupValue(values[field], by, field, row)])),
    ...Object.fromEntries(Object.keys(aggregate.measures).map((name) => [name, (row + 1) * 12])),
  }));
}

function groupValue(value: unknown, by: string | undefined, field: string, row: number): unknown {
  if (by !== undefined) return String(2024 + row);
  return typeof value === 'string' || typeof value === 'boolean' ? value : `${field} ${row + 1}`;
}

function sampleRow(entity: ShellEntity, row: number): Row {
  const values = entity.fields.map((field) => {
    const sample = samples[field.type];
    return [field.key, sample === undefined ? `${field.label} ${row + 1}` : sample(field, row)] as const;
  });
  return { id: `sample-${row}`, version: 1, title: `${entity.label} ${row + 1}`, ...Object.fromEntries(values) };
}
