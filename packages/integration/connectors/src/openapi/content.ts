import { isJsonObject, type JsonValue } from '@plinth/foundation';
import type { JsonSchema } from '@plinth/json-schema';
import type { ContentForm } from '../binding.ts';
import { below, type Place } from '../document/document-set.ts';
import type { SchemaReader } from '../document/schema-reader.ts';
import { bareType, formOfMediaType, isXml } from '../media-type.ts';

/** Text as it is, and bytes as JSON can carry them. */
const textSchema: JsonSchema = { type: 'string' };
const bytesSchema: JsonSchema = { type: 'string', contentEncoding: 'base64' };

/** The type of content: what its schema says, or text or bytes where the media type has no other values. */
export function contentSchema(
  schemas: SchemaReader,
  mediaType: string,
  described: JsonValue | undefined,
  place: Place,
  changes: string[],
): { readonly schema: JsonSchema; readonly form: ContentForm } {
  const form = formOfMediaType(mediaType);
  const written = isJsonObject(described) ? described.schema : undefined;
  if (form === 'text') {
    if (isXml(bareType(mediaType))) changes.push(`${mediaType} is given and taken as text`);
    return { schema: textSchema, form };
  }
  if (form === 'bytes') return { schema: bytesSchema, form };
  return { schema: written === undefined ? {} : schemas.read(written, below(place, 'schema'), changes), form };
}
