import { type Definition, eventTypesOf, functionsOf, type RecordOf } from '@plinth/app-definition';
import type { AppHost } from '@plinth/app-host';
import { requireFit } from '@plinth/application-events';
import { type CloudEvent, eventBusErrors, identityOf } from '@plinth/event-bus';
import { isJsonObject, type JsonObject, type RequestContext } from '@plinth/foundation';
import type { FunctionCaller } from '../api/application-functions.ts';
import { functionErrors } from '../errors.ts';
import { FairTurns } from '../pool/fair-turns.ts';
import { dueType } from './schedule-worker.ts';

export interface FunctionStartsOptions {
  readonly applications: Pick<AppHost, 'current'>;
  readonly functions: FunctionCaller;
  /** Functions and processes that may lead to one another until they are taken for an endless loop. */
  readonly chainLimit: number;
}

/** The event that starts it lies in a transaction meanwhile, which is not to stand for half a minute. */
const mostMilliseconds = 20_000;
/** With finding a runner, and compiling where it is called first. */
const mostInAll = 28_000;

/**
 * What a function does lies outside of the transaction in which its event is consumed, which has a connection to the database as long as
 * the function runs: a few may do so at once, and of one tenant fewer.
 */
const starts = { atOnce: 3, each: 1, waitingEach: Number.POSITIVE_INFINITY };

/** The types of events, as CloudEvents call them, by which a function of a definition is started. */
export function startingTypes(definition: Definition, { startedBy }: RecordOf<'function'>): readonly string[] {
  const { events = [], schedule } = startedBy ?? {};
  const declared = eventTypesOf(definition).flatMap(({ key, type }) => (events.includes(key) ? [type] : []));
  return schedule === undefined ? declared : [...declared, dueType];
}

/** Functions that events and times start, as Plinth itself: at least once for each event, under one idempotency key. */
export class FunctionStarts {
  readonly #options: FunctionStartsOptions;
  readonly #turns = new FairTurns(starts);

  constructor(options: FunctionStartsOptions) {
    this.#options = options;
  }

  /** Does something when it is the tenant's turn to consume an event that starts a function. */
  inTurn<Result>({ tenant }: RequestContext, work: () => Promise<Result>): Promise<Result> {
    return this.#turns.take(tenant.id, work, () => {
      throw functionErrors.busy();
    });
  }

  /** Calls a function for an event, if it is one that starts it. Throws `event-bus.unfit` and what calls throw. */
  async hear(context: RequestContext, application: string, key: string, event: CloudEvent): Promise<void> {
    const { applications, functions, chainLimit } = this.#options;
    const { definition } = await applications.current(context, application);
    const record = functionsOf(definition).find((each) => each.key === key);
    if (record === undefined || !startingTypes(definition, record).includes(event.type)) return;
    const values = valuesOf(application, key, event);
    if (values === null) return;
    requireFit(definition, event);
    const chain = (context.chain ?? 0) + 1;
    if (chain > chainLimit)
      throw eventBusErrors.unfit({
        type: event.type,
        problem: `${chain - 1} functions and processes led to it, and seem to do so without an end`,
      });
    const signal = AbortSignal.any([context.signal, AbortSignal.timeout(mostInAll)]);
    await functions.callFor(
      { ...context, chain, signal },
      { application, function: key, values, idempotencyKey: `${key}-${identityOf(event)}`, mostMilliseconds },
    );
  }
}

/** What a function is called with; null for a time that is another function's. */
function valuesOf(application: string, key: string, event: CloudEvent): JsonObject | null {
  const { id, source, type, subject = id, time = null, data = null } = event;
  if (type !== dueType) return { event: { id, source, type, subject, time, data } };
  return subject === `${application}/${key}` && isJsonObject(data) ? { due: data.due ?? null } : null;
}
