import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';

/** A part of a boxed expression: what it is called, how it is reached, and the names that are only there. */
export interface BoxedPart {
  readonly label: string;
  readonly steps: readonly string[];
  readonly part: JsonValue | undefined;
  readonly names: readonly string[];
}

/** The objects of a list that somebody else wrote. */
export function itemsOf(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.map((each: JsonValue) => (isJsonObject(each) ? (each as JsonObject) : {})) : [];
}

/** The parts of lists, relations, functions, filters and iterations, in reading order. */
export function partsOf(value: JsonObject): readonly BoxedPart[] {
  const plain = (name: string, names: readonly string[] = [], label = name): BoxedPart => ({
    label,
    steps: [name],
    part: value[name],
    names,
  });
  switch (value.kind) {
    case 'list':
      return itemsOf(value.items).map((part, at) => ({ label: String(at + 1), steps: ['items', String(at)], part, names: [] }));
    case 'relation': {
      const columns = itemsOf(value.columns).map(({ name }) => String(name ?? ''));
      const rows: readonly JsonValue[] = Array.isArray(value.rows) ? value.rows : [];
      return rows.flatMap((row, at) =>
        itemsOf(row).map((part, column) => ({
          label: `${at + 1}, ${columns[column] ?? column + 1}`,
          steps: ['rows', String(at), String(column)],
          part,
          names: [],
        })),
      );
    }
    case 'function':
      return [
        plain(
          'body',
          itemsOf(value.parameters).map(({ name }) => String(name ?? '')),
          `(${itemsOf(value.parameters)
            .map(({ name }) => String(name ?? ''))
            .join(', ')})`,
        ),
      ];
    case 'filter':
      return [plain('in'), plain('match', ['item'])];
    case 'iteration':
      return [
        plain('in', [], `${String(value.variable ?? '')} in`),
        plain('body', [String(value.variable ?? ''), 'partial'], String(value.gives ?? 'list')),
      ];
    default:
      return [];
  }
}
