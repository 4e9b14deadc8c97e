import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import { CORE_SCHEMA, load, mergeTag } from 'js-yaml';
import { connectorErrors } from '../errors.ts';

const largest = 40_000_000;
/** With `<<`, which is of YAML 1.1 and is written still. */
const schema = CORE_SCHEMA.withTags(mergeTag);

/** A document in JSON or YAML as an object. Throws `connectors.unreadable-document`, `connectors.too-large-document`. */
export function readDocument(text: string, format: string): JsonObject {
  const read = readValue(text, format);
  if (isJsonObject(read)) return read;
  throw connectorErrors.unreadableDocument({ reason: 'it is no object', format });
}

/** JSON or YAML as a value; what either says of times and dates stays text. */
export function readValue(text: string, format: string): JsonValue {
  if (text.length > largest) throw connectorErrors.tooLargeDocument({ limit: `${largest} characters` });
  const bare = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  try {
    // JSON is YAML, too, but read a hundred times as fast as such.
    return /^\s*[{[]/.test(bare) ? readBraces(bare) : (load(bare, { schema }) as JsonValue);
  } catch (cause) {
    throw connectorErrors.unreadableDocument({ reason: firstLine(cause), format }, { cause });
  }
}

/** What begins with a brace is JSON or, rarely, YAML in one line; of two errors that of JSON is told. */
function readBraces(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    try {
      return load(text, { schema }) as JsonValue;
    } catch {
      throw error;
    }
  }
}

function firstLine(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return line;
}
