import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  appOf,
  type DefinitionFiles,
  type FileProblem,
  type ReadFilesResult,
  readFiles,
  type ValidationPorts,
} from '@plinth/app-definition';
import { cliErrors } from './errors.ts';

const yamlFile = /\.ya?ml$/;

/** The files of a folder that may describe an application: YAML in it and one level below. Empty where there is no folder. */
export async function readFolder(folder: string): Promise<DefinitionFiles> {
  const paths: string[] = [];
  for (const entry of await entriesOf(folder)) {
    if (entry.isFile() && yamlFile.test(entry.name)) paths.push(entry.name);
    if (!entry.isDirectory() || entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    for (const inner of await entriesOf(join(folder, entry.name))) {
      if (inner.isFile() && yamlFile.test(inner.name)) paths.push(`${entry.name}/${inner.name}`);
    }
  }
  const read = paths.sort().map(async (path) => [path, await readFile(join(folder, path), 'utf8')] as const);
  return Object.fromEntries(await Promise.all(read));
}

async function entriesOf(folder: string) {
  return readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
}

/** An application as its folder has it. */
export interface LocalApplication extends ReadFilesResult {
  readonly files: DefinitionFiles;
  readonly key: string;
  readonly type: 'application' | 'module';
  readonly label: string;
}

/** Reads the application of a folder. Throws `cli.not-an-application`, and `cli.invalid-definition` with every problem. */
export async function readApplication(folder: string, ports: ValidationPorts = {}): Promise<LocalApplication> {
  const files = await readFolder(folder);
  if (!Object.hasOwn(files, 'plinth.yaml')) throw cliErrors.notAnApplication({ folder });
  const result = readFiles(files, ports);
  const { problems } = result;
  const app = appOf(result.definition);
  if (problems.length > 0 || app === null) {
    throw cliErrors.invalidDefinition({ count: problems.length }, { details: { violations: problems.map(violationOf) } });
  }
  return { ...result, files, key: app.key, type: app.type, label: app.label };
}

/** A problem with its place as editors and terminals link it: `pages/loans.yaml:12:5`. */
function violationOf({ file, line, column, message, hint }: FileProblem) {
  return { path: `${file}:${line}:${column}`, message, ...(hint === undefined ? {} : { hint }) };
}

export interface FolderChanges {
  readonly written: readonly string[];
  readonly removed: readonly string[];
}

/** Makes a folder's files what is wanted; files that already are stay untouched. */
export async function writeFolder(folder: string, wanted: DefinitionFiles, before: DefinitionFiles): Promise<FolderChanges> {
  const written = Object.keys(wanted).filter((path) => wanted[path] !== before[path]);
  const removed = Object.keys(before).filter((path) => !Object.hasOwn(wanted, path));
  for (const path of written) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), wanted[path] ?? '');
  }
  for (const path of removed) await rm(join(folder, path));
  return { written, removed };
}
