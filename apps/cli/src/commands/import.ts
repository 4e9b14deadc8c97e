import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { type ImportReport, startImport } from '@plinth/api-contract';
import { readApplication } from '../application-folder.ts';
import { type Command, type Session, textOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { filesInOrder } from '../import-files.ts';
import type { Terminal } from '../terminal.ts';

/** Problems shown of each file; --json has all that the platform tells. */
const mostShown = 20;

export const importCommand: Command = {
  name: 'import',
  summary: 'Imports CSV files through the imports of the application, those first whose records the others look up.',
  positionals: ['FILE', 'FILES...'],
  options: {
    mapping: { type: 'string', value: 'KEY', description: 'Import of the application; found by the name of the file where absent.' },
    environment: { type: 'string', short: 'e', value: 'KEY', description: 'Environment; development where absent.' },
    preview: { type: 'string', value: 'ROWS', description: 'Look at so many rows of each file and change nothing.' },
    'all-or-nothing': { type: 'boolean', description: 'Keep nothing of a file unless every row is good.' },
    encoding: { type: 'string', value: 'NAME', description: 'Encoding of the files, such as windows-1250; detected where absent.' },
  },
  examples: ['plinth import data/*.asc', 'plinth import clients.csv --mapping clients --preview 20', 'plinth import loans.csv --json'],
  async run(session) {
    const { terminal } = session;
    const { key, definition } = await readApplication(session.folder);
    const files = filesInOrder(definition, session.positionals, textOption(session, 'mapping'));
    const reports: { file: string; mapping: string; report: ImportReport }[] = [];
    for (const { path, mapping } of files) {
      const report = await importFile(session, key, path, mapping);
      reports.push({ file: path, mapping, report });
      if (!terminal.json) printReport(terminal, basename(path), mapping, report);
    }
    terminal.result(reports, () => {});
    const failed = reports.reduce((sum, { report }) => sum + report.failed, 0);
    const total = reports.reduce((sum, { report }) => sum + report.total, 0);
    if (failed > 0) throw cliErrors.importFailed({ failed, total });
  },
};

async function importFile(session: Session, application: string, path: string, mapping: string): Promise<ImportReport> {
  const { terminal, signal } = session;
  const { tenant } = await session.connection();
  const client = await session.client();
  const environment = textOption(session, 'environment') ?? 'development';
  const preview = textOption(session, 'preview');
  const encoding = textOption(session, 'encoding');
  const file = resolve(session.workingFolder, path);
  const input = {
    mapping,
    ...(preview === null ? {} : { preview: wholeNumber(preview) }),
    ...(encoding === null ? {} : { encoding }),
    ...(session.options['all-or-nothing'] === true ? { allOrNothing: true } : {}),
    content: withProgress(terminal, file, await sizeOf(file)),
  };
  const report = await client.call(startImport, { tenant, environment, application }, input, { signal });
  terminal.endProgress();
  return report;
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (found === null || !found.isFile()) throw cliErrors.usage({ problem: `There is no file ${file}.`, command: 'import' });
  return found.size;
}

/** The bytes of a file; how many are on their way is shown meanwhile. */
async function* withProgress(terminal: Terminal, file: string, size: number): AsyncIterable<Uint8Array> {
  let sent = 0;
  for await (const chunk of createReadStream(file)) {
    sent += (chunk as Uint8Array).byteLength;
    terminal.progress(`${basename(file)}, bytes`, sent, size);
    yield chunk as Uint8Array;
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
