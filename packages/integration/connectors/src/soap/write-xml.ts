import { isJsonObject, type JsonValue } from '@plinth/foundation';
import type { JsonSchema } from '@plinth/json-schema';
import { type PrintedElement, type PrintedNode, printNodes } from '@plinth/xml-document';
import type { Connector } from '../connector.ts';
import { connectorErrors } from '../errors.ts';
import { localName } from '../wsdl/xml-names.ts';
import { xmlMembers } from './xml-members.ts';

const instance = 'http://www.w3.org/2001/XMLSchema-instance';
const deepest = 100;

/** The element of a whole name, `{namespace}local`, with a value of a type in it. */
export function elementOf(types: Connector['types'], name: string, schema: JsonSchema, value: JsonValue, depth = 0): PrintedElement {
  const local = localName(name);
  if (!/^[\p{L}_][\p{L}\p{N}._-]*$/u.test(local)) throw unwritable(local, 'it is no name of XML');
  if (depth > deepest) throw unwritable(local, `it lies more than ${deepest} levels deep`);
  const namespace = name.slice(1, name.lastIndexOf('}'));
  // Each says its namespace itself, so that none depends on where it stands.
  const attributes: Record<string, string> = { xmlns: namespace };
  const content: PrintedNode[] = [];
  if (value === null) Object.assign(attributes, { 'xmlns:xsi': instance, 'xsi:nil': 'true' });
  else if (!isJsonObject(value)) content.push(textOf(value, local));
  else {
    const members = xmlMembers(schema, types);
    const names = [...members.keys(), ...Object.keys(value).filter((each) => !members.has(each))];
    for (const each of names) {
      const given = value[each];
      if (!Object.hasOwn(value, each) || given === undefined) continue;
      if (each === '$') content.push(textOf(given as JsonValue, local));
      else if (each.startsWith('@')) attributes[each.slice(1)] = textOf(given as JsonValue, each);
      else {
        const member = members.get(each);
        const whole = `{${member?.namespace ?? namespace}}${each}`;
        const items = Array.isArray(given) && (member === undefined || member.isList) ? given : [given];
        for (const item of items) content.push(elementOf(types, whole, member?.schema ?? true, item as JsonValue, depth + 1));
      }
    }
  }
  return { name: local, attributes, content, isNew: false };
}

/** Nodes as text. Throws `connectors.unwritable-input` for what XML has no form for. */
export function printed(nodes: readonly PrintedNode[]): string {
  return printNodes(nodes, () => unwritable('A text', 'XML has no form for a letter in it'));
}

function textOf(value: JsonValue, place: string): string {
  if (Array.isArray(value)) return value.map((item) => textOf(item, place)).join(' ');
  if (isJsonObject(value)) throw unwritable(place, 'it holds elements where a text belongs');
  return value === null ? '' : String(value);
}

function unwritable(parameter: string, reason: string): Error {
  return connectorErrors.unwritableInput({ parameter, reason });
}
