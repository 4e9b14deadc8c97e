import { type Definition, type DefinitionFiles, readFiles } from '@plinth/app-definition';
import { type Database, statement } from '@plinth/database';
import { testDatabase } from '@plinth/database/testing';
import { decisionCompiler } from '@plinth/decisions';
import { type PlinthError, type RequestContext, systemActor } from '@plinth/foundation';
import { testContext } from '@plinth/foundation/testing';
import { type ApplicationModel, applyMigration, RecordReader, recordStoreMigrations } from '@plinth/record-store';
import { platformTenant, tenancyMigrations } from '@plinth/tenancy';
import type { TaskDeed } from './access/task-keeper.ts';
import { processStoreMigrations } from './migrations.ts';
import { ProcessModels, type RunningRelease } from './model/process-models.ts';
import { publishSchedules } from './schedule/publish-schedules.ts';
import { ProcessStore } from './store/process-store.ts';
import { ProcessWorker, type ProcessWorkerOptions } from './work/process-worker.ts';

/** Processes of one application, on a database of their own, in as many tenants as are asked for. */
export interface TestProcesses {
  readonly database: Database;
  readonly store: ProcessStore;
  /** Plinth itself in the environment of a tenant, from 0. */
  context(tenant?: number): RequestContext;
  /** What was done with tasks. */
  readonly deeds: readonly TaskDeed[];
  /** Work that failed. */
  readonly failures: readonly { readonly code: string; readonly tenant: string }[];
  /** A worker that is started and closed at the end. */
  worker(options?: Partial<ProcessWorkerOptions>): Promise<ProcessWorker>;
  /** Listens for changes of records and for times, as a publication does. */
  schedule(tenant?: number): Promise<void>;
  close(): Promise<void>;
}

const insertTenant = statement(`insert into plinth.tenant (tenant_id, key, name) values ($1, $2, $2)`);

export interface TestProcessesOptions {
  readonly chainLimit?: number;
}

export async function testProcesses(files: DefinitionFiles, tenants = 1, options: TestProcessesOptions = {}): Promise<TestProcesses> {
  const { definition, problems } = readFiles(files);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const { database, close } = await testDatabase({
    migrations: [...tenancyMigrations, ...recordStoreMigrations, ...processStoreMigrations],
  });
  const contexts = Array.from({ length: tenants }, (_, at) =>
    testContext({
      tenant: { id: `00000000-0000-7000-8000-00000000000${at + 1}`, key: `tenant-${at}` },
      environment: { id: `environment00000`.slice(0, 15) + at, key: 'test' },
      actor: systemActor,
    }),
  );
  const models = new Map<string, ApplicationModel>();
  for (const context of contexts) {
    await database.query(context, insertTenant, [context.tenant.id, context.tenant.key]);
    models.set(context.tenant.id, (await applyMigration(context, database, { definition })).model);
  }
  const { decisions } = decisionCompiler().compile(definition);
  const releases = {
    current: async ({ tenant }: RequestContext) => releaseOf(definition, decisions, models.get(tenant.id)),
    definition: async () => definition,
  };
  const deeds: TaskDeed[] = [];
  const tasks = {
    actsFor: async () => [],
    did: async (_context: RequestContext, _transaction: unknown, deed: TaskDeed) => void deeds.push(deed),
    appeared: () => null,
    ended: () => null,
  };
  const store = new ProcessStore({ database, models: new ProcessModels(releases), reader: new RecordReader(database), tasks, ...options });
  const failures: { code: string; tenant: string }[] = [];
  const workers: ProcessWorker[] = [];
  return {
    database,
    store,
    deeds,
    failures,
    context: (tenant = 0) => contexts[tenant] ?? testContext(),
    async schedule(tenant = 0) {
      const context = contexts[tenant] ?? testContext();
      const schema = models.get(context.tenant.id)?.schema ?? '';
      await database.transaction(context, (transaction) => publishSchedules(context, { transaction, schema }, definition));
    },
    async worker(options = {}) {
      const worker = new ProcessWorker({
        database,
        store,
        platform: platformTenant,
        environments: async ({ tenant }) =>
          contexts.flatMap((each) => (each.tenant.id === tenant.id && each.environment !== null ? [each.environment] : [])),
        retentionDays: 365,
        onFailure: ({ code }: PlinthError, { tenant }) => failures.push({ code, tenant }),
        pollMilliseconds: 50,
        ...options,
      });
      workers.push(worker);
      await worker.start();
      return worker;
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
      await close();
    },
  };
}

function releaseOf(definition: Definition, decisions: RunningRelease['decisions'], model: ApplicationModel | undefined): RunningRelease {
  if (model === undefined) throw new Error('nothing is released to this tenant');
  return { version: '1.0.0', definition, model, decisions };
}
