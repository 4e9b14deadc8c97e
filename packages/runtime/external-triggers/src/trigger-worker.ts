import { Pause } from '@plinth/event-bus';
import {
  asPlinthError,
  type EnvironmentReference,
  PlinthError,
  type RequestContext,
  systemActor,
  type TenantReference,
  traceId,
  uuidV7,
} from '@plinth/foundation';
import { type RunPorts, runTrigger } from './trigger-run.ts';
import { type ClaimedTrigger, type DueTrigger, TriggerStore, within } from './trigger-store.ts';

export interface TriggerWorkerOptions extends Omit<RunPorts, 'store' | 'leaseMilliseconds'> {
  /** The platform itself, which may see what is due. */
  readonly platform: TenantReference;
  readonly environments: (context: RequestContext) => Promise<readonly EnvironmentReference[]>;
  readonly onFailure: (
    error: PlinthError,
    what: { readonly tenant: string; readonly application: string; readonly trigger: string },
  ) => void;
  /** For how long a claim stands without its server; 10 s where absent. */
  readonly leaseMilliseconds?: number;
  /** How often it looks for what is due; 1 s where absent. */
  readonly lookMilliseconds?: number;
  /** The first wait after a failure, each twice as long as the one before; 1 s where absent. */
  readonly retryMilliseconds?: number;
  /** How many one server hears at once, and how many of a tenant: 200 and 40 where absent. */
  readonly most?: number;
  readonly mostOfTenant?: number;
}

const longestRetryMilliseconds = 300_000;

/** Hears the triggers of all applications; any number of these share the work, each trigger being heard by one. */
export class TriggerWorker {
  readonly #options: TriggerWorkerOptions;
  readonly #ports: RunPorts;
  readonly #stopping = new AbortController();
  readonly #pause = new Pause();
  readonly #running = new Map<string, { readonly tenant: string; readonly run: Promise<void> }>();
  #work: Promise<void> = Promise.resolve();

  constructor(options: TriggerWorkerOptions) {
    this.#options = options;
    this.#ports = { ...options, store: new TriggerStore(options.database), leaseMilliseconds: options.leaseMilliseconds ?? 10_000 };
  }

  start(): void {
    this.#work = this.#run();
  }

  /** Something was published or resumed: it looks at once. */
  wake(): void {
    this.#pause.end();
  }

  /** Gives what it hears to others. */
  async close(): Promise<void> {
    this.#stopping.abort();
    this.#pause.end();
    await this.#work;
    await Promise.all([...this.#running.values()].map(({ run }) => run));
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    const { lookMilliseconds = 1000, onFailure, platform } = this.#options;
    while (!signal.aborted) {
      try {
        await this.#look();
      } catch (error) {
        if (!signal.aborted) onFailure(asPlinthError(error), { tenant: platform.key, application: '', trigger: '' });
      }
      await this.#pause.rest(lookMilliseconds, signal);
    }
  }

  async #look(): Promise<void> {
    const { most = 200, mostOfTenant = 40 } = this.#options;
    if (this.#running.size >= most) return;
    for (const due of await this.#ports.store.due(this.#context(), most * 2)) {
      const { tenantId, environmentId, application, key } = due;
      const place = JSON.stringify([environmentId, application, key]);
      const ofTenant = [...this.#running.values()].filter(({ tenant }) => tenant === tenantId).length;
      if (this.#running.size >= most || ofTenant >= mostOfTenant || this.#running.has(place) || this.#stopping.signal.aborted) continue;
      const run = this.#hear(due)
        .catch((error: unknown) => this.#report(due, asPlinthError(error)))
        .finally(() => this.#running.delete(place));
      this.#running.set(place, { tenant: tenantId, run });
    }
  }

  async #hear(due: DueTrigger): Promise<void> {
    const { store, leaseMilliseconds } = this.#ports;
    const tenant = { id: due.tenantId, key: due.tenantKey };
    const environments = await this.#options.environments({ ...this.#context(), tenant });
    const environment = environments.find(({ id }) => id === due.environmentId);
    if (environment === undefined) return;
    const context = within(this.#context(), tenant, environment);
    const claimed = await store.claim(context, due.application, due.key, uuidV7(), leaseMilliseconds);
    if (claimed === null) return;
    const end = await runTrigger(this.#ports, { ...context, signal: this.#stopping.signal }, claimed);
    if (end instanceof PlinthError) {
      this.#report(due, end);
      return store.fail(context, claimed, end, this.#waitAfter(claimed));
    }
    if (end === 'done') return store.finish(context, claimed);
    if (end !== 'lost') await store.release(context, claimed);
    if (end === 'changed') this.wake();
  }

  /** Not all at the same moment: the system that comes back has to serve them one by one. */
  #waitAfter({ failures }: ClaimedTrigger): number {
    const { retryMilliseconds = 1000 } = this.#options;
    return Math.min(longestRetryMilliseconds, retryMilliseconds * 2 ** Math.min(failures, 20)) * (0.5 + Math.random() / 2);
  }

  #report({ tenantKey: tenant, application, key: trigger }: DueTrigger, error: PlinthError): void {
    this.#options.onFailure(error, { tenant, application, trigger });
  }

  #context(): RequestContext {
    const signal = new AbortController().signal;
    return { tenant: this.#options.platform, environment: null, actor: systemActor, trace: traceId(), locale: 'en', signal };
  }
}
