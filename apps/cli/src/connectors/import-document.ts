import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { ImportReport } from '@plinth/connectors';
import { type Session, textOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { readText } from '../processes/read-process.ts';
import type { Terminal } from '../terminal.ts';

/** Makes a connector of a document without a platform, and tells what became of it. */
export async function importDocument(session: Session): Promise<void> {
  const [, format = '', path = ''] = session.positionals;
  const { formats } = await import('@plinth/connectors');
  const load = Object.hasOwn(formats, format) ? formats[format] : undefined;
  if (load === undefined) throw usage(`"${format}" is none of ${Object.keys(formats).join(', ')}.`);
  if (path === '') throw usage('FILE is missing.');
  const asJson = reportsJson(session);
  const file = resolve(session.workingFolder, path);
  const { connector, report } = (await load())(await readText(session, path), (beside) => textBeside(file, beside));
  const out = textOption(session, 'out');
  if (out !== null) await writeFile(resolve(session.workingFolder, out), `${JSON.stringify(connector, null, 2)}\n`);
  if (asJson) session.terminal.out(JSON.stringify(report, null, 2));
  else printReport(session.terminal, report);
}

export function usage(problem: string) {
  return cliErrors.usage({ problem, command: 'connector' });
}

function reportsJson({ terminal, options: { report } }: Session): boolean {
  if (report !== undefined && report !== 'json' && report !== 'text') throw usage(`--report is text or json, not "${String(report)}".`);
  return terminal.json || report === 'json';
}

/** A file by its path from the document's folder, or from one above it, where the imports of .proto files begin; never out of there. */
function textBeside(file: string, path: string): string | null {
  for (let folder = dirname(file), level = 0; level < 8; folder = dirname(folder), level++) {
    const found = join(folder, path);
    if (existsSync(found)) return readFileSync(found, 'utf8');
  }
  return null;
}

const marks = { taken: '✓', changed: '~', 'left out': '✗' } as const;

/** A line for each operation that is worth one, and what there is in all. */
export function printReport(terminal: Terminal, { title, counts, operations, types, notes }: ImportReport): void {
  for (const { name, outcome, as, changes, reason } of operations) {
    const about = [...changes, ...(reason === null ? [] : [reason])].join('; ');
    terminal.out(printable(`${marks[outcome]} ${name}${as === null ? '' : ` → ${as}`}${about === '' ? '' : `: ${about}`}`));
  }
  for (const { name, changes } of types) terminal.out(printable(`~ type ${name}: ${changes.join('; ')}`));
  for (const note of notes) terminal.out(printable(note));
  terminal.out(
    printable(
      `${title}: ${counts.taken} operations taken, ${counts.changed} with changes, ${counts['left out']} left out; ${counts.types} types.`,
    ),
  );
}

/** Names of others may hold anything; nothing of it may steer the terminal. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '�');
}
