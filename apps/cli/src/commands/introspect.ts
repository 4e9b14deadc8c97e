import { Socket } from 'node:net';
import { basename, resolve } from 'node:path';
import {
  type DefinitionFiles,
  labelFromKey,
  type MergedDefinition,
  mergeWithEdited,
  readFiles,
  validateDefinition,
  writeFiles,
} from '@plinth/app-definition';
import type { readCatalog } from '@plinth/database';
import type { IntrospectionReport, ObjectReport, PartReport } from '@plinth/introspection';
import { readApplication, readFolder, writeFolder } from '../application-folder.ts';
import { builtInPorts } from '../built-in-ports.ts';
import { type Command, type Session, textOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import type { Terminal } from '../terminal.ts';

/** Holds the address where none is given: other people on the machine see the words of a command. */
const addressVariable = 'PLINTH_SOURCE_URL';

export const introspect: Command = {
  name: 'introspect',
  summary: 'Makes an application of a database that exists, which it only reads: postgres or mariadb.',
  positionals: ['KIND', 'ADDRESS?'],
  options: {
    out: { type: 'string', value: 'FOLDER', description: 'Folder of the application; what people made in it stays.' },
    schema: {
      type: 'string',
      value: 'NAME',
      multiple: true,
      description: "Schema to read, several times if need be; all but PostgreSQL's own where absent.",
    },
    key: { type: 'string', value: 'KEY', description: 'Key of a new application; made of the folder where absent.' },
    attach: {
      type: 'string',
      value: 'CONNECTION',
      description: 'Read the records where they are, through this connection of the environment.',
    },
    writable: {
      type: 'boolean',
      description: 'With --attach: the connection lets records be changed, so that roles and pages may offer it.',
    },
    report: { type: 'string', value: 'text|json', description: 'How to tell what became of each table and column.' },
    timeout: { type: 'string', value: 'SECONDS', description: 'How long one statement may take; 30 where absent.' },
  },
  examples: [
    'plinth introspect postgres postgres://reader@db.example.com/shop --out shop',
    'plinth introspect mariadb mariadb://reader:secret@db.example.com/shop --out shop --attach shop',
    `${addressVariable}=postgres://… plinth introspect postgres --out shop --schema sales --report json`,
  ],
  async run(session) {
    const address = addressOf(session);
    const folder = textOption(session, 'out');
    if (folder === null) throw cliErrors.usage({ problem: '--out is missing.', command: 'introspect' });
    const format = reportFormat(session);
    const outcome = await introspectInto(session, address, resolve(session.workingFolder, folder));
    if (format === 'json') session.terminal.out(JSON.stringify(outcome, null, 2));
    else printOutcome(session.terminal, outcome);
  },
};

function addressOf(session: Session): string {
  const [kind, given] = session.positionals;
  if (kind !== 'postgres' && kind !== 'mariadb')
    throw cliErrors.usage({ problem: `"${kind}" cannot be read; there are: postgres, mariadb.`, command: 'introspect' });
  const address = given ?? session.environment[addressVariable];
  if (address === undefined || address === '')
    throw cliErrors.usage({ problem: `ADDRESS is missing, and ${addressVariable} is not set.`, command: 'introspect' });
  return address;
}

function reportFormat(session: Session): 'json' | 'text' {
  const format = textOption(session, 'report') ?? (session.terminal.json ? 'json' : 'text');
  if (format !== 'json' && format !== 'text')
    throw cliErrors.usage({ problem: `--report is text or json, not "${format}".`, command: 'introspect' });
  return session.terminal.json ? 'json' : format;
}

function timeoutOf(session: Session): { readonly statementTimeoutMilliseconds?: number } {
  const text = textOption(session, 'timeout');
  if (text === null) return {};
  const seconds = Number(text);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > 86_400)
    throw cliErrors.usage({ problem: `--timeout takes whole seconds, at most a day, not "${text}".`, command: 'introspect' });
  return { statementTimeoutMilliseconds: seconds * 1000 };
}

/** What the command tells: the report of the database, and what of it is new in the folder. */
interface IntrospectOutcome extends IntrospectionReport {
  readonly folder: string;
  readonly application: string;
  readonly written: readonly string[];
  /** Of a folder that was there: ids of what is new, what does not fit, and where the database says something else. */
  readonly merged: Omit<MergedDefinition, 'definition'> | null;
}

