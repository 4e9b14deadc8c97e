import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import type { Trigger, TriggerBinding } from '../connector.ts';
import { below, type Place } from '../document/document-set.ts';
import { byPreference } from '../media-type.ts';
import { type OperationReport, operationReport } from '../report.ts';
import { contentSchema } from './content.ts';
import { membersOf, objectAt, textOf } from './members.ts';
import { methods } from './path-operations.ts';
import type { ActionPorts, FoundOperation } from './ports.ts';

export interface ReadWebhook {
  readonly key: string;
  /** Null where it is left out. */
  readonly trigger: Trigger | null;
  readonly report: OperationReport;
}

const root: Place = { file: '', pointer: '' };
/** The system sends it to the webhook of whoever hears it. */
const received: TriggerBinding = { protocol: 'system', system: 'webhook', command: 'receive', hears: 'called' };
const nothingToSay = { type: 'object', properties: {}, additionalProperties: false };

/** What the system sends by itself: webhooks, and what its operations call back with. */
export function readWebhooks(ports: ActionPorts, operations: readonly FoundOperation[]): readonly ReadWebhook[] {
  const { document } = ports;
  const named = 'webhooks' in document ? 'webhooks' : 'x-webhooks';
  const webhooks = membersOf(document[named]).flatMap(([name, item]) => readItem(ports, name, item, below(root, named, name)));
  const callbacks = operations.flatMap(({ content, place }) =>
    isJsonObject(content)
      ? membersOf(content.callbacks).flatMap(([name, callback]) => readCallback(ports, name, callback, below(place, 'callbacks', name)))
      : [],
  );
  return [...webhooks, ...callbacks];
}

function readCallback(ports: ActionPorts, name: string, written: JsonValue, place: Place): readonly ReadWebhook[] {
  const found = objectAt(written, place, ports.documents);
  if (typeof found === 'string') return [leftOut(name, place, `It cannot be found: ${found}.`)];
  const items = membersOf(found.value).filter(([expression]) => !expression.startsWith('x-'));
  return items.flatMap(([expression, item]) => readItem(ports, name, item, below(found.place, expression)));
}

function readItem(ports: ActionPorts, name: string, written: JsonValue, place: Place): readonly ReadWebhook[] {
  const found = objectAt(written, place, ports.documents);
  if (typeof found === 'string') return [leftOut(name, place, `It cannot be found: ${found}.`)];
  return methods.flatMap((method) => {
    const operation = found.value[method];
    const at = below(found.place, method);
    if (operation === undefined) return [];
    return isJsonObject(operation) ? [readTrigger(ports, name, method, operation, at)] : [leftOut(name, at, 'It is no object.')];
  });
}

function readTrigger(ports: ActionPorts, name: string, method: string, operation: JsonObject, place: Place): ReadWebhook {
  const changes: string[] = [];
  const body = objectAt(operation.requestBody ?? {}, below(place, 'requestBody'), ports.documents);
  if (typeof body === 'string') return leftOut(name, place, `What it brings cannot be found: ${body}.`);
  const content = membersOf(body.value.content);
  const [mediaType] = byPreference(content.map(([type]) => type));
  const described = content.find(([type]) => type === mediaType)?.[1];
  const payload =
    mediaType === undefined
      ? { type: 'null' }
      : contentSchema(ports.schemas, mediaType, described, below(body.place, 'content', mediaType), changes).schema;
  const isReceived = method === 'post';
  if (!isReceived) changes.push(`it is sent by ${method.toUpperCase()}, and only what is sent by POST is received`);
  const key = ports.keys.of(textOf(operation.operationId), name);
  const trigger: Trigger = {
    ...{ title: textOf(operation.summary, name), description: textOf(operation.description), payload },
    ...(isReceived ? { input: nothingToSay, binding: received } : {}),
  };
  return { key, trigger, report: operationReport({ name, place: place.pointer, kind: 'trigger', as: key, changes }) };
}

function leftOut(name: string, place: Place, reason: string): ReadWebhook {
  return { key: '', trigger: null, report: operationReport({ name, place: place.pointer, kind: 'trigger', reason }) };
}
