import type { RequestContext } from '@plinth/foundation';
import { follow } from './consume/follow.ts';
import { foresee } from './consume/foresee.ts';
import { type FailureReport, GroupConsumer, type Pace, usualPace } from './consume/group-consumer.ts';
import type { GroupStore, Progress } from './consume/group-store.ts';
import { inTime } from './consume/in-time.ts';
import { eventBusErrors } from './errors.ts';
import type { CloudEvent } from './event/cloud-event.ts';
import type {
  DeadLetterSearch,
  EventBus,
  Foreseen,
  GroupState,
  LetterChoice,
  RunningSubscription,
  Start,
  Subscription,
} from './event-bus.ts';
import type { EventLog, Position } from './log/event-log.ts';

export interface LogEventBusOptions<Within> {
  readonly log: EventLog<Within>;
  readonly store: GroupStore<Within>;
  readonly onFailure?: FailureReport;
  readonly pace?: Partial<Pace>;
  /** The other servers, which are told that there is something in an environment. */
  readonly others?: { tell(environmentId: string): void; close(): Promise<void> };
}

/** A bus over a log and a store of groups: what all drivers have in common. */
export class LogEventBus<Within> implements EventBus<Within> {
  readonly #options: LogEventBusOptions<Within>;
  readonly #running = new Map<string, Set<Awake>>();

  constructor(options: LogEventBusOptions<Within>) {
    this.#options = options;
  }

  async publish(context: RequestContext, events: readonly CloudEvent[], within?: Within): Promise<void> {
    await this.#options.log.publish(context, events, within);
    // Within a transaction nobody would see it yet.
    if (within === undefined) this.wake(context);
  }

  read(context: RequestContext, { after, limit }: { readonly after: string | null; readonly limit: number }) {
    return this.#options.log.read(context, after, limit);
  }

  subscribe(
    context: RequestContext,
    { handle, ...subscription }: Subscription<Within>,
    { handleMilliseconds = this.#options.pace?.handleMilliseconds ?? usualPace.handleMilliseconds }: Partial<Pace> = {},
  ): Promise<RunningSubscription> {
    return this.consume(context, {
      ...subscription,
      inbox: true,
      async handle(within, events, transaction) {
        for (const event of events) await inTime(handle(within, event, transaction), handleMilliseconds);
      },
    });
  }

  /** Consumes batches; without an inbox where the effect takes what comes twice. */
  async consume(
    context: RequestContext,
    {
      from = 'start',
      ...parts
    }: Pick<ConsumerParts<Within>, 'group' | 'types' | 'handle' | 'inbox' | 'alone' | 'turn' | 'done'> & { readonly from?: Start },
  ): Promise<RunningSubscription> {
    const { log, store, onFailure = () => {}, pace } = this.#options;
    const { partitions } = await store.progress(context, parts.group);
    if (partitions.length === 0) await store.join(context, parts.group, await log.start(context, from));
    const consumer = new GroupConsumer<Within>({ ...parts, context, log, store, onFailure, pace: { ...usualPace, ...pace } });
    consumer.start();
    return this.#enter(context, consumer);
  }

  async follow(context: RequestContext, hear: (events: readonly CloudEvent[]) => void): Promise<RunningSubscription> {
    const { log, onFailure = () => {}, pace } = this.#options;
    return this.#enter(context, await follow(context, log, { hear, onFailure, pace: { ...usualPace, ...pace } }));
  }

  #enter(context: RequestContext, awake: Awake): RunningSubscription {
    const environment = context.environment?.id ?? '';
    const beside = this.#running.get(environment) ?? new Set();
    this.#running.set(environment, beside.add(awake));
    return {
      close: async () => {
        beside.delete(awake);
        if (beside.size === 0 && this.#running.get(environment) === beside) this.#running.delete(environment);
        await awake.close();
      },
    };
  }

  wake({ environment }: Pick<RequestContext, 'environment'>): void {
    if (environment === null) return;
    this.wakeHere(environment.id);
    this.#options.others?.tell(environment.id);
  }

  /** Wakes those who wait on this server alone. */
  wakeHere(environmentId: string): void {
    for (const consumer of this.#running.get(environmentId) ?? []) consumer.wake();
  }

  async groups(context: RequestContext): Promise<readonly GroupState[]> {
    const { log, store } = this.#options;
    const states: GroupState[] = [];
    for (const { group, partitions, deadLetters } of await store.groups(context)) {
      const failing = partitions.find((each) => each.failing !== null)?.failing ?? null;
      states.push({
        group,
        behind: await log.behind(context, positionsOf(partitions)),
        deadLetters,
        failing: failing && { event: failing.event, attempts: failing.attempts, code: failing.code, message: failing.message },
        movedAt:
          partitions
            .map(({ movedAt }) => movedAt)
            .sort()
            .at(-1) ?? '',
      });
    }
    return states;
  }

  async seek(context: RequestContext, group: string, to: Start): Promise<void> {
    const { log, store } = this.#options;
    if (!(await store.seek(context, group, await log.start(context, to)))) throw eventBusErrors.noGroup({ group });
    this.wake(context);
  }

  async foresee(context: RequestContext, group: string, to: Start): Promise<Foreseen> {
    const { log, store } = this.#options;
    const { partitions } = await store.progress(context, group);
    if (partitions.length === 0) throw eventBusErrors.noGroup({ group });
    return foresee(context, {
      log,
      group,
      now: positionsOf(partitions),
      target: await log.start(context, to),
      types: await store.typesOf(context, group),
    });
  }

  async removeGroup(context: RequestContext, group: string): Promise<void> {
    if (!(await this.#options.store.remove(context, group))) throw eventBusErrors.noGroup({ group });
  }

  deadLetters(context: RequestContext, search: DeadLetterSearch) {
    return this.#options.store.deadLetters(context, search);
  }

  async redrive(context: RequestContext, which: LetterChoice): Promise<number> {
    const count = await this.#options.store.redrive(context, which);
    if (count === 0) throw eventBusErrors.noDeadLetter();
    this.wake(context);
    return count;
  }

  async discard(context: RequestContext, which: LetterChoice, reason: string): Promise<number> {
    const count = await this.#options.store.discard(context, which, reason);
    if (count === 0) throw eventBusErrors.noDeadLetter();
    return count;
  }

  async close(): Promise<void> {
    await this.#options.others?.close();
    await Promise.all([...this.#running.values()].flatMap((each) => [...each].map((consumer) => consumer.close())));
    this.#running.clear();
    await this.#options.log.close();
  }
}

function positionsOf(partitions: readonly Progress[]): ReadonlyMap<number, Position> {
  return new Map(partitions.map(({ partition, position }) => [partition, JSON.parse(position) as Position]));
}

/** Somebody who waits for events. */
interface Awake extends RunningSubscription {
  wake(): void;
}

type ConsumerParts<Within> = ConstructorParameters<typeof GroupConsumer<Within>>[0];
