import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { downloadExport, startExport } from '@plinth/api-contract';
import { type Definition, entitiesOf, entityByKey } from '@plinth/app-definition';
import { nearestName } from '@plinth/foundation';
import { readApplication } from '../application-folder.ts';
import { type Command, textOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { followOperation } from '../follow-operation.ts';

export const exportCommand: Command = {
  name: 'export',
  summary: 'Writes the records of an entity as CSV, or with --json as one JSON record a line.',
  positionals: ['ENTITY'],
  options: {
    environment: { type: 'string', short: 'e', value: 'KEY', description: 'Environment; development where absent.' },
    filter: { type: 'string', value: 'FEEL', description: 'Only records for which it is true, such as: status = "running"' },
    sort: { type: 'string', value: 'FIELDS', description: 'Fields with commas; - before one that descends.' },
    output: { type: 'string', short: 'o', value: 'FILE', description: 'File to write; the terminal where absent.' },
  },
  examples: ['plinth export loan > loans.csv', `plinth export loan --filter 'status = "running"' --sort=-amount -o running.csv`],
  async run(session) {
    const [entity = ''] = session.positionals;
    const { key, definition } = await readApplication(session.folder);
    requireEntity(definition, entity);
    const { terminal, signal } = session;
    const { tenant } = await session.connection();
    const client = await session.client();
    const place = { tenant, environment: textOption(session, 'environment') ?? 'development', application: key };
    const [filter, sort] = [textOption(session, 'filter'), textOption(session, 'sort')];
    const format = terminal.json ? 'json-lines' : 'csv';
    const input = { entity, format, ...(filter === null ? {} : { filter }), ...(sort === null ? {} : { sort }) } as const;
    const begun = await client.call(startExport, place, input, { signal });
    const { records, size } = await followOperation(session, place, begun, {
      label: entity,
      leaves: 'there is no file',
      again: () => 'Export it again.',
    });
    const response = await client.fetch(downloadExport, place, { entity, operation: begun.id }, { signal });
    const output = textOption(session, 'output');
    const file = output === null ? null : await open(resolve(session.workingFolder, output), 'w');
    let received = 0;
    try {
      for await (const bytes of response.body ?? []) {
        await (file === null ? terminal.write(bytes) : file.write(bytes));
        received += bytes.byteLength;
        if (file !== null) terminal.progress(`${entity}, bytes`, received, size);
      }
    } finally {
      await file?.close();
      terminal.endProgress();
    }
    if (output !== null) terminal.note(`Wrote ${records.toLocaleString('en')} records to ${output}.`);
  },
};

/** Entities of modules are known to the platform alone. */
function requireEntity(definition: Definition, key: string): void {
  if (key.includes('.') || entityByKey(definition, key) !== null) return;
  const known = entitiesOf(definition).map((candidate) => candidate.key);
  const nearest = nearestName(key, known);
  const hint = nearest === null ? `Known are ${known.join(', ')}.` : `Did you mean ${nearest}?`;
  throw cliErrors.usage({ problem: `There is no entity ${key}. ${hint}`, command: 'export' });
}
