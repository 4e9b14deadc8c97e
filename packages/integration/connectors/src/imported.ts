import { isJsonObject, type JsonValue } from '@plinth/foundation';
import { type JsonSchema, typeOfReference } from '@plinth/json-schema';
import type { Connector } from './connector.ts';
import { type ImportReport, type OperationReport, operationReport, type TypeReport } from './report.ts';

/** A connector with what became of the document that it was made from. */
export interface Imported {
  readonly connector: Connector;
  readonly report: ImportReport;
}

/** The reports of operations, those that use a changed type being changed themselves. */
export function withTypeChanges(
  { actions, triggers, types }: Connector,
  operations: readonly OperationReport[],
  changed: readonly TypeReport[],
): readonly OperationReport[] {
  if (changed.length === 0) return operations;
  const names = new Set(changed.map(({ name }) => name));
  const direct = new Map(Object.entries(types).map(([name, schema]) => [name, [...referencesIn(schema)]]));
  return operations.map((report) => {
    if (report.as === null) return report;
    const used = report.kind === 'action' ? actions[report.as] : triggers[report.as];
    const touched = [...reachable(referencesIn(used as unknown as JsonValue), direct)].filter((name) => names.has(name));
    if (touched.length === 0) return report;
    return operationReport({ ...report, changes: [...report.changes, ...touched.map((name) => `its type ${name} is changed`)] });
  });
}

/** Names of the types that a value refers to, at any depth. */
function referencesIn(value: JsonValue | undefined, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) referencesIn(item, found);
  else if (isJsonObject(value)) {
    const type = typeOfReference(value);
    if (type !== null) found.add(type);
    for (const item of Object.values(value)) referencesIn(item, found);
  }
  return found;
}

function reachable(start: Iterable<string>, direct: ReadonlyMap<string, readonly string[]>): Set<string> {
  const all = new Set(start);
  // A set that grows is walked to its end.
  for (const name of all) for (const next of direct.get(name) ?? []) all.add(next);
  return all;
}

/** The types that schemas refer to, and those that these refer to. */
export function typesUsedBy({ types }: Connector, schemas: readonly JsonSchema[]): Readonly<Record<string, JsonSchema>> {
  const used = new Map<string, JsonSchema>();
  const waiting = [...referencesIn(schemas)];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const schema = Object.hasOwn(types, name) ? types[name] : undefined;
    if (schema === undefined || used.has(name)) continue;
    used.set(name, schema);
    waiting.push(...referencesIn(schema));
  }
  return Object.fromEntries(used);
}
