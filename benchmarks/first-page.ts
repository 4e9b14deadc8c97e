import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  assignRole,
  type Client,
  createApplication,
  createClient,
  createToken,
  getPage,
  publish,
  pushDefinition,
  readSession,
  signIn,
} from '@plinth/api-contract';
import { createAppHost } from '@plinth/app-host';
import { createRepository } from '@plinth/app-repository';
import { openDatabase } from '@plinth/database';
import { type RequestContext, systemActor, traceId } from '@plinth/foundation';
import { LongOperations } from '@plinth/long-operations';
import { diskStorage } from '@plinth/object-storage';
import { compose } from '@plinth/server';
import { readConfiguration } from '@plinth/server/configuration';
import { migrations } from '@plinth/server/migrations';
import { createTenancy } from '@plinth/tenancy';
import { figures, keepResult } from './measurement.ts';

/**
 * The first page of an application that this server has not served before, and every page after it; and what an
 * application costs that nobody uses, where plans are kept in a cache bounded by bytes.
 */
const { values: options } = parseArgs({
  options: { applications: { type: 'string', default: '200' }, entities: { type: 'string', default: '10' } },
});
const [applications, entities] = [Number(options.applications), Number(options.entities)];
const banks = 20;
const administrator = { email: 'admin@plinth.example', password: 'measured, not guessed' };
const tenant = { tenant: 'main' };

