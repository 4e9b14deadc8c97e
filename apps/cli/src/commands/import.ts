import { basename, resolve } from 'node:path';
import {
  type ImportOperation,
  type ImportReport,
  type OperationPlace,
  previewImport,
  resumeLongOperation,
  startImport,
} from '@plinth/api-contract';
import type { Definition } from '@plinth/app-definition';
import { readApplication } from '../application-folder.ts';
import { type Command, type Session, textOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { bytesOf, type FileToSend } from '../file-to-send.ts';
import { followOperation } from '../follow-operation.ts';
import { filesInOrder } from '../import-files.ts';
import type { Terminal } from '../terminal.ts';

/** Where a file goes: through a mapping, or to an entity by the names of its columns. */
interface Into {
  readonly mapping?: string;
  readonly entity?: string;
  readonly matchBy?: string;
  readonly lookups?: string;
}

/** Problems shown of each file; --json has all that the platform tells. */
const mostShown = 20;
const words = { leaves: 'what was kept before stays', again: (id: string) => `Go on with it: plinth import --resume ${id}` };

export const importCommand: Command = {
  name: 'import',
  summary:
    'Imports files (CSV, JSON lines, Excel) through the imports of the application, those first whose records the others look up, or into an entity whose fields their columns name.',
  positionals: ['FILES...'],
  options: {
    mapping: { type: 'string', value: 'KEY', description: 'Import of the application; found by the name of the file where absent.' },
    entity: { type: 'string', value: 'KEY', description: 'Entity whose fields the columns name by key or label; needs no mapping.' },
    'match-by': { type: 'string', value: 'FIELDS', description: 'Beside --entity: fields, with commas between, whose equals are updated.' },
    lookup: {
      type: 'string',
      value: 'REFERENCE:FIELD',
      description: 'Beside --entity: by which field of its target a reference is found; several with commas between.',
    },
    sheet: { type: 'string', value: 'NAME', description: 'Sheet of an Excel file; the first that is not hidden where absent.' },
    'dry-run': { type: 'boolean', description: 'Do everything with each file and keep nothing.' },
    environment: { type: 'string', short: 'e', value: 'KEY', description: 'Environment; development where absent.' },
    preview: { type: 'string', value: 'ROWS', description: 'Look at so many rows of each file and change nothing.' },
    'all-or-nothing': { type: 'boolean', description: 'Keep nothing of a file unless every row is good.' },
    encoding: { type: 'string', value: 'NAME', description: 'Encoding of the files, such as windows-1250; detected where absent.' },
    resume: { type: 'string', value: 'ID', description: 'Go on with an import that was cancelled or failed, without a file.' },
  },
  examples: [
    'plinth import data/*.asc',
    'plinth import clients.csv --mapping clients --preview 20',
    'plinth import loans.xlsx --entity loan --match-by number --lookup account:number --dry-run',
  ],
  async run(session) {
    const { terminal } = session;
    const { key, definition } = await readApplication(session.folder);
    const place = await placeOf(session, key);
    const reports: { file: string; mapping: string; report: ImportReport }[] = [];
    const add = (file: string, mapping: string, report: ImportReport) => {
      reports.push({ file, mapping, report });
      if (!terminal.json) printReport(terminal, basename(file), mapping, report);
    };
    const resumed = textOption(session, 'resume');
    if (resumed !== null) add(resumed, 'its mapping', await resumeImport(session, place, resumed));
    else if (session.positionals.length === 0) throw cliErrors.usage({ problem: 'Name the files to import.', command: 'import' });
    for (const { path, into } of filesOf(session, definition))
      add(path, into.mapping ?? into.entity ?? '', await importFile(session, place, path, into));
    terminal.result(reports, () => {});
    const failed = reports.reduce((sum, { report }) => sum + report.failed, 0);
    const total = reports.reduce((sum, { report }) => sum + report.total, 0);
    if (failed > 0) throw cliErrors.importFailed({ failed, total });
  },
};

/** The files with where they go: an entity that is named, or mappings found by the names of the files. */
function filesOf(session: Session, definition: Definition): readonly { readonly path: string; readonly into: Into }[] {
  const [entity, mapping] = [textOption(session, 'entity'), textOption(session, 'mapping')];
  const [matchBy, lookups] = [textOption(session, 'match-by'), textOption(session, 'lookup')];
  if (entity !== null && mapping !== null) throw cliErrors.usage({ problem: 'Name an entity or a mapping, not both.', command: 'import' });
  if (entity === null && (matchBy !== null || lookups !== null))
    throw cliErrors.usage({ problem: '--match-by and --lookup go with --entity; a mapping says so itself.', command: 'import' });
  if (entity === null)
    return filesInOrder(definition, session.positionals, mapping).map(({ path, mapping }) => ({ path, into: { mapping } }));
  const into = { entity, ...(matchBy === null ? {} : { matchBy }), ...(lookups === null ? {} : { lookups }) };
  return session.positionals.map((path) => ({ path, into }));
}

async function placeOf(session: Session, application: string): Promise<OperationPlace> {
  const { tenant } = await session.connection();
  return { tenant, environment: textOption(session, 'environment') ?? 'development', application };
}

async function resumeImport(session: Session, place: OperationPlace, id: string): Promise<ImportReport> {
  const client = await session.client();
  const resumed = await client.call(resumeLongOperation, place, { operation: id }, { signal: session.signal });
  return followOperation(session, place, resumed as ImportOperation, { label: 'import', ...words });
}

async function importFile(session: Session, place: OperationPlace, path: string, into: Into): Promise<ImportReport> {
  const { terminal, signal } = session;
  const client = await session.client();
  const preview = textOption(session, 'preview');
  const encoding = textOption(session, 'encoding');
  const rows = preview === null ? null : wholeNumber(preview);
  const file = resolve(session.workingFolder, path);
  const content = withProgress(terminal, file, await bytesOf(file, textOption(session, 'sheet')));
  const input = { ...into, ...(encoding === null ? {} : { encoding }), content };
  if (rows !== null) {
    const report = await client.call(previewImport, place, { ...input, rows }, { signal });
    terminal.endProgress();
    return report;
  }
  const chosen = {
    ...(session.options['all-or-nothing'] === true ? { allOrNothing: true } : {}),
    ...(session.options['dry-run'] === true ? { dryRun: true } : {}),
  };
  const begun = await client.call(startImport, place, { ...input, ...chosen }, { signal });
  return followOperation(session, place, begun, { label: basename(file), ...words });
}

/** The bytes of a file; how many are on their way is shown meanwhile. */
async function* withProgress(terminal: Terminal, file: string, { size, bytes }: FileToSend): AsyncIterable<Uint8Array> {
  let sent = 0;
  for await (const chunk of bytes) {
    sent += chunk.byteLength;
    terminal.progress(`${basename(file)}, bytes sent`, sent, size);
    yield chunk;
  }
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw cliErrors.usage({ problem: `--preview takes a number of rows, not "${text}".`, command: 'import' });
  return value;
}

function printReport(terminal: Terminal, name: string, mapping: string, report: ImportReport): void {
  const { total, imported, updated, failed, rows, moreRows, kept } = report;
  const count = (value: number) => value.toLocaleString('en');
  const counts = `${count(imported)} imported, ${count(updated)} updated, ${count(failed)} failed of ${count(total)}`;
  const mark = failed > 0 ? terminal.style('red', '✗') : terminal.style('green', '✓');
  terminal.out(`${mark} ${name} through ${mapping}: ${counts}${kept ? '' : '; nothing was kept'}`);
  for (const { row, column, reason, value } of rows.slice(0, mostShown)) {
    const place = column === null ? `line ${row}` : `line ${row}, ${column}`;
    terminal.out(`    ${place}: ${reason}${value === undefined ? '' : ` (${JSON.stringify(value)})`}`);
  }
  const hidden = Math.max(rows.length - mostShown, 0) + moreRows;
  if (hidden > 0) terminal.out(`    and ${count(hidden)} more; --json tells ${count(rows.length)} of them`);
}