async function introspectInto(session: Session, address: string, folder: string): Promise<IntrospectOutcome> {
  const [readTables, { introspectedApplication }, ports] = await Promise.all([
    catalogReader(session.positionals[0] === 'mariadb'),
    import('@plinth/introspection'),
    builtInPorts(),
  ]);
  const before = await readFolder(folder);
  const edited = Object.hasOwn(before, 'plinth.yaml') ? await readApplication(folder, ports) : null;
  if (edited === null && holdsDefinition(before)) throw cliErrors.folderNotEmpty({ folder });
  const { schema: schemas } = session.options;
  const catalog = await readTables(address, {
    ...(Array.isArray(schemas) ? { schemas: schemas as readonly string[] } : {}),
    ...timeoutOf(session),
    signal: session.signal,
  });
  const name = edited ?? nameOf(textOption(session, 'key') ?? keyOf(basename(folder)));
  const { definition: introspected, report } = introspectedApplication(catalog, {
    key: name.key,
    label: name.label,
    connection: connectionOf(session),
    writable: session.options.writable === true,
  });
  const merged = edited === null ? null : mergeWithEdited(edited.definition, introspected, ports);
  const definition = merged?.definition ?? introspected;
  const [problem] = validateDefinition(definition, ports);
  if (problem !== undefined) throw cliErrors.introspectedWrongly({ problem: `${problem.path} ${problem.message}` });
  const { written } = await writeFolder(folder, writeFiles(definition, before), before);
  const { added = [], refused = [], differences = [] } = merged ?? {};
  return { ...report, folder, application: name.key, written, merged: merged === null ? null : { added, refused, differences } };
}

/** Reads what a database has; whoever types its address may mean one of this machine. */
async function catalogReader(isMariadb: boolean): Promise<typeof readCatalog> {
  if (!isMariadb) return (await import('@plinth/database')).readCatalog;
  const { readMariadbCatalog } = await import('@plinth/mariadb');
  return (there, { signal = new AbortController().signal, ...options } = {}) =>
    readMariadbCatalog(there, { ...options, signal, socket: () => new Socket() });
}

function connectionOf(session: Session): string | undefined {
  const connection = textOption(session, 'attach') ?? undefined;
  if (connection === undefined || /^[a-z][A-Za-z0-9_]{0,62}$/.test(connection)) return connection;
  throw cliErrors.usage({ problem: `"${connection}" is no key of a connection: letters, digits and _.`, command: 'introspect' });
}

/** Whether something of an application is there without the file that makes it one. */
function holdsDefinition(files: DefinitionFiles): boolean {
  return readFiles(files).definition.records.size > 0;
}

function keyOf(folder: string): string {
  const key = folder
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 40);
  return key === '' ? 'database' : key;
}

function nameOf(key: string): { readonly key: string; readonly label: string } {
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(key)) {
    const problem = `"${key}" is no key of an application: small letters, digits and -, beginning with a letter, at most 40.`;
    throw cliErrors.usage({ problem, command: 'introspect' });
  }
  return { key, label: labelFromKey(key) };
}

function printOutcome(terminal: Terminal, outcome: IntrospectOutcome): void {
  for (const object of outcome.objects) printObject(terminal, object);
  const { merged, folder, written, counts, others } = outcome;
  for (const [kind, all] of Map.groupBy(others, (each) => each.kind))
    terminal.out(`✗ ${kind}: ${printable(all.map(({ name }) => name).join(', '))}: ${all[0]?.reason ?? ''}`);
  for (const { record, property } of merged?.differences ?? []) terminal.out(`~ ${record}: ${property} stays as the application has it`);
  for (const { record, reason } of merged?.refused ?? []) terminal.out(`✗ ${record} is not added: ${reason}`);
  const { objects, columns } = counts;
  const say = (count: (typeof counts)['objects']) => `${count.taken} taken, ${count.changed} with changes, ${count['left out']} left out`;
  terminal.out(`Tables and views: ${say(objects)}. Columns: ${say(columns)}.`);
  terminal.out(`${written.length} files written in ${folder}. Nobody holds its roles yet: give them with plinth users roles.`);
}

const marks = { taken: '✓', changed: '~', 'left out': '✗' } as const;

function printObject(terminal: Terminal, object: ObjectReport): void {
  const print = (indent: string, part: Pick<PartReport, 'name' | 'outcome' | 'as' | 'changes' | 'reason'>) => {
    const about = [...part.changes, ...(part.reason === null ? [] : [part.reason])].join('; ');
    const as = part.as === null || part.as === part.name ? '' : ` → ${part.as}`;
    terminal.out(`${indent}${marks[part.outcome]} ${printable(part.name)}${as}${about === '' ? '' : `: ${printable(about)}`}`);
  };
  print('', { ...object, name: `${object.schema}.${object.name}` });
  for (const part of [...object.columns, ...object.constraints, ...object.indexes]) if (part.outcome !== 'taken') print('    ', part);
}

/** Names of a database may hold anything; nothing of it may steer the terminal. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '�');
}
