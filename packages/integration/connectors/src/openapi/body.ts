import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import type { JsonSchema } from '@plinth/json-schema';
import type { ContentForm, HttpBody } from '../binding.ts';
import { below, type Place } from '../document/document-set.ts';
import { byPreference, formOfMediaType } from '../media-type.ts';
import { contentSchema } from './content.ts';
import { itemsOf, membersOf, objectAt, textOf } from './members.ts';
import { type ActionPorts, LeftOut } from './ports.ts';

/** A body before it is a property of the input. */
export interface ReadBody {
  readonly binding: HttpBody;
  readonly schema: JsonSchema;
}

interface Written {
  readonly value: JsonObject;
  readonly place: Place;
}

/** What an operation sends; null where it sends nothing. Throws {@link LeftOut} for one that nobody could give. */
export function readBody(
  ports: ActionPorts,
  operation: JsonObject,
  place: Place,
  parameters: readonly Written[],
  changes: string[],
): ReadBody | null {
  if (ports.dialect === 'swagger-2') return swaggerBody(ports, operation, parameters, changes);
  if (operation.requestBody === undefined) return null;
  const found = objectAt(operation.requestBody, below(place, 'requestBody'), ports.documents);
  if (typeof found === 'string') throw new LeftOut(`What it sends cannot be found: ${found}.`);
  const content = membersOf(found.value.content);
  const [mediaType] = byPreference(content.map(([name]) => name));
  if (mediaType === undefined) {
    changes.push('it sends a body that is described nowhere, and is taken as JSON');
    return { schema: {}, binding: { mediaType: 'application/json', form: 'json', required: found.value.required === true, deep: [] } };
  }
  tellOthers(
    mediaType,
    content.map(([name]) => name).filter((name) => name !== mediaType),
    changes,
  );
  const described = content.find(([name]) => name === mediaType)?.[1];
  const at = below(found.place, 'content', mediaType);
  const { schema, form } = contentSchema(ports.schemas, mediaType, described, at, changes);
  const { deep, partTypes } = encodingOf(isJsonObject(described) ? described.encoding : undefined, form, changes);
  const types = Object.keys(partTypes).length === 0 ? {} : { partTypes };
  return {
    schema,
    binding: { mediaType: wholeType(mediaType, form, changes), form, required: found.value.required === true, deep, ...types },
  };
}

function tellOthers(mediaType: string, others: readonly string[], changes: string[]): void {
  if (others.length > 0) changes.push(`its body is sent as ${mediaType}, which it may also be as ${others.join(', ')}`);
}

const concrete: Readonly<Record<ContentForm, string>> = {
  json: 'application/json',
  'json-lines': 'application/x-ndjson',
  form: 'application/x-www-form-urlencoded',
  multipart: 'multipart/form-data',
  text: 'text/plain',
  bytes: 'application/octet-stream',
};

/** What is sent has one media type, also where any of a range may be. */
function wholeType(mediaType: string, form: ContentForm, changes: string[]): string {
  if (!/\*\s*(;|$)/.test(mediaType)) return mediaType;
  if (mediaType !== '*/*') changes.push(`its body may be ${mediaType}, and is sent as ${concrete[form]}`);
  return concrete[form];
}

interface Encoding {
  /** Fields that are written deep. */
  readonly deep: readonly string[];
  /** Media types of parts. */
  readonly partTypes: Readonly<Record<string, string>>;
}

/** How the fields of a form are written; other ways than those of all fields are told. */
function encodingOf(encoding: JsonValue | undefined, form: ContentForm, changes: string[]): Encoding {
  const deep: string[] = [];
  const partTypes: [string, string][] = [];
  for (const [name, how] of membersOf(encoding)) {
    if (!isJsonObject(how)) continue;
    const [type = ''] = textOf(how.contentType).split(',');
    if (how.style === 'deepObject') deep.push(name);
    else if ((how.style !== undefined && how.style !== 'form') || how.explode === false || 'headers' in how)
      changes.push(`the field ${name} of its body is written as others are`);
    // What may be of several types is sent as the first; who knows better has a part that says so.
    if (form === 'multipart' && /^[\w.+-]+\/[\w.+-]+(\s*;\s*[\w-]+=[\w.-]+)?$/.test(type.trim())) partTypes.push([name, type.trim()]);
  }
  return { deep, partTypes: Object.fromEntries(partTypes) };
}

function swaggerBody(ports: ActionPorts, operation: JsonObject, parameters: readonly Written[], changes: string[]): ReadBody | null {
  const consumes = itemsOf(operation.consumes ?? ports.document.consumes).filter((type): type is string => typeof type === 'string');
  const body = parameters.find(({ value }) => value.in === 'body');
  if (body !== undefined) {
    const [mediaType = 'application/json', ...others] = byPreference(consumes);
    tellOthers(mediaType, others, changes);
    const { schema, form } = contentSchema(ports.schemas, mediaType, body.value, body.place, changes);
    return { schema, binding: { mediaType: wholeType(mediaType, form, changes), form, required: body.value.required === true, deep: [] } };
  }
  const fields = parameters.filter(({ value }) => value.in === 'formData');
  if (fields.length === 0) return null;
  const files = fields.some(({ value }) => value.type === 'file');
  const forms = consumes.filter((type) => ['form', 'multipart'].includes(formOfMediaType(type)));
  const [mediaType = files ? 'multipart/form-data' : 'application/x-www-form-urlencoded'] = forms;
  const required = fields.filter(({ value }) => value.required === true).map(({ value }) => textOf(value.name));
  const properties = fields.map(({ value, place }) => {
    const { in: _in, name, required: _required, collectionFormat: _format, ...schema } = value;
    return [textOf(name), ports.schemas.read(schema, place, changes)] as const;
  });
  const schema: JsonSchema = { type: 'object', properties: Object.fromEntries(properties), ...(required.length === 0 ? {} : { required }) };
  return { schema, binding: { mediaType, form: formOfMediaType(mediaType), required: required.length > 0, deep: [] } };
}
