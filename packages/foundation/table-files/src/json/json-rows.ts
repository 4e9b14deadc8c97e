import { isJsonObject } from '@plinth/foundation';
import { tableFileErrors } from '../errors.ts';
import { type FileRow, mostColumns } from '../file-row.ts';
import { decodeText } from '../text/encoding.ts';

/** Characters of one line, and of a file that is one array. */
const longestLine = 4_000_000;
const longestArray = 64_000_000;

/** The rows of a JSON file and the names that their objects have, in the order in which they come. */
export interface JsonRows {
  readonly header: readonly string[];
  rows(): AsyncGenerator<readonly FileRow[]>;
}

/**
 * Reads a file with one JSON object in each line, or with an array of them. Numbers keep every digit they are written with; lists
 * and objects within stay JSON. Throws `imports.unreadable`.
 */
export async function openJson(file: Blob, format: { readonly encoding?: string }): Promise<JsonRows> {
  const names = new Set<string>();
  for await (const group of objectsOf(file, format)) {
    for (const { value } of group) {
      if (value === null) continue;
      for (const name of Object.keys(value)) names.add(name);
      if (names.size > mostColumns) throw tableFileErrors.unreadable({ reason: `it has more than ${mostColumns} columns` });
    }
  }
  const header = [...names];
  return {
    header,
    async *rows() {
      for await (const group of objectsOf(file, format)) {
        yield group.map(({ row, value, reason }): FileRow => {
          if (value === null) return { row, values: null, place: null, reason };
          return { row, values: header.map((name) => textOf(Object.hasOwn(value, name) ? value[name] : null)) };
        });
      }
    },
  };
}

type JsonLine =
  | { readonly row: number; readonly value: Readonly<Record<string, unknown>>; readonly reason?: undefined }
  | { readonly row: number; readonly value: null; readonly reason: string };

async function* objectsOf(file: Blob, { encoding }: { readonly encoding?: string }): AsyncGenerator<readonly JsonLine[]> {
  let rest = '';
  let row = 0;
  let array: boolean | null = null;
  let tooLong = false;
  for await (const part of decodeText(file.stream(), encoding)) {
    rest += part;
    array ??= rest.trimStart() === '' ? null : rest.trimStart().startsWith('[');
    if (array === true) {
      if (rest.length > longestArray)
        throw tableFileErrors.unreadable({ reason: `it is one list of more than ${longestArray} characters` });
      continue;
    }
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    const found: JsonLine[] = [];
    for (const line of lines) {
      row++;
      if (tooLong || line.length > longestLine) found.push({ row, value: null, reason: tooLongLine });
      else if (line.trim() !== '') found.push(objectIn(line, row));
      tooLong = false;
    }
    if (rest.length > longestLine) {
      tooLong = true;
      rest = '';
    }
    yield found;
  }
  if (array === true) yield arrayIn(rest);
  else if (tooLong) yield [{ row: row + 1, value: null, reason: tooLongLine }];
  else if (rest.trim() !== '') yield [objectIn(rest, row + 1)];
}

const tooLongLine = `is longer than ${longestLine} characters`;

function objectIn(line: string, row: number): JsonLine {
  try {
    return lineOf(exactly(line), row);
  } catch {
    return { row, value: null, reason: 'is no JSON' };
  }
}

function arrayIn(text: string): readonly JsonLine[] {
  let all: unknown;
  try {
    all = exactly(text);
  } catch (error) {
    throw tableFileErrors.unreadable({ reason: `it is no JSON: ${error instanceof Error ? error.message : ''}` }, { cause: error });
  }
  return Array.isArray(all) ? all.map((value, place) => lineOf(value, place + 1)) : [];
}

function lineOf(value: unknown, row: number): JsonLine {
  return isJsonObject(value) ? { row, value } : { row, value: null, reason: 'is no JSON object' };
}

/** A number as it is written; 0.1000 and 12345678901234567890 would lose something as what JavaScript calls a number. */
class WrittenNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toJSON(): unknown {
    return Number(this.text);
  }
}

function exactly(text: string): unknown {
  // What a number is written as is told by engines since 2023; others say the number they made of it.
  return JSON.parse(text, (_key, value: unknown, context?: { readonly source?: string }) =>
    typeof value === 'number' ? new WrittenNumber(context?.source ?? String(value)) : value,
  );
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof WrittenNumber) return value.text;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
