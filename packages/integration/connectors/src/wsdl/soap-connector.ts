import type { Action, Connector, Server } from '../connector.ts';
import { type Imported, withTypeChanges } from '../imported.ts';
import { countOutcomes, type OperationReport } from '../report.ts';
import type { XmlSchemaReader } from './xml-schema-reader.ts';

/** What was read of a description of SOAP services. */
export interface SoapServices {
  /** Of WSDL. */
  readonly version: '1.1' | '2.0';
  readonly title: string;
  readonly description?: string;
  readonly addresses: readonly string[];
  readonly actions: ReadonlyMap<string, Action>;
  readonly operations: readonly OperationReport[];
  readonly notes: readonly string[];
}

/** The connector of SOAP services, with the types that their actions have used of the schemas. */
export function soapConnector(schemas: XmlSchemaReader, services: SoapServices): Imported {
  const { version, title, description = '', addresses, actions, operations, notes } = services;
  const { types, reports } = schemas.finish();
  const connector: Connector = {
    ...{ title, description, version: '', types, triggers: {} },
    source: { format: 'wsdl', version },
    servers: addresses.map((address): Server => ({ address, description: '', variables: {} })),
    credentials: { login: { kind: 'basic' }, certificate: { kind: 'mutual-tls' } },
    actions: Object.fromEntries(actions),
  };
  const told = withTypeChanges(connector, operations, reports);
  const counts = { ...countOutcomes(told), types: Object.keys(types).length };
  return { connector, report: { format: 'wsdl', version, title, counts, operations: told, types: reports, notes } };
}
