import { isJsonObject, type JsonValue } from '@plinth/foundation';
import type { JsonSchema } from '@plinth/json-schema';
import type { Channel } from '../binding.ts';
import { below, type DocumentSet } from '../document/document-set.ts';
import type { SchemaReader } from '../document/schema-reader.ts';
import { formOfMediaType } from '../media-type.ts';
import { objectAt, textOf } from '../openapi/members.ts';
import { type WrittenMessage, withTraits } from './exchanges.ts';

/** The types of any of several messages. */
export interface ReadMessages {
  readonly payload: JsonSchema;
  /** Null where none has headers. */
  readonly headers: JsonSchema | null;
  /** JSON where messages are of several forms. */
  readonly form: Channel['form'];
}

interface MessagePorts {
  readonly documents: DocumentSet;
  readonly schemas: SchemaReader;
  readonly version: string;
}

/** The type of any of the messages; a text says why there is none. */
export function readMessages(
  { documents, schemas, version }: MessagePorts,
  messages: readonly WrittenMessage[],
  changes: string[],
): ReadMessages | string {
  const read: JsonSchema[] = [];
  const headers: JsonSchema[] = [];
  const forms = new Set<Channel['form']>();
  for (const { value, place } of messages) {
    const found = objectAt(value, place, documents);
    if (typeof found === 'string') return `Its message cannot be found: ${found}.`;
    const whole = withTraits(found.value, found.place, documents, version.startsWith('2.'));
    const { payload, schemaFormat, contentType } = whole;
    if (whole.headers !== undefined) headers.push(schemas.read(whole.headers, below(found.place, 'headers'), changes));
    const at = below(found.place, 'payload');
    // Version 3 writes a schema of another format within the payload.
    const other = isJsonObject(payload) && typeof payload.schemaFormat === 'string' ? payload.schemaFormat : textOf(schemaFormat);
    const mediaType = textOf(contentType, textOf(documents.root.defaultContentType, 'application/json'));
    if (payload === undefined) {
      changes.push(`${found.place.pointer} says nothing of its content, which is taken as anything`);
      read.push({});
    } else if (other !== '' && !/(asyncapi|schema\+(json|yaml)|openapi)/.test(other)) {
      changes.push(`${at.pointer} is written as ${other}, and is taken as anything`);
      read.push({});
    } else if (formOfMediaType(mediaType) === 'json') {
      forms.add('json');
      const inner = isJsonObject(payload) && typeof payload.schemaFormat === 'string' ? payload.schema : payload;
      read.push(schemas.read(inner ?? {}, at, changes));
    } else {
      changes.push(
        `${at.pointer} is ${mediaType}, which is given and taken as ${formOfMediaType(mediaType) === 'text' ? 'text' : 'bytes in base64'}`,
      );
      forms.add(formOfMediaType(mediaType) === 'text' ? 'text' : 'bytes');
      read.push(formOfMediaType(mediaType) === 'text' ? { type: 'string' } : { type: 'string', contentEncoding: 'base64' });
    }
  }
  if (read.length === 0) changes.push('it says nothing of its messages, which are taken as anything');
  const [form = 'json', another] = forms;
  return { payload: anyOf(read) ?? {}, headers: anyOf(headers), form: another === undefined ? form : 'json' };
}

function anyOf(schemas: readonly JsonSchema[]): JsonSchema | null {
  const [only = null, another] = schemas;
  return another === undefined ? only : { anyOf: schemas as JsonValue[] };
}
