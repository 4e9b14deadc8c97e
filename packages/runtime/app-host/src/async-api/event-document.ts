import { processesOf } from '@plinth/app-definition';
import type { RequestContext } from '@plinth/foundation';
import { type Access, type EntityModel, permissionsFor } from '@plinth/record-store';
import type { ApplicationPlan } from '../application-plan.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

interface Message {
  readonly name: string;
  readonly type: string;
  readonly title: string;
  readonly subject: string;
  readonly data: JsonSchema;
}

const recordChanges = {
  created: 'has been made',
  updated: 'has been changed',
  deleted: 'has been deleted',
  restored: 'has come back',
} as const;
const processChanges = {
  started: 'has begun',
  completed: 'has ended',
  terminated: 'was terminated',
  cancelled: 'was cancelled',
  incident: 'needs somebody',
} as const;

/** The AsyncAPI 3.0 document of an application for who holds certain roles: its events, without those of what they may not see. */
export function eventDocument(context: RequestContext, plan: ApplicationPlan, access: Access): Readonly<Record<string, unknown>> {
  const source = `/data/${context.tenant.key}/${context.environment?.key ?? ''}/${plan.key}`;
  const messages = [
    ...[...plan.model.entities.values()].filter((entity) => access.allows(entity, 'read')).flatMap(recordMessages),
    ...visibleProcesses(context, plan).flatMap(({ key, label = key }) => processMessages(key, label)),
    publishedMessage(plan.model.label),
  ];
  const named = <Value>(make: (message: Message) => Value) => Object.fromEntries(messages.map((message) => [message.name, make(message)]));
  return {
    asyncapi: '3.0.0',
    info: {
      title: plan.model.label,
      version: plan.version,
      description: `What ${plan.model.label} tells: CloudEvents 1.0 in structured JSON, in order for each subject, each at least once with the same id.`,
    },
    defaultContentType: 'application/cloudevents+json',
    channels: {
      events: {
        address: `/api/${context.tenant.key}/environments/${context.environment?.key ?? ''}/events`,
        title: 'The events of the environment, read by a cursor, or as a topic of Kafka where that is configured.',
        messages: named(({ name }) => ({ $ref: `#/components/messages/${name}` })),
      },
    },
    operations: named(({ name, title }) => ({
      action: 'send',
      channel: { $ref: '#/channels/events' },
      title,
      messages: [{ $ref: `#/channels/events/messages/${name}` }],
    })),
    components: {
      messages: named(({ name, type, title }) => ({
        name: type,
        title,
        contentType: 'application/cloudevents+json',
        payload: { $ref: `#/components/schemas/${name}` },
      })),
      schemas: named((message) => envelope(source, message)),
    },
  };
}

/** The processes that a role of the actor starts or manages. */
function visibleProcesses(context: RequestContext, { model, definition }: ApplicationPlan) {
  const held = permissionsFor(context, model).user.roles;
  const visible = new Set(model.roles.filter(({ key }) => held.includes(key)).flatMap(({ start, manage }) => [...start, ...manage]));
  return processesOf(definition).filter(({ id }) => visible.has(id));
}

function recordMessages({ record, key }: EntityModel): Message[] {
  const entity = key;
  return Object.entries(recordChanges).map(([change, words]) => ({
    name: `${nameOf(entity)}.${change}`,
    type: `plinth.record.${change}`,
    title: `${record.label} ${words}`,
    subject: `^${entity}/`,
    data: object({ entity: { const: entity }, id: { type: 'string', format: 'uuid' } }),
  }));
}

function processMessages(process: string, label: string): Message[] {
  return Object.entries(processChanges).map(([change, words]) => ({
    name: `process.${process}.${change}`,
    type: `plinth.process.${change}`,
    title: `An instance of ${label} ${words}`,
    subject: `^${process}/`,
    data: object({
      process: { const: process },
      instance: { type: 'string', format: 'uuid' },
      ...(change === 'incident' ? { element: { type: 'string' } } : {}),
    }),
  }));
}

function publishedMessage(label: string): Message {
  return {
    name: 'application.published',
    type: 'plinth.application.published',
    title: `A version of ${label} has been published`,
    subject: '/',
    data: object({ application: { type: 'string' }, version: { type: 'string' } }),
  };
}

function object(properties: JsonSchema): JsonSchema {
  const all = { ...properties, actor: { type: 'string' }, trace: { type: 'string', pattern: '^[0-9a-f]{32}$' } };
  return { type: 'object', properties: all, required: Object.keys(all) };
}

function envelope(source: string, { type, subject, data }: Message): JsonSchema {
  return {
    type: 'object',
    required: ['specversion', 'id', 'source', 'type', 'subject', 'time', 'data'],
    properties: {
      specversion: { const: '1.0' },
      id: { type: 'string' },
      source: { const: source },
      type: { const: type },
      subject: { type: 'string', pattern: subject },
      time: { type: 'string', format: 'date-time' },
      datacontenttype: { const: 'application/json' },
      data,
    },
  };
}

/** Names of messages hold letters, digits, dots, hyphens and underscores: those of a module's entities have a slash. */
function nameOf(entity: string): string {
  return entity.replaceAll('/', '.');
}
