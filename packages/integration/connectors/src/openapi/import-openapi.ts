import { isJsonObject, type JsonObject } from '@plinth/foundation';
import type { Action, Connector, Trigger } from '../connector.ts';
import { DocumentSet, type ReadBeside } from '../document/document-set.ts';
import type { Dialect } from '../document/schema-keywords.ts';
import { SchemaReader } from '../document/schema-reader.ts';
import { connectorErrors } from '../errors.ts';
import { type Imported, withTypeChanges } from '../imported.ts';
import { countOutcomes, type OperationReport, operationReport } from '../report.ts';
import { UniqueKeys } from '../unique-keys.ts';
import { readCredentials } from './credentials.ts';
import { textOf } from './members.ts';
import { readOperation } from './operation.ts';
import { pathOperations } from './path-operations.ts';
import { type ActionPorts, LeftOut } from './ports.ts';
import { readServers } from './servers.ts';
import { readWebhooks } from './webhooks.ts';

const format = 'an OpenAPI document of version 2.0, 3.0 or 3.1 in JSON or YAML';
/** Makes a connector of an OpenAPI document. Throws `connectors.unreadable-document`, `connectors.too-large-document`. */
export function importOpenApi(text: string, beside?: ReadBeside): Imported {
  const documents = new DocumentSet(text, format, beside);
  const document = documents.root;
  const { version, dialect } = versionOf(document);
  const schemas = new SchemaReader(documents, dialect);
  const notes: string[] = [];
  const info = isJsonObject(document.info) ? document.info : {};
  const { credentials, problems } = readCredentials(document, documents, dialect);
  notes.push(...problems);
  const servers = readServers(document, dialect, notes);
  const keys = new UniqueKeys();
  const ports: ActionPorts = { document, documents, schemas, dialect, credentials, keys };
  const actions = new Map<string, Action>();
  const operations: OperationReport[] = [];
  const { found, unreadable } = pathOperations(document, documents);
  for (const { name, place, reason } of unreadable) operations.push(operationReport({ name, place, reason }));
  for (const operation of found) {
    const { name, place } = operation;
    try {
      const { key, action, changes } = readOperation(ports, operation);
      actions.set(key, action);
      operations.push(operationReport({ name, place: place.pointer, as: key, changes }));
    } catch (error) {
      if (!(error instanceof LeftOut)) throw error;
      operations.push(operationReport({ name, place: place.pointer, reason: error.message }));
    }
  }
  const triggers = new Map<string, Trigger>();
  for (const { key, trigger, report } of readWebhooks(ports, found)) {
    if (trigger !== null) triggers.set(key, trigger);
    operations.push(report);
  }
  const { types, reports } = schemas.finish();
  const connector: Connector = {
    title: textOf(info.title, 'API'),
    description: textOf(info.description),
    version: textOf(info.version),
    source: { format: 'openapi', version },
    servers,
    credentials,
    types,
    actions: Object.fromEntries(actions),
    triggers: Object.fromEntries(triggers),
  };
  const told = withTypeChanges(connector, operations, reports);
  return {
    connector,
    report: {
      format: 'openapi',
      version,
      title: connector.title,
      counts: { ...countOutcomes(told), types: Object.keys(types).length },
      operations: told,
      types: reports,
      notes,
    },
  };
}

function versionOf(document: JsonObject): { readonly version: string; readonly dialect: Dialect } {
  const version = String(document.openapi ?? document.swagger ?? '');
  if (/^2(\.|$)/.test(version)) return { version, dialect: 'swagger-2' };
  if (/^3\.0(\.|$)/.test(version)) return { version, dialect: 'openapi-3.0' };
  if (/^3\.[12](\.|$)/.test(version)) return { version, dialect: 'json-schema' };
  const reason = version === '' ? 'it says no version of OpenAPI' : `it is of version ${version}`;
  throw connectorErrors.unreadableDocument({ reason, format });
}
