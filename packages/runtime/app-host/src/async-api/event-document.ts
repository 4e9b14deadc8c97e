import { eventTypesOf, processesOf, type RecordOf } from '@plinth/app-definition';
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
  /** Whether the application tells it, or hears it from others. */
  readonly action: 'send' | 'receive';
  readonly source: string | null;
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
    ...visibleTypes(context, plan).map(typeMessage),
    publishedMessage(plan.model.label),
  ].map((message) => ({ action: 'send' as const, source, ...message }));
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
    operations: named(({ name, title, action }) => ({
      action,
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
      schemas: named(envelope),
    },
  };
}

/** The types of events of the makers: those that a role of the actor may tell; makers see all of them. */
function visibleTypes(context: RequestContext, { model, definition }: ApplicationPlan) {
  if (context.actor.tenantRoles.some((role) => role === 'maker' || role === 'administrator')) return eventTypesOf(definition);
  const held = permissionsFor(context, model).user.roles;
  const visible = new Set(model.roles.filter(({ key }) => held.includes(key)).flatMap(({ emit }) => emit));
  return eventTypesOf(definition).filter(({ id }) => visible.has(id));
}

/** The processes that a role of the actor starts or manages. */
function visibleProcesses(context: RequestContext, { model, definition }: ApplicationPlan) {
  const held = permissionsFor(context, model).user.roles;
  const visible = new Set(model.roles.filter(({ key }) => held.includes(key)).flatMap(({ start, manage }) => [...start, ...manage]));
  return processesOf(definition).filter(({ id }) => visible.has(id));
}

type PlatformMessage = Omit<Message, 'action' | 'source'>;

/** Named with its version, so that an event can say by `dataschema` which it has. */
function typeMessage({ key, type, version, label, schema, from }: RecordOf<'event-type'>): PlatformMessage & Partial<Message> {
  const data = schema as JsonSchema;
  return {
    ...{ name: `event.${key}.v${version}`, type, title: label, subject: '', data: standingAlone(data) },
    ...(from === 'here' ? {} : { action: 'receive' as const, source: null }),
  };
}

/** References of a schema lead to its own definitions: as a resource of its own they still do. */
function standingAlone(schema: JsonSchema): JsonSchema {
  return schema.$defs === undefined ? schema : { $id: 'urn:plinth:event-data', ...schema };
}

function recordMessages({ record, key }: EntityModel): PlatformMessage[] {
  const entity = key;
  return Object.entries(recordChanges).map(([change, words]) => ({
    name: `${nameOf(entity)}.${change}`,
    type: `plinth.record.${change}`,
    title: `${record.label} ${words}`,
    subject: `^${entity}/`,
    data: object({ entity: { const: entity }, id: { type: 'string', format: 'uuid' } }),
  }));
}

function processMessages(process: string, label: string): PlatformMessage[] {
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

function publishedMessage(label: string): PlatformMessage {
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

function envelope({ type, subject, data, source }: Message): JsonSchema {
  return {
    type: 'object',
    required: ['specversion', 'id', 'source', 'type', 'subject', 'time', 'data'],
    properties: {
      specversion: { const: '1.0' },
      id: { type: 'string' },
      source: source === null ? { type: 'string' } : { const: source },
      type: { const: type },
      subject: { type: 'string', ...(subject === '' ? {} : { pattern: subject }) },
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
