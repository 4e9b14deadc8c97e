import {
  asPlinthError,
  type EnvironmentReference,
  PlinthError,
  type RequestContext,
  Rounds,
  systemContext,
  systemContextAt,
  type TenantReference,
  uuidV7,
} from '@plinth/foundation';
import { type RunPorts, runTrigger } from './trigger-run.ts';
import { type ClaimedTrigger, type DueTrigger, TriggerStore } from './trigger-store.ts';

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
  readonly #rounds: Rounds;
  readonly #running = new Map<string, { readonly tenant: string; readonly run: Promise<void> }>();

  constructor(options: TriggerWorkerOptions) {
    this.#options = options;
    this.#ports = { ...options, store: new TriggerStore(options.database), leaseMilliseconds: options.leaseMilliseconds ?? 10_000 };
    const { lookMilliseconds: restMilliseconds = 1000, platform } = options;
    const onFailure = (error: PlinthError) => options.onFailure(error, { tenant: platform.key, application: '', trigger: '' });
    this.#rounds = new Rounds({ look: () => this.#look(), restMilliseconds, onFailure });
  }

  start(): void {
    this.#rounds.start();
  }

  /** Something was published or resumed: it looks at once. */
  wake(): void {
    this.#rounds.wake();
  }

  /** Gives what it hears to others. */
  async close(): Promise<void> {
    await this.#rounds.close();
    await Promise.all([...this.#running.values()].map(({ run }) => run));
  }

  async #look(): Promise<void> {
    const { most = 200, mostOfTenant = 40 } = this.#options;
    if (this.#running.size >= most) return;
    for (const due of await this.#ports.store.due(systemContext(this.#options.platform), most * 2)) {
      const { tenantId, environmentId, application, key } = due;
      const place = JSON.stringify([environmentId, application, key]);
      const ofTenant = [...this.#running.values()].filter(({ tenant }) => tenant === tenantId).length;
      if (this.#running.size >= most || ofTenant >= mostOfTenant || this.#running.has(place) || this.#rounds.signal.aborted) continue;
      const run = this.#hear(due)
        .catch((error: unknown) => this.#report(due, asPlinthError(error)))
        .finally(() => this.#running.delete(place));
      this.#running.set(place, { tenant: tenantId, run });
    }
  }

  async #hear(due: DueTrigger): Promise<void> {
    const { store, leaseMilliseconds } = this.#ports;
    const context = await systemContextAt(due, this.#options.environments);
    if (context === null) return;
    const claimed = await store.claim(context, due.application, due.key, uuidV7(), leaseMilliseconds);
    if (claimed === null) return;
    const end = await runTrigger(this.#ports, { ...context, signal: this.#rounds.signal }, claimed);
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
}
