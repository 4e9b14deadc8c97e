import { describeLayout, readCopybook, schemaOf } from '@plinth/copybook';
import type { JsonObject } from '@plinth/foundation';
import type { JsonSchema } from '@plinth/json-schema';
import type { Connector } from '../connector.ts';
import { connectorErrors } from '../errors.ts';
import type { Imported } from '../imported.ts';
import type { TypeReport } from '../report.ts';

/** Makes a connector of a copybook: each record is a type. Nothing can be asked of records, so there are no actions. */
export function importCopybook(text: string): Imported {
  const { layouts, findings } = readCopybook(text);
  const mistake = findings.find(({ severity }) => severity === 'error');
  if (mistake !== undefined || layouts.length === 0) {
    const reason = mistake === undefined ? 'it has no record' : `line ${mistake.line}: ${mistake.message.replace(/\.$/, '')}`;
    throw connectorErrors.unreadableDocument({ reason, format: 'a copybook' });
  }
  const reports: TypeReport[] = layouts.flatMap((layout) => {
    const changes = describeLayout(layout).flatMap(({ redefines, path }) =>
      redefines === undefined ? [] : [`${path} is another view of the bytes of ${redefines}, and both are members`],
    );
    return changes.length === 0 ? [] : [{ name: layout.name, place: '', changes }];
  });
  const types = Object.fromEntries(
    layouts.map((layout): [string, JsonSchema] => {
      const { $schema: _, ...schema } = schemaOf(layout);
      return [layout.name, schema as JsonObject];
    }),
  );
  const [first] = layouts;
  const connector: Connector = {
    title: first?.name ?? '',
    description: '',
    version: '',
    source: { format: 'copybook', version: '' },
    servers: [],
    credentials: {},
    types,
    actions: {},
    triggers: {},
  };
  return {
    connector,
    report: {
      format: 'copybook',
      version: '',
      title: connector.title,
      counts: { taken: 0, changed: 0, 'left out': 0, types: layouts.length },
      operations: [],
      types: reports,
      notes: [
        'It describes records and nothing to ask: its records are types.',
        ...findings.map(({ line, message }) => `Line ${line}: ${message}`),
      ],
    },
  };
}
