import { isJsonObject } from '@plinth/foundation';
import type { BoxedExpression } from '@plinth/rule-processor';
import { decisionModelErrors } from '../errors.ts';

type Values = Readonly<Record<string, unknown>>;

const hitPolicies = new Set(['UNIQUE', 'ANY', 'PRIORITY', 'FIRST', 'RULE ORDER', 'OUTPUT ORDER', 'COLLECT']);
const aggregations = new Set(['SUM', 'COUNT', 'MIN', 'MAX']);

/** A boxed expression from JSON that somebody else wrote; what is left out is null. Throws `decisions.unreadable-logic`. */
export function readBoxed(value: unknown, place = 'boxed'): BoxedExpression {
  const json = object(value, place);
  const type = optional(json, 'type', place);
  const part = (name: string) => readBoxed(json[name], `${place}/${name}`);
  const many = <Item>(name: string, read: (item: unknown, at: string) => Item) =>
    list(json[name], `${place}/${name}`).map((item, index) => read(item, `${place}/${name}/${index}`));
  switch (json.kind) {
    case 'literal':
      return { kind: 'literal', type, text: text(json, 'text', place), language: optional(json, 'language', place) };
    case 'context':
      return {
        kind: 'context',
        type,
        entries: many('entries', (item, at) => ({ ...named(item, at, true), value: readBoxed(object(item, at).value, `${at}/value`) })),
      };
    case 'list':
      return { kind: 'list', type, items: many('items', readBoxed) };
    case 'relation':
      return {
        kind: 'relation',
        type,
        columns: many('columns', (item, at) => requireName(named(item, at, false), at)),
        rows: many('rows', (row, at) => list(row, at).map((cell, index) => readBoxed(cell, `${at}/${index}`))),
      };
    case 'invocation':
      return {
        kind: 'invocation',
        type,
        callee: part('callee'),
        bindings: many('bindings', (item, at) => ({
          parameter: text(object(item, at), 'parameter', at),
          value: readBoxed(object(item, at).value, `${at}/value`),
        })),
      };
    case 'function':
      return {
        kind: 'function',
        type,
        parameters: many('parameters', (item, at) => requireName(named(item, at, false), at)),
        body: json.body === undefined || json.body === null ? null : part('body'),
        language: optional(json, 'language', place) ?? 'FEEL',
      };
    case 'conditional':
      return { kind: 'conditional', type, condition: part('condition'), consequent: part('consequent'), alternative: part('alternative') };
    case 'filter':
      return { kind: 'filter', type, in: part('in'), match: part('match') };
    case 'iteration': {
      const gives = json.gives;
      if (gives !== 'list' && gives !== 'some' && gives !== 'every') throw unreadable(`${place}/gives`, 'it must be list, some or every');
      return { kind: 'iteration', type, variable: text(json, 'variable', place), in: part('in'), body: part('body'), gives };
    }
    case 'table':
      return readTable(json, place);
    default:
      throw unreadable(`${place}/kind`, `${JSON.stringify(json.kind ?? null)} is no kind of boxed expression`);
  }
}

function readTable(json: Values, place: string): BoxedExpression {
  const { hitPolicy = 'UNIQUE', aggregation = null } = json;
  if (!hitPolicies.has(String(hitPolicy))) throw unreadable(`${place}/hitPolicy`, 'it is none of DMN');
  if (aggregation !== null && !aggregations.has(String(aggregation))) throw unreadable(`${place}/aggregation`, 'it is none of DMN');
  const inputs = list(json.inputs, `${place}/inputs`).map((item, index) => {
    const at = `${place}/inputs/${index}`;
    const input = object(item, at);
    return {
      label: optional(input, 'label', at),
      expression: text(input, 'expression', at),
      type: optional(input, 'type', at),
      allowed: optional(input, 'allowed', at),
    };
  });
  const outputs = list(json.outputs, `${place}/outputs`).map((item, index) => {
    const at = `${place}/outputs/${index}`;
    const output = object(item, at);
    return {
      name: optional(output, 'name', at),
      type: optional(output, 'type', at),
      allowed: optional(output, 'allowed', at),
      otherwise: optional(output, 'otherwise', at),
    };
  });
  const rules = list(json.rules ?? [], `${place}/rules`).map((item, index) => {
    const at = `${place}/rules/${index}`;
    const rule = object(item, at);
    const read = { inputs: texts(rule.inputs, `${at}/inputs`), outputs: texts(rule.outputs, `${at}/outputs`) };
    if (read.inputs.length !== inputs.length || read.outputs.length !== outputs.length)
      throw unreadable(at, `it must have ${inputs.length} inputs and ${outputs.length} outputs`);
    return {
      ...read,
      id: optional(rule, 'id', at),
      description: optional(rule, 'description', at),
      annotations: texts(rule.annotations ?? [], `${at}/annotations`),
    };
  });
  return {
    kind: 'table',
    type: optional(json, 'type', place),
    hitPolicy: hitPolicy as Extract<BoxedExpression, { kind: 'table' }>['hitPolicy'],
    aggregation: aggregation as Extract<BoxedExpression, { kind: 'table' }>['aggregation'],
    inputs,
    outputs,
    annotations: texts(json.annotations ?? [], `${place}/annotations`),
    rules,
  };
}

function named(item: unknown, at: string, mayLack: boolean) {
  const json = object(item, at);
  return { name: mayLack ? optional(json, 'name', at) : text(json, 'name', at), type: optional(json, 'type', at) };
}

function requireName(entry: { readonly name: string | null; readonly type: string | null }, at: string) {
  if (entry.name === null) throw unreadable(at, 'it lacks a name');
  return { name: entry.name, type: entry.type };
}

function object(value: unknown, place: string): Values {
  if (!isJsonObject(value)) throw unreadable(place, 'it must be an object');
  return value;
}

function list(value: unknown, place: string): readonly unknown[] {
  if (!Array.isArray(value)) throw unreadable(place, 'it must be a list');
  return value;
}

function texts(value: unknown, place: string): readonly string[] {
  return list(value, place).map((item) => {
    if (typeof item !== 'string') throw unreadable(place, 'it must hold texts');
    return item;
  });
}

function text(json: Values, name: string, place: string): string {
  const value = optional(json, name, place);
  if (value === null) throw unreadable(`${place}/${name}`, 'it is missing');
  return value;
}

function optional(json: Values, name: string, place: string): string | null {
  const value = json[name];
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') throw unreadable(`${place}/${name}`, 'it must be a text');
  return value;
}

function unreadable(place: string, reason: string): Error {
  return decisionModelErrors.unreadableLogic({ place, reason });
}
