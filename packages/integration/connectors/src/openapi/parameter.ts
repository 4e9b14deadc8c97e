import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import { anything, type JsonSchema } from '@plinth/json-schema';
import type { HttpParameter, ParameterStyle } from '../binding.ts';
import { below, type Place } from '../document/document-set.ts';
import { formOfMediaType } from '../media-type.ts';
import { membersOf, textOf } from './members.ts';
import { type ActionPorts, LeftOut } from './ports.ts';

/** A parameter before it has a property of the input. */
export interface ReadParameter extends Omit<HttpParameter, 'property'> {
  readonly required: boolean;
  readonly schema: JsonSchema;
}

/** The platform says these itself, as OpenAPI has it, and what concerns the transport alone. */
const ownHeaders: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'authorization',
  'connection',
  'content-length',
  'content-type',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** A parameter; null where it is the body, or the platform's to say. Throws {@link LeftOut} for one that nobody could give. */
export function readParameter(ports: ActionPorts, value: JsonObject, place: Place, changes: string[]): ReadParameter | null {
  const { name, in: where } = value;
  if (where === 'body' || where === 'formData') return null;
  if (typeof name !== 'string' || name === '') throw new LeftOut(`The parameter at #${place.pointer} has no name.`);
  if (where !== 'path' && where !== 'query' && where !== 'header' && where !== 'cookie')
    throw new LeftOut(`The parameter ${name} is in "${textOf(where)}", which is no place of a request that is known.`);
  if (where === 'header' && ownHeaders.has(name.toLowerCase())) return null;
  const required = where === 'path' || value.required === true;
  const description = typeof value.description === 'string' ? value.description : null;
  const { schema, style, explode } = formOf(ports, value, place, where, changes);
  return {
    name,
    in: where,
    style,
    explode,
    reserved: value.allowReserved === true,
    required,
    schema: description === null || !isJsonObject(schema) || '$ref' in schema ? schema : { ...schema, description },
  };
}

interface ParameterForm {
  readonly schema: JsonSchema;
  readonly style: ParameterStyle;
  readonly explode: boolean;
}

function formOf(ports: ActionPorts, value: JsonObject, place: Place, where: HttpParameter['in'], changes: string[]): ParameterForm {
  if (ports.dialect === 'swagger-2') return swaggerForm(ports, value, place, where, changes);
  const [content] = membersOf(value.content);
  if (value.schema === undefined && content !== undefined) {
    const [mediaType, described] = content;
    const schema = isJsonObject(described) ? (described.schema ?? {}) : {};
    const read = ports.schemas.read(schema, below(place, 'content', mediaType, 'schema'), changes);
    if (formOfMediaType(mediaType) === 'json') return { schema: read, style: 'json', explode: false };
    changes.push(`its parameter ${textOf(value.name)} is ${mediaType}, which is given as text`);
    return { schema: { type: 'string' }, style: where === 'query' || where === 'cookie' ? 'form' : 'simple', explode: false };
  }
  const schema = value.schema === undefined ? anything : ports.schemas.read(value.schema, below(place, 'schema'), changes);
  const style = styleOf(value.style, where);
  if (typeof value.style === 'string' && style !== value.style)
    changes.push(`its parameter ${textOf(value.name)} is written in the style ${style}`);
  return { schema, style, explode: typeof value.explode === 'boolean' ? value.explode : style === 'form' };
}

const styles = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form'],
} as const satisfies Record<HttpParameter['in'], readonly ParameterStyle[]>;

function styleOf(value: JsonValue | undefined, where: HttpParameter['in']): ParameterStyle {
  const known: readonly ParameterStyle[] = styles[where];
  return known.find((style) => style === value) ?? styles[where][0];
}

/** Keywords of a parameter of Swagger that are those of its schema. */
const ofSchema: ReadonlySet<string> = new Set([
  'default',
  'enum',
  'exclusiveMaximum',
  'exclusiveMinimum',
  'format',
  'items',
  'maximum',
  'maxItems',
  'maxLength',
  'minimum',
  'minItems',
  'minLength',
  'multipleOf',
  'pattern',
  'type',
  'uniqueItems',
]);

const collections: Readonly<Record<string, ParameterStyle>> = {
  csv: 'form',
  multi: 'form',
  ssv: 'spaceDelimited',
  tsv: 'tabDelimited',
  pipes: 'pipeDelimited',
};

function swaggerForm(ports: ActionPorts, value: JsonObject, place: Place, where: HttpParameter['in'], changes: string[]): ParameterForm {
  const own = Object.fromEntries(membersOf(value).filter(([keyword]) => ofSchema.has(keyword)));
  const schema = ports.schemas.read(value.schema ?? own, place, changes);
  const collection = textOf(value.collectionFormat, 'csv');
  const style = where === 'path' || where === 'header' ? 'simple' : (collections[collection] ?? 'form');
  return { schema, style, explode: collection === 'multi' };
}
