import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import type { Server, ServerVariable } from '../connector.ts';
import type { Dialect } from '../document/schema-keywords.ts';
import { itemsOf, membersOf, textOf } from './members.ts';

/** Where the document says that the system answers. */
export function readServers(document: JsonObject, dialect: Dialect, notes: string[]): readonly Server[] {
  const servers = dialect === 'swagger-2' ? swaggerServers(document) : itemsOf(document.servers).filter(isJsonObject).map(serverOf);
  if (!servers.some(({ address }) => /^https?:\/\//.test(address)))
    notes.push('It says no whole address: the connection says where the system answers.');
  return servers;
}

/** Addresses that a path or an operation has instead of the document's. */
export function ownServers(...levels: readonly (JsonValue | undefined)[]): readonly string[] {
  const level = levels.find((servers) => itemsOf(servers).length > 0);
  return itemsOf(level)
    .filter(isJsonObject)
    .map(({ url }) => textOf(url, '/'));
}

function serverOf(server: JsonObject): Server {
  const variables = membersOf(server.variables).map(([name, variable]) => [name, variableOf(variable)] as const);
  return { address: textOf(server.url, '/'), description: textOf(server.description), variables: Object.fromEntries(variables) };
}

function variableOf(variable: JsonValue): ServerVariable {
  const { default: value, enum: choices } = isJsonObject(variable) ? variable : {};
  return { default: typeof value === 'string' || typeof value === 'number' ? String(value) : '', choices: itemsOf(choices).map(String) };
}

function swaggerServers({ host, basePath, schemes }: JsonObject): readonly Server[] {
  const path = textOf(basePath) === '/' ? '' : textOf(basePath);
  if (typeof host !== 'string' || host === '') return path === '' ? [] : [{ address: path, description: '', variables: {} }];
  const given = itemsOf(schemes).filter((scheme) => scheme === 'https' || scheme === 'http');
  // Whoever offers both is spoken to where nobody listens.
  const ordered = given.length === 0 ? ['https'] : [...new Set(given)].sort().reverse();
  return ordered.map((scheme) => ({ address: `${String(scheme)}://${host}${path}`, description: '', variables: {} }));
}
