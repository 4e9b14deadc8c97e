import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  assignRole,
  createApplication,
  listMembers,
  mostSecondsToWait,
  type Operation,
  type OperationContract,
  publishRelease,
  pushDefinition,
  startImport,
} from '@plinth/api-contract';
import { type EnvironmentReference, type RequestContext, systemContext, type TenantReference } from '@plinth/foundation';
import type { Static } from 'typebox';

/** Where the examples lie. */
export const examplesFolder = join(import.meta.dirname, '..', '..', '..', 'examples');

/** An example application that a new platform begins with. */
interface Example {
  readonly key: string;
  readonly label: string;
  /** Role that the first administrator gets in it, where the members do not hold one anyway. */
  readonly role?: string;
}

const examples: readonly Example[] = [
  { key: 'bank', label: 'Bank', role: 'manager' },
  { key: 'todomvc', label: 'Todos' },
  { key: 'seven-guis', label: 'Seven GUIs' },
];

export interface ExampleHost {
  readonly operations: readonly Operation[];
  readonly environments: (context: RequestContext) => Promise<readonly EnvironmentReference[]>;
}

/** Makes the example applications in a tenant by the same operations that anybody uses, and publishes them to production. */
export async function installExamples(host: ExampleHost, tenant: TenantReference): Promise<void> {
  const context = systemContext(tenant);
  const environment = (await host.environments(context)).find(({ key }) => key === 'production') ?? null;
  const [administrator] = (await callHere(host, listMembers, context, '', {})).items;
  for (const { key, label, role } of examples) {
    await callHere(host, createApplication, context, '', { key, type: 'application', label });
    await callHere(host, pushDefinition, context, key, {
      files: await readApplication(key),
      intent: 'The example as it comes with Plinth',
    });
    const within = { ...context, environment };
    const { status, problem } = await callHere(host, publishRelease, within, key, { version: '1.0.0', wait: mostSecondsToWait });
    if (status !== 'succeeded') throw new Error(`The example ${key} was not published: ${JSON.stringify(problem ?? status)}`);
    for (const [mapping, text] of await readSamples(key)) {
      const { result, problem } = await callHere(host, startImport, within, key, {
        mapping,
        content: bytesOf(text),
        wait: mostSecondsToWait,
      });
      if (result === null || result.failed > 0)
        throw new Error(`The sample ${mapping} was not imported: ${JSON.stringify(problem ?? result?.rows[0])}`);
    }
    if (administrator !== undefined && role !== undefined)
      await callHere(host, assignRole, context, '', { applicationKey: key, roleKey: role, memberId: administrator.id });
  }
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** Calls an operation in this process as it would be called over HTTP. */
export async function callHere<Contract extends OperationContract>(
  host: ExampleHost,
  contract: Contract,
  context: RequestContext,
  application: string,
  input: Static<Contract['input']>,
): Promise<Static<Contract['output']>> {
  const found = host.operations.find((operation) => operation.contract.id === contract.id);
  if (found === undefined) throw new Error(`There is no operation ${contract.id}.`);
  return (await found.handle(context, input as never, { application })) as Static<Contract['output']>;
}

type Sample = readonly [mapping: string, text: string];

/**
 * Mapping and text of each import of an example, in order: what its `samples.ts` makes, or its CSV files, each called like its
 * mapping. An example is a folder of files; nothing of it is part of the server.
 */
async function readSamples(key: string): Promise<readonly Sample[]> {
  const folder = join(examplesFolder, key, 'sample-data');
  const names = existsSync(folder) ? await readdir(folder) : [];
  if (names.includes('samples.ts')) {
    const module = (await import(pathToFileURL(join(folder, 'samples.ts')).href)) as { samples(): readonly Sample[] };
    return module.samples();
  }
  const files = names.filter((name) => name.endsWith('.csv')).sort();
  return Promise.all(
    files.map(async (name): Promise<Sample> => [name.slice(0, -'.csv'.length), await readFile(join(folder, name), 'utf8')]),
  );
}

/** The YAML files of an example by their paths. */
export async function readApplication(key: string): Promise<Record<string, string>> {
  const folder = join(examplesFolder, key);
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => name.endsWith('.yaml'));
  return Object.fromEntries(
    await Promise.all(files.map(async (name) => [name.split(sep).join('/'), await readFile(join(folder, name), 'utf8')])),
  );
}
