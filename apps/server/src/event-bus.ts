import { type Definition, eventTypesOf } from '@plinth/app-definition';
import type { VersionContent } from '@plinth/app-repository';
import {
  type CloudEvent,
  type EventWorkerOptions,
  type KafkaEventBusOptions,
  type KafkaOptions,
  kafkaEventBus,
  type PlatformEventBus,
  postgresEventBus,
  type TypeRetention,
} from '@plinth/event-bus';
import { type RequestContext, uuidV7 } from '@plinth/foundation';

/** The bus that the configuration asks for, and what brings events into Kafka where that is used. */
export async function openEventBus(
  kafka: KafkaOptions | null,
  options: Omit<KafkaEventBusOptions, 'kafka'>,
): Promise<{ readonly bus: PlatformEventBus; readonly relay: EventWorkerOptions['relay'] }> {
  if (kafka === null) return { bus: await postgresEventBus(options), relay: null };
  const bus = await kafkaEventBus({ ...options, kafka });
  return { bus, relay: (context) => bus.relay(context) };
}

/** For how long an application wants events of its types kept, where it says so. */
export function retentionsOf(context: RequestContext, application: string, definition: Definition): readonly TypeRetention[] {
  const own = sourceOf(context, application);
  return eventTypesOf(definition).flatMap(({ type, from, retentionDays: days }) =>
    days === undefined ? [] : [{ source: from === 'here' ? own : '', type, days }],
  );
}

/** What is told of a publication. */
export function publicationEvent(context: RequestContext, { application, version }: VersionContent): CloudEvent {
  return {
    ...{ specversion: '1.0', id: uuidV7(), type: 'plinth.application.published', time: new Date().toISOString() },
    source: sourceOf(context, application.key),
    subject: `${application.key}/${version}`,
    datacontenttype: 'application/json',
    data: { application: application.key, version, actor: context.actor.id, trace: context.trace },
  };
}

function sourceOf({ tenant, environment }: RequestContext, application: string): string {
  return `/data/${tenant.key}/${environment?.key ?? ''}/${application}`;
}
