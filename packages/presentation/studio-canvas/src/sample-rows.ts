import type { QueryResult, ShellEntity, ShellField } from '@plinth/api-contract';

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

/** A few rows of an entity that nobody stored, to see a page by before its data is there. */
export function sampleRows(entity: ShellEntity | undefined): QueryResult {
  const rows = entity === undefined ? [] : Array.from({ length: shown }, (_, row) => sampleRow(entity, row));
  return { rows, nextCursor: null, count: rows.length } as unknown as QueryResult;
}

function sampleRow(entity: ShellEntity, row: number): Readonly<Record<string, unknown>> {
  const values = entity.fields.map((field) => {
    const sample = samples[field.type];
    return [field.key, sample === undefined ? `${field.label} ${row + 1}` : sample(field, row)] as const;
  });
  return { id: `sample-${row}`, version: 1, title: `${entity.label} ${row + 1}`, ...Object.fromEntries(values) };
}
