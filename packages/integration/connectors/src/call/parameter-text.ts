import { isJsonObject, type JsonValue } from '@plinth/foundation';
import type { HttpParameter } from '../binding.ts';

/** A scalar as it is written in an address or a header. */
export function scalarText(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const encode = (text: string) =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
/** Reserved characters and what is encoded already stay; a lone % is neither (RFC 6570, section 3.2.3). */
const keepReserved = (text: string) =>
  encodeURI(text)
    .replaceAll('#', '%23')
    .replaceAll(/%25(?=[\dA-Fa-f]{2})/g, '%');

/** The value of a parameter in a path, as its style writes it (RFC 6570). */
export function pathText({ name, style, explode }: HttpParameter, value: JsonValue): string {
  const items = listed(value, explode, encode);
  if (style === 'label') return `.${items.join(explode ? '.' : ',')}`;
  if (style === 'matrix') {
    if (explode && Array.isArray(value)) return items.map((item) => `;${name}=${item}`).join('');
    return explode && isJsonObject(value) ? items.map((item) => `;${item}`).join('') : `;${name}=${items.join(',')}`;
  }
  return style === 'json' ? encode(JSON.stringify(value)) : items.join(',');
}

export function headerText({ style, explode }: HttpParameter, value: JsonValue): string {
  return style === 'json' ? JSON.stringify(value) : listed(value, explode, (text) => text).join(',');
}

/** The pairs `name=value` of a parameter in a query or a cookie. */
export function queryPairs({ name, style, explode, reserved }: HttpParameter, value: JsonValue): readonly string[] {
  const write = reserved ? keepReserved : encode;
  const pair = (key: string, text: string) => `${encode(key)}=${write(text)}`;
  if (style === 'json') return [pair(name, JSON.stringify(value))];
  if (style === 'deepObject') return deepPairs(name, value).map(([key, text]) => pair(key, text));
  if (Array.isArray(value)) {
    const items = value.map(scalarText);
    if (explode) return items.map((item) => pair(name, item));
    return [`${encode(name)}=${items.map(write).join(separators[style] ?? ',')}`];
  }
  if (!isJsonObject(value)) return [pair(name, scalarText(value))];
  if (explode) return Object.entries(value).map(([key, member]) => pair(key, scalarText(member)));
  return [`${encode(name)}=${listed(value, false, write).join(separators[style] ?? ',')}`];
}

/** A query with one parameter more, in place of those of its name; all others stay as they are written. */
export function withQueryPair(query: string, name: string, value: string): string {
  const others = query.split('&').filter((pair) => pair !== '' && !new URLSearchParams(pair).has(name));
  return [...others, `${encode(name)}=${encode(value)}`].join('&');
}

const separators: Readonly<Record<string, string>> = { spaceDelimited: '%20', pipeDelimited: '%7C', tabDelimited: '%09' };

/** `filter[name]=value`, at any depth. */
export function deepPairs(name: string, value: JsonValue): readonly (readonly [string, string])[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => deepPairs(`${name}[${index}]`, item));
  if (isJsonObject(value)) return Object.entries(value).flatMap(([key, member]) => deepPairs(`${name}[${key}]`, member));
  return [[name, scalarText(value)]];
}

function listed(value: JsonValue, explode: boolean, write: (text: string) => string): readonly string[] {
  if (Array.isArray(value)) return value.map((item) => write(scalarText(item)));
  if (!isJsonObject(value)) return [write(scalarText(value))];
  const entries = Object.entries(value);
  return explode
    ? entries.map(([key, member]) => `${write(key)}=${write(scalarText(member))}`)
    : entries.flatMap(([key, member]) => [write(key), write(scalarText(member))]);
}
