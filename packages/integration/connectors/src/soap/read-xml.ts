import type { JsonObject, JsonValue } from '@plinth/foundation';
import type { JsonSchema } from '@plinth/json-schema';
import type { XmlElement } from '@plinth/xml-document';
import type { Connector } from '../connector.ts';
import { textType, xmlMembers } from './xml-members.ts';

/** An element as a value of a type: its attributes are members with @, its text beside them is `$`. */
export function elementValue(types: Connector['types'], schema: JsonSchema, element: XmlElement): JsonValue {
  const attributes = Object.entries(element.attributes).filter(([name]) => isPlain(name));
  if (Object.entries(element.attributes).some(([name, value]) => /(^|:)nil$/.test(name) && (value === 'true' || value === '1')))
    return null;
  const members = xmlMembers(schema, types);
  const isText = element.children.length === 0 && [...members.keys()].every((name) => name.startsWith('@') || name === '$');
  if (isText && attributes.length === 0 && !members.has('$')) return members.size > 0 ? {} : scalar(schema, types, element.text);
  const found = new Map<string, JsonValue>();
  for (const [name, value] of attributes) found.set(`@${name}`, scalar(members.get(`@${name}`)?.schema ?? true, types, value));
  if (isText || members.has('$')) found.set('$', scalar(members.get('$')?.schema ?? true, types, element.text));
  for (const child of element.children) {
    const member = members.get(child.name);
    const value = elementValue(types, member?.schema ?? true, child);
    const before = found.get(child.name);
    // What nobody described is a list once it comes twice.
    if (member?.isList === true || (before !== undefined && member === undefined))
      found.set(child.name, [...(Array.isArray(before) ? before : before === undefined ? [] : [before]), value]);
    else found.set(child.name, value);
  }
  return Object.fromEntries(found) satisfies JsonObject;
}

/** Whether an attribute is the document's own, and not about namespaces or of another vocabulary. */
function isPlain(name: string): boolean {
  return !name.includes(':') && name !== 'xmlns';
}

function scalar(schema: JsonSchema, types: Connector['types'], text: string): JsonValue {
  const trimmed = text.trim();
  switch (textType(schema, types)) {
    case 'boolean':
      return trimmed === 'true' || trimmed === '1' ? true : trimmed === 'false' || trimmed === '0' ? false : text;
    case 'integer':
    case 'number':
      return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed) ? exact(trimmed) : trimmed;
    case 'array':
      return trimmed === '' ? [] : trimmed.split(/\s+/);
    default:
      return text;
  }
}

/** A number of more digits than one of JavaScript keeps is its text. */
function exact(text: string): JsonValue {
  return text.replaceAll(/\D/g, '').replace(/^0+/, '').length > 15 ? text : Number(text);
}
