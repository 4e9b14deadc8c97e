import { loadRival } from '../rivals/load.ts';

/** Something that takes work in and does it; `take` resolves when all of it is done. */
export interface RivalSide {
  take(count: number): Promise<void>;
  /** Takes one in and resolves when it is done. */
  one(): Promise<void>;
  close(): Promise<void>;
}

interface Graphile {
  run(options: object): Promise<{ stop(): Promise<void>; addJob(name: string, payload: object): Promise<unknown> }>;
  makeWorkerUtils(options: object): Promise<{
    addJobs(jobs: readonly object[]): Promise<unknown>;
    migrate(): Promise<void>;
    release(): Promise<void>;
  }>;
}

/** Bare jobs, ten at once: a job that does nothing, done at least once. `batched` is what its documentation calls its best. */
export async function startGraphile(url: string, { batched }: { readonly batched: boolean }): Promise<RivalSide> {
  const { run, makeWorkerUtils } = (await loadRival('graphile-worker')) as Graphile;
  const quiet = { debug() {}, info() {}, warn() {}, error: console.error };
  const { Logger } = (await loadRival('graphile-worker')) as unknown as { Logger: new (factory: () => unknown) => unknown };
  const logger = new Logger(() => (level: string, message: string) => {
    if (level === 'error') quiet.error(message);
  });
  let left = 0;
  let finish = () => {};
  const single = new Map<number, () => void>();
  let last = 0;
  const taskList = {
    step: async ({ number }: { readonly number?: number }) => {
      if (number !== undefined) {
        single.get(number)?.();
        single.delete(number);
      } else if (--left === 0) finish();
    },
  };
  const best = { localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 };
  const worker = { connectionString: url, concurrentJobs: 10, maxPoolSize: 10, logger, ...(batched ? best : {}) };
  const runner = await run({ connectionString: url, concurrency: 10, noHandleSignals: true, logger, taskList, preset: { worker } });
  const utils = await makeWorkerUtils({ connectionString: url, logger });
  return {
    async take(count) {
      left = count;
      const done = new Promise<void>((resolve) => {
        finish = resolve;
      });
      for (let taken = 0; taken < count; taken += 1000)
        await utils.addJobs(Array.from({ length: Math.min(1000, count - taken) }, () => ({ identifier: 'step', payload: {} })));
      await done;
    },
    // What its completion costs comes after it is told here.
    async one() {
      const number = ++last;
      const done = new Promise<void>((resolve) => single.set(number, resolve));
      await runner.addJob('step', { number });
      await done;
    },
    async close() {
      await runner.stop();
      await utils.release();
    },
  };
}

interface Dbos {
  readonly DBOS: {
    setConfig(config: object): void;
    launch(): Promise<void>;
    shutdown(): Promise<void>;
    registerWorkflow<Given extends unknown[], Result>(
      work: (...given: Given) => Promise<Result>,
      config: object,
    ): (...given: Given) => Promise<Result>;
    runStep<Result>(step: () => Promise<Result>, config: object): Promise<Result>;
  };
}

/** Workflows of three steps, each with its checkpoint, twenty at once. */
export async function startDbos(url: string): Promise<RivalSide> {
  const { DBOS } = (await loadRival('@dbos-inc/dbos-sdk')) as Dbos;
  DBOS.setConfig({ name: 'steps', systemDatabaseUrl: url, logLevel: 'error', runAdminServer: false });
  const workflow = DBOS.registerWorkflow(
    async (from: number) => {
      let n = from;
      for (const name of ['a', 'b', 'c']) {
        const before = n;
        n = await DBOS.runStep(async () => before + 1, { name });
      }
      return n;
    },
    { name: 'steps' },
  );
  await DBOS.launch();
  return {
    async take(count) {
      let next = 0;
      const one = async () => {
        while (next < count) await workflow(next++);
      };
      await Promise.all(Array.from({ length: 20 }, one));
    },
    one: async () => void (await workflow(0)),
    close: () => DBOS.shutdown(),
  };
}
