import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { listRecords, type RecordOutput } from '@plinth/api-contract';
import { type Definition, entitiesOf, entityByKey, fieldsOf } from '@plinth/app-definition';
import { nearestName } from '@plinth/foundation';
import { readApplication } from '../application-folder.ts';
import { type Command, type Session, textOption } from '../command.ts';
import { csvLine } from '../csv.ts';
import { cliErrors } from '../errors.ts';

const pageSize = 500;

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
  examples: ['plinth export loan > loans.csv', `plinth export loan --filter 'status = "running"' --sort -amount -o running.csv`],
  async run(session) {
    const [entity = ''] = session.positionals;
    const { key, definition } = await readApplication(session.folder);
    const fields = columnsOf(definition, entity);
    const output = textOption(session, 'output');
    const file = output === null ? null : await open(resolve(session.workingFolder, output), 'w');
    const { terminal } = session;
    // Lines end themselves; `out` would end them twice.
    const write = async (text: string) => (file === null ? terminal.out(text.replace(/\n$/, '')) : file.write(text));
    let count = 0;
    try {
      if (!terminal.json) await write(csvLine(['id', ...fields]));
      for await (const { items, total } of pages(session, key, entity)) {
        const lines = items.map((record) =>
          terminal.json ? `${JSON.stringify(record)}\n` : csvLine([record.id, ...fields.map((name) => record[name as keyof RecordOutput])]),
        );
        count += items.length;
        if (lines.length > 0) await write(lines.join(''));
        if (file !== null) terminal.progress(entity, count, total);
      }
    } finally {
      await file?.close();
      terminal.endProgress();
    }
    if (output !== null) terminal.note(`Wrote ${count.toLocaleString('en')} records to ${output}.`);
  },
};

function columnsOf(definition: Definition, key: string): string[] {
  const entity = entityByKey(definition, key);
  if (entity !== null) return fieldsOf(definition, entity.id).map((field) => field.key);
  const known = entitiesOf(definition).map((candidate) => candidate.key);
  const nearest = nearestName(key, known);
  const hint = nearest === null ? `Known are ${known.join(', ')}.` : `Did you mean ${nearest}?`;
  throw cliErrors.usage({ problem: `There is no entity ${key}. ${hint}`, command: 'export' });
}

async function* pages(session: Session, application: string, entity: string) {
  const { tenant } = await session.connection();
  const client = await session.client();
  const target = { tenant, environment: textOption(session, 'environment') ?? 'development', application };
  const filter = textOption(session, 'filter');
  const sort = textOption(session, 'sort');
  const input = { entity, limit: pageSize, ...(filter === null ? {} : { filter }), ...(sort === null ? {} : { sort }) };
  let next: string | null = null;
  let total: number | null = null;
  do {
    const wanted = next === null ? { ...input, count: true } : { ...input, cursor: next };
    const page: { items: RecordOutput[]; next: string | null; count: number | null } = await client.call(listRecords, target, wanted, {
      signal: session.signal,
    });
    total ??= page.count;
    next = page.next;
    yield { items: page.items, total };
  } while (next !== null);
}
