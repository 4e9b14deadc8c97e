import type { Repository } from '@plinth/app-repository';
import { type Clock, inSpan, type RequestContext } from '@plinth/foundation';
import type { ApplicationModel, ComputedValues } from '@plinth/record-store';
import { LRUCache } from 'lru-cache';
import { type ApplicationPlan, planApplication } from './application-plan.ts';
import { computedValues } from './decisions/computed-values.ts';
import type { DecisionCompiler } from './decisions/decision-compiler.ts';
import { hostErrors } from './errors.ts';
import { LiveSettings, type SettingSource } from './live-settings.ts';

export interface CacheOptions {
  readonly repository: Repository;
  readonly clock: Clock;
  /** The model of a version's definition with the physical names of the environment. */
  readonly loadModel: (
    context: RequestContext,
    content: Awaited<ReturnType<Repository['versionContent']>>,
    computedValues: ComputedValues | undefined,
  ) => Promise<ApplicationModel>;
  readonly decisions: DecisionCompiler | undefined;
  /** Without it, settings have their defaults. */
  readonly settings: SettingSource | undefined;
  /** Bytes that all plans may take together. */
  readonly bytes: number;
}

interface Pointer {
  readonly signature: string;
  readonly version: string;
  readonly checkedAt: number;
}

/** How old the knowledge of what is released may be; a publication on this server is known at once. */
const freshMilliseconds = 2000;
const mostPointers = 50_000;

/**
 * Which release runs, and its plan. What is released is asked for again in the background while the known plan goes on being
 * served; plans are made once per signature and environment.
 */
export class ApplicationCache {
  readonly #options: CacheOptions;
  readonly #pointers = new LRUCache<string, Pointer>({ max: mostPointers });
  readonly #plans: LRUCache<string, ApplicationPlan>;
  readonly #loading = new Map<string, Promise<ApplicationPlan>>();
  readonly #settings: LiveSettings | null;

  constructor(options: CacheOptions) {
    this.#options = options;
    this.#plans = new LRUCache({ maxSize: options.bytes, sizeCalculation: (plan) => plan.size });
    this.#settings = options.settings === undefined ? null : new LiveSettings(options.settings, options.clock);
  }

  /** The plan of what runs in the context's environment; throws `application.not-released`. */
  find(context: RequestContext, applicationKey: string): ApplicationPlan | Promise<ApplicationPlan> {
    return inSpan(context, 'host.find', (within) => this.#withSettings(within, this.#find(within, applicationKey)));
  }

  #find(context: RequestContext, applicationKey: string): ApplicationPlan | Promise<ApplicationPlan> {
    const key = `${context.environment?.id ?? ''} ${applicationKey}`;
    const pointer = this.#pointers.get(key);
    const plan = pointer === undefined ? undefined : this.#plans.get(`${context.environment?.id} ${pointer.signature}`);
    if (pointer === undefined || plan === undefined) return this.#load(context, applicationKey, key);
    if (this.#options.clock.now() - pointer.checkedAt > freshMilliseconds && !this.#loading.has(key)) {
      // Somebody else's request pays for asking again; until it is answered the known plan is right.
      this.#load({ ...context, spans: undefined, signal: new AbortController().signal }, applicationKey, key).catch(() =>
        this.#pointers.delete(key),
      );
    }
    return plan;
  }

  #withSettings(context: RequestContext, found: ApplicationPlan | Promise<ApplicationPlan>): ApplicationPlan | Promise<ApplicationPlan> {
    if (this.#settings === null) return found;
    if (found instanceof Promise) return found.then((plan) => this.#withSettings(context, plan));
    const waiting = this.#settings.freshen(context, found.model);
    return waiting === undefined ? found : waiting.then(() => found);
  }

  /** Asks for the settings anew before they are read the next time. */
  settingsChanged(environmentId: string, applicationKey: string): void {
    const pointer = this.#pointers.get(`${environmentId} ${applicationKey}`);
    const plan = pointer === undefined ? undefined : this.#plans.get(`${environmentId} ${pointer.signature}`);
    if (plan !== undefined) this.#settings?.changed(plan.model);
  }

  /** Plans at hand, and the bytes they take. */
  usage(): { readonly plans: number; readonly bytes: number } {
    return { plans: this.#plans.size, bytes: this.#plans.calculatedSize };
  }

  /** Forgets what runs, after a publication. */
  released(environmentId: string, applicationKey: string): void {
    this.#pointers.delete(`${environmentId} ${applicationKey}`);
  }

  #load(context: RequestContext, applicationKey: string, key: string): Promise<ApplicationPlan> {
    const running = this.#loading.get(key);
    if (running !== undefined) return running;
    const loading = this.#read(context, applicationKey, key).finally(() => this.#loading.delete(key));
    this.#loading.set(key, loading);
    return loading;
  }

  async #read(context: RequestContext, applicationKey: string, key: string): Promise<ApplicationPlan> {
    const { repository, clock } = this.#options;
    if (context.environment === null) throw hostErrors.notReleased({ application: applicationKey });
    const checkedAt = clock.now();
    const [release] = await repository.currentReleases(context, applicationKey);
    if (release === undefined || release.type !== 'application') throw hostErrors.notReleased({ application: applicationKey });
    const planKey = `${context.environment.id} ${release.signature}`;
    let plan = this.#plans.get(planKey);
    if (plan === undefined) {
      plan = await inSpan(context, 'host.plan', async (within) => {
        const content = await repository.versionContent(within, applicationKey, release.version);
        const { decisions } = this.#options;
        let model: ApplicationModel | null = null;
        // Decisions are part of the model and read what it is told; nobody asks one before there is a model.
        const planned = decisions?.compile(content.definition, () => model?.settings.values ?? {});
        const values =
          decisions === undefined || planned === undefined ? undefined : computedValues(decisions, [content.definition, planned]);
        model = await this.#options.loadModel(within, content, values);
        return planApplication({ ...content, key: applicationKey }, model, planned);
      });
      this.#plans.set(planKey, plan);
    }
    this.#pointers.set(key, { signature: release.signature, version: release.version, checkedAt });
    return plan;
  }
}
