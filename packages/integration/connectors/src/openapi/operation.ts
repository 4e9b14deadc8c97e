import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import type { JsonSchema } from '@plinth/json-schema';
import type { HttpBinding, HttpParameter } from '../binding.ts';
import type { Action, Effect } from '../connector.ts';
import { below, type Place } from '../document/document-set.ts';
import { readAnswers } from './answers.ts';
import { type ReadBody, readBody } from './body.ts';
import { securityOf } from './credentials.ts';
import { itemsOf, objectAt, textOf } from './members.ts';
import { type ReadParameter, readParameter } from './parameter.ts';
import { type ActionPorts, type FoundOperation, LeftOut } from './ports.ts';
import { ownServers } from './servers.ts';

export interface ReadAction {
  readonly key: string;
  readonly action: Action;
  readonly changes: readonly string[];
}

/** The action that an operation is. Throws {@link LeftOut} where it can be none. */
export function readOperation(ports: ActionPorts, { name, method, path, place, content, shared, sharedPlace }: FoundOperation): ReadAction {
  if (!isJsonObject(content)) throw new LeftOut('It is no object.');
  if (!path.startsWith('/')) throw new LeftOut('Its path does not begin with /, so nobody can tell where it is asked.');
  const changes: string[] = [];
  const written = parametersOf(ports, content, place, shared, sharedPlace, changes);
  const read = written.flatMap(({ value, place: at }) => parameterOf(ports, value, at, changes) ?? []);
  const parameters = withTemplate(path, read, changes);
  const body = readBody(ports, content, place, written, changes);
  const answers = readAnswers(ports, content, place, changes);
  const named = nameProperties(parameters);
  const binding: HttpBinding = {
    protocol: 'http',
    method,
    path,
    servers: ownServers(content.servers, shared.servers),
    parameters: named.map(({ property, parameter }) => bindingOf(property, parameter)),
    body: body?.binding ?? null,
    answers: answers.forms,
    accept: answers.accept,
  };
  const action: Action = {
    title: textOf(content.summary, textOf(content.operationId, name)),
    description: textOf(content.description, textOf(shared.description)),
    deprecated: content.deprecated === true,
    input: inputOf(named, body),
    output: answers.output,
    effect: effectOf(method),
    credentials: neededOf(ports, content, changes),
    binding,
  };
  return { key: ports.keys.of(textOf(content.operationId), `${method.toLowerCase()} ${path}`), action, changes };
}

/** A parameter, or null for one that nobody can give and that need not be given. */
function parameterOf(ports: ActionPorts, value: JsonObject, place: Place, changes: string[]): ReadParameter | null {
  try {
    return readParameter(ports, value, place, changes);
  } catch (error) {
    if (!(error instanceof LeftOut) || value.required === true) throw error;
    changes.push(`a parameter is not asked for: ${error.message}`);
    return null;
  }
}

interface Written {
  readonly value: JsonObject;
  readonly place: Place;
}

/** Parameters of the path and of the operation, whose own stand in place of those. */
function parametersOf(
  { documents }: ActionPorts,
  operation: JsonObject,
  place: Place,
  shared: JsonObject,
  sharedPlace: Place,
  changes: string[],
): readonly Written[] {
  const all = new Map<string, Written>();
  const levels = [
    [itemsOf(shared.parameters), below(sharedPlace, 'parameters')],
    [itemsOf(operation.parameters), below(place, 'parameters')],
  ] as const;
  for (const [items, at] of levels)
    for (const [index, item] of items.entries()) {
      const found = objectAt(item, below(at, index), documents);
      if (typeof found === 'string') changes.push(`${below(at, index).pointer} is not there to be given: ${found}`);
      else all.set(`${textOf(found.value.in)} ${textOf(found.value.name)}`, found);
    }
  return [...all.values()];
}

/** With what stands in braces in the path and is declared nowhere, without what is declared and stands nowhere. */
function withTemplate(path: string, parameters: readonly ReadParameter[], changes: string[]): readonly ReadParameter[] {
  const inPath = new Set([...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name));
  const kept = parameters.filter(({ name, in: where }) => {
    if (where !== 'path' || inPath.delete(name)) return true;
    changes.push(`its path has no place for the parameter ${name}, which is not asked for`);
    return false;
  });
  const added = [...inPath].map((name): ReadParameter => {
    changes.push(`its path has a parameter ${name} that is described nowhere, and is taken as text`);
    return { name, in: 'path', style: 'simple', explode: false, reserved: false, required: true, schema: { type: 'string' } };
  });
  return [...kept, ...added];
}

interface Named {
  readonly property: string;
  readonly parameter: ReadParameter;
}

/** A parameter is the property that it is called; where two are called the same, the place goes before the later one. */
function nameProperties(parameters: readonly ReadParameter[]): readonly Named[] {
  const taken = new Set(['body']);
  return parameters.map((parameter) => {
    const plain = propertyName(parameter.name);
    let property = taken.has(plain) ? `${parameter.in}${plain.charAt(0).toUpperCase()}${plain.slice(1)}` : plain;
    for (let count = 2; taken.has(property); count++) property = `${plain}${count}`;
    taken.add(property);
    return { property, parameter };
  });
}

/** `per_page` stays, `X-Request-ID` is `xRequestID`, `filter[name]` is `filterName`. */
function propertyName(name: string): string {
  if (/^[A-Za-z_]\w*$/.test(name) && name !== '__proto__' && name !== 'constructor' && name !== 'prototype') return name;
  const [first = '', ...others] = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const joined =
    first.charAt(0).toLowerCase() + first.slice(1) + others.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return /^[A-Za-z]/.test(joined) ? joined : `p${joined}`;
}

function bindingOf(property: string, { name, in: where, style, explode, reserved }: ReadParameter): HttpParameter {
  return { property, name, in: where, style, explode, reserved };
}

function inputOf(named: readonly Named[], body: ReadBody | null): JsonSchema {
  const properties: [string, JsonValue][] = named.map(({ property, parameter }) => [property, parameter.schema]);
  const required = named.filter(({ parameter }) => parameter.required).map(({ property }) => property);
  if (body !== null) {
    properties.push(['body', body.schema]);
    if (body.binding.required) required.push('body');
  }
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}

function effectOf(method: string): Effect {
  if (method === 'PUT' || method === 'DELETE') return 'repeatable';
  return method === 'POST' || method === 'PATCH' ? 'once' : 'reads';
}

function neededOf({ document, credentials }: ActionPorts, operation: JsonObject, changes: string[]): readonly (readonly string[])[] {
  const needed = securityOf(operation.security) ?? securityOf(document.security) ?? [];
  const unknown = new Set(needed.flat().filter((name) => !Object.hasOwn(credentials, name)));
  for (const name of unknown) changes.push(`it asks to sign in by ${name}, which is described nowhere`);
  return needed.filter((names) => !names.some((name) => unknown.has(name)));
}
