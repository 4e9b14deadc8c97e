import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import { type JsonSchema, typeOfReference } from '@plinth/json-schema';
import type { HttpBinding } from '../binding.ts';
import type { Action, Connector } from '../connector.ts';
import { connectorErrors } from '../errors.ts';
import { bodyBytes } from './body-bytes.ts';
import { headerText, pathText, queryPairs } from './parameter-text.ts';

/** A request before anybody signed in. */
export interface PlainRequest {
  readonly method: string;
  readonly address: URL;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array | null;
  readonly protocol?: 'h2' | undefined;
}

/** The request that an action is with an input that fits it, to the system at an address. Throws `connectors.unwritable-input`. */
export function httpRequest(connector: Connector, action: Action, binding: HttpBinding, base: string, input: JsonObject): PlainRequest {
  const headers: Record<string, string> = { 'user-agent': 'Plinth' };
  if (binding.accept.length > 0) headers.accept = binding.accept.join(', ');
  const pairs: string[] = [];
  const cookies: string[] = [];
  const inPath = new Map<string, string>();
  for (const parameter of binding.parameters) {
    const value = Object.hasOwn(input, parameter.property) ? input[parameter.property] : undefined;
    if (value === undefined) continue;
    if (parameter.in === 'query') pairs.push(...queryPairs(parameter, value));
    else if (parameter.in === 'cookie') cookies.push(...queryPairs(parameter, value));
    else if (parameter.in === 'header') headers[parameter.name.toLowerCase()] = sendable(parameter.property, headerText(parameter, value));
    else inPath.set(parameter.name, segment(parameter.property, pathText(parameter, value)));
  }
  if (cookies.length > 0) headers.cookie = cookies.join('; ');
  const path = binding.path.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => inPath.get(name) ?? '');
  const content =
    Object.hasOwn(input, 'body') && binding.body !== null
      ? bodyBytes(binding.body, input.body ?? null, bytesMembers(connector, action))
      : null;
  if (content !== null) headers['content-type'] = content.mediaType;
  return { method: binding.method, address: addressOf(base, path, pairs), headers, body: content?.bytes ?? null };
}

/** The path below the base, whose own path stays; a query may stand in either. */
function addressOf(base: string, path: string, pairs: readonly string[]): URL {
  const address = new URL(base);
  const [beforeQuery = '', query = ''] = path.split('?', 2);
  const whole = new URL(address.origin);
  whole.pathname = address.pathname.replace(/\/$/, '') + beforeQuery;
  whole.search = [address.search.slice(1), query, ...pairs].filter((part) => part !== '').join('&');
  return whole;
}

/** A header holds one line of Latin letters; anything else could end it and begin another. */
function sendable(parameter: string, text: string): string {
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(text)) return text;
  throw connectorErrors.unwritableInput({ parameter, reason: 'a header can hold no line breaks and no letters beyond Latin 1' });
}

/** Dots alone would lead to another path. */
function segment(parameter: string, text: string): string {
  if (text !== '' && text !== '.' && text !== '..') return text;
  throw connectorErrors.unwritableInput({ parameter, reason: `a part of a path cannot be "${text}"` });
}

/** Names of the members of the body whose text is bytes. */
function bytesMembers({ types }: Connector, { input }: Action): ReadonlySet<string> {
  const body = membersOf(input).body;
  const members = membersOf(body === undefined ? true : resolved(body as JsonSchema, types));
  return new Set(
    Object.entries(members).flatMap(([name, schema]) => (isBytes(resolved(schema as JsonSchema, types), types) ? [name] : [])),
  );
}

function membersOf(schema: JsonSchema): JsonObject {
  return isJsonObject(schema) && isJsonObject(schema.properties) ? schema.properties : {};
}

function resolved(schema: JsonSchema, types: Connector['types'], hops = 0): JsonSchema {
  const type = hops > 20 ? null : typeOfReference(schema);
  return type === null ? schema : resolved(Object.hasOwn(types, type) ? (types[type] ?? true) : true, types, hops + 1);
}

function isBytes(schema: JsonValue, types: Connector['types']): boolean {
  if (!isJsonObject(schema)) return false;
  if (schema.contentEncoding === 'base64') return true;
  return schema.type === 'array' && isJsonObject(schema.items) && isBytes(resolved(schema.items, types), types);
}