const folder = mkdtempSync(join(tmpdir(), 'plinth-first-page-'));
const settings = {
  PLINTH_DATA: folder,
  PLINTH_PORT: '0',
  PLINTH_EXAMPLES: 'false',
  PLINTH_LOG_LEVEL: 'error',
  PLINTH_ADMINISTRATOR_EMAIL: administrator.email,
  PLINTH_ADMINISTRATOR_PASSWORD: administrator.password,
};
try {
  const bank = bankFiles();
  let token = '';
  await withPlatform(async (client, made) => {
    token = made;
    const { member } = await client.call(readSession, tenant, {});
    for (let n = 0; n < banks; n++) {
      const applicationKey = `bank${n}`;
      await install(client, applicationKey, { ...bank, 'plinth.yaml': renamed(bank['plinth.yaml'] ?? '', applicationKey) });
      await client.call(assignRole, tenant, { applicationKey, roleKey: 'manager', memberId: member?.id ?? '' });
    }
    for (let n = 0; n < applications; n++) await install(client, `small${n}`, smallApplication(`small${n}`));
  });
  const { cold, warm } = await pages(token);
  const { idle, released } = await idleMemory();
  keepResult(
    'first-page',
    [
      {
        name: 'first page of a bank that this server has not served before',
        value: figures(cold).median,
        goal: 20,
        better: 'lower',
        unit: 'ms',
      },
      { name: 'the page once more', value: figures(warm).median, goal: 2, better: 'lower', unit: 'ms' },
      { name: 'memory of an application that is released and not used', value: idle / 1024, goal: 10, better: 'lower', unit: 'kB' },
    ],
    {
      setting: { what: 'time of the whole request over loopback', banks, applications, entitiesOfEach: entities, released },
      coldMilliseconds: figures(cold),
      warmMilliseconds: figures(warm),
    },
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function withPlatform(work: (client: Client, token: string) => Promise<void>): Promise<void> {
  const platform = await compose(readConfiguration(settings));
  try {
    const address = await platform.listen();
    const csrf = { 'x-plinth-csrf': '1' };
    const response = await createClient({ address, fetch, headers: csrf }).fetch(signIn, tenant, administrator);
    const cookie = response.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
    const { token } = await createClient({ address, fetch, headers: { ...csrf, cookie } }).call(createToken, tenant, {
      name: 'benchmark',
      scopes: ['*'],
    });
    await work(createClient({ address, fetch, headers: { authorization: `Bearer ${token}` } }), token);
  } finally {
    await platform.close();
  }
}

async function install(client: Client, application: string, files: Readonly<Record<string, string>>): Promise<void> {
  await client.call(createApplication, tenant, { key: application, type: 'application', label: application });
  const target = { ...tenant, environment: 'development', application };
  await client.call(pushDefinition, target, { files });
  await publish(client, target, { version: '1.0.0' });
}

/** A server that has just started: what it has compiled are the pages of other applications. */
async function pages(token: string): Promise<{ cold: number[]; warm: number[] }> {
  const platform = await compose(readConfiguration(settings));
  try {
    const address = await platform.listen();
    const client = createClient({ address, fetch, headers: { authorization: `Bearer ${token}` } });
    const timed = async (application: string) => {
      const started = performance.now();
      await client.call(getPage, { ...tenant, environment: 'development', application }, { page: 'dashboard' });
      return performance.now() - started;
    };
    // The code is warm as on any server that runs; the application is not.
    for (let n = 0; n < banks / 2; n++) await timed(`bank${n}`);
    const cold: number[] = [];
    const warm: number[] = [];
    for (let n = banks / 2; n < banks; n++) {
      cold.push(await timed(`bank${n}`));
      for (let again = 0; again < 20; again++) warm.push(await timed(`bank${n}`));
    }
    return { cold, warm };
  } finally {
    await platform.close();
  }
}

/** What stays of each application after it was served once, with room for no plan at all. */
async function idleMemory(): Promise<{ idle: number; released: number }> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const database = await openDatabase({ folder: join(folder, 'database') }, { migrations });
  try {
    const tenancy = createTenancy({ database, onAuditFailure: console.error });
    const anywhere: RequestContext = {
      tenant: await tenancy.tenant('main'),
      environment: null,
      actor: systemActor,
      trace: traceId(),
      locale: 'en',
      signal: new AbortController().signal,
    };
    const environment = (await tenancy.environments(anywhere)).find(({ key }) => key === 'development') ?? null;
    const context = { ...anywhere, environment };
    const nothing = { versions: {}, problems: [] };
    const repository = createRepository({
      database,
      components: { componentIds: async () => new Set(), resolve: async () => nothing },
      migration: { planMigration: async () => ({ steps: [], warnings: [], replays: [] }), applyMigration: async () => {} },
      longOperations: new LongOperations({ database, storage: await diskStorage(join(folder, 'files')), authorize: () => {} }),
    });
    const host = createAppHost({ database, repository, environments: async () => [], planBytes: 1 });
    const used = async () => {
      for (let n = 0; n < 5; n++) {
        collect();
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return process.memoryUsage().heapUsed;
    };
    const half = Math.floor(applications / 2);
    // The first half fills what there is one of: compiled code, prepared statements, the pool.
    for (let n = 0; n < half; n++) await host.find(context, `small${n}`);
    const before = await used();
    for (let n = half; n < applications; n++) await host.find(context, `small${n}`);
    const idle = ((await used()) - before) / (applications - half);
    return { idle, released: applications * entities };
  } finally {
    await database.close();
  }
}

function bankFiles(): Record<string, string> {
  const root = join(import.meta.dirname, '..', 'examples', 'bank');
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(root, name), 'utf8')]));
}

function renamed(file: string, key: string): string {
  return file.replace(/^key: .*$/m, `key: ${key}`);
}

function smallApplication(key: string): Record<string, string> {
  const fields = Array.from({ length: 8 }, (_, n) => `  f${n}: text\n`).join('');
  return {
    'plinth.yaml': `format: 1\nkey: ${key}\ntype: application\nlabel: ${key}\n`,
    ...Object.fromEntries(Array.from({ length: entities }, (_, n) => [`entities/e${n}.yaml`, `label: E${n}\nfields:\n${fields}`])),
    'pages/home.yaml': `label: Home\npath: ''\ncomponents:\n  - ui.heading: ${key}\n`,
  };
}
