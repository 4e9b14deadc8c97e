import type { ConnectorTriggers } from '@plinth/connectors';
import type { Database } from '@plinth/database';
import { deadLetterDesk, EventWorker, type EventWorkerOptions, ListenerWorker, type PlatformEventBus } from '@plinth/event-bus';
import type { EventReceivers } from '@plinth/event-receivers';
import { TriggerWorker, type TriggerWorkerOptions } from '@plinth/external-triggers';
import type { EnvironmentReference, RequestContext } from '@plinth/foundation';
import { ScheduleWorker } from '@plinth/function-host';
import type { Logger } from '@plinth/observability';
import { nextDue } from '@plinth/process-store';
import { platformTenant } from '@plinth/tenancy';
import { type EventListener, listenerOf } from './event-listeners.ts';

export interface EventWorkersOptions extends Pick<EventWorkerOptions, 'relay' | 'schemaOf' | 'retentionDays' | 'readers'> {
  readonly database: Database;
  readonly bus: PlatformEventBus;
  readonly environments: (context: RequestContext) => Promise<readonly EnvironmentReference[]>;
  readonly listeners: readonly EventListener[];
  readonly receivers: EventReceivers;
  readonly triggers: ConnectorTriggers;
  readonly connection: TriggerWorkerOptions['open'];
  /** Whether an application is published in the context's environment. */
  readonly runs: TriggerWorkerOptions['runs'];
  readonly logger: Logger;
}

/** What keeps events going: brings them from other systems and from schedules, to those who listen here and to receivers elsewhere. */
export interface EventWorkers {
  start(): void;
  /** Something was published, or is to be heard: they look at once. */
  wake(): void;
  close(): Promise<void>;
}

export function createEventWorkers(options: EventWorkersOptions): EventWorkers {
  const { database, bus, listeners, receivers, triggers, logger } = options;
  const shared = { database, bus, platform: platformTenant, environments: options.environments };
  const hearing = new ListenerWorker({
    ...shared,
    async handle(context, group, event, transaction) {
      if (receivers.hears(group)) return receivers.hear(context, group, event, transaction);
      const found = listenerOf(listeners, group);
      if (found !== null) await found.listener.hear(context, { application: found.application, of: found.of, event }, transaction);
    },
    manner: (context, group) => listenerOf(listeners, group)?.listener.manner?.(context) ?? {},
    done: (group) => (receivers.hears(group) ? receivers.worker.wake() : listenerOf(listeners, group)?.listener.done()),
    onFailure: (error) => logger.error({ err: error }, 'events could not be brought to those who listen'),
  });
  const asking = new TriggerWorker({
    ...shared,
    ...{ triggers, open: options.connection, runs: options.runs },
    letters: deadLetterDesk(database),
    onFailure: (error, what) => logger.warn({ err: error, ...what }, 'another system could not be heard'),
  });
  const ringing = new ScheduleWorker({
    ...shared,
    nextDue,
    onFailure: (error) => logger.error({ err: error }, 'functions could not be told that they are due'),
  });
  const keeping = new EventWorker({
    ...{ ...shared, relay: options.relay, schemaOf: options.schemaOf },
    ...{ retentionDays: options.retentionDays, readers: options.readers },
    onFailure: (error) => logger.error({ err: error }, 'events could not be looked after'),
  });
  return {
    start() {
      for (const worker of [keeping, hearing, asking, receivers.worker, ringing]) worker.start();
    },
    wake() {
      hearing.wake();
      asking.wake();
    },
    async close() {
      // Who brings events ends first, who keeps them last.
      for (const worker of [asking, ringing, hearing, receivers.worker, keeping]) await worker.close();
    },
  };
}
