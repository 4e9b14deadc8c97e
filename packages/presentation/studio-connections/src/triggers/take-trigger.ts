import type { listConnectorTriggers } from '@plinth/api-contract';
import {
  type ActionBody,
  appOf,
  type Definition,
  eventTypesOf,
  externalTriggersOf,
  type RecordOf,
  withDefaults,
} from '@plinth/app-definition';
import { isJsonObject, type JsonObject, type JsonValue, shortId } from '@plinth/foundation';
import { uncomparable } from '@plinth/json-schema';
import type { Static } from 'typebox';

export type ConnectorTrigger = Static<(typeof listConnectorTriggers)['output']>['items'][number];

export interface HowToHear {
  readonly input: JsonObject;
  /** Id of the type of event that it becomes; a new one where null. */
  readonly event: string | null;
  readonly everySeconds: number;
}

/** One action by which the application hears a trigger of a connection, with the type of event that it becomes. */
export function takeTrigger(
  definition: Definition,
  connection: string,
  { key: trigger, title, description, payload }: ConnectorTrigger,
  { input, event, everySeconds }: HowToHear,
): { readonly body: ActionBody; readonly key: string } {
  const key = freeKey(connection, trigger, new Set(externalTriggersOf(definition).map((each) => each.key)));
  const label = (title === '' ? trigger : title).slice(0, 120);
  const type = event === null ? newType(definition, connection, key, label, payload as JsonValue) : null;
  const record = withDefaults({
    ...{ id: shortId(), kind: 'external-trigger', key, label, connection, trigger, input, everySeconds },
    ...(description === '' ? {} : { description: description.slice(0, 500) }),
    event: type?.id ?? event,
  }) as RecordOf<'external-trigger'>;
  const records = type === null ? [record] : [type, record];
  const actions = records.map((each): ActionBody => ({ type: 'RECORD_INSERT', payload: { record: each } }));
  return { body: { type: 'BATCH', payload: { actions } }, key };
}

/** A type of event that comes from elsewhere, whose data is what the trigger tells. */
function newType(definition: Definition, connection: string, wanted: string, label: string, payload: JsonValue): RecordOf<'event-type'> {
  const taken = new Set(eventTypesOf(definition).map(({ key }) => key));
  let key = wanted;
  for (let number = 2; taken.has(key); number++) key = `${wanted}${number}`;
  // What refers to types of its document says nothing without it.
  const schema = isJsonObject(payload) && uncomparable(payload).length === 0 ? payload : { type: 'object' };
  const type = `${appOf(definition)?.key ?? 'application'}.${connection}.${key}`;
  return withDefaults({ id: shortId(), kind: 'event-type', key, label, type, from: 'elsewhere', schema }) as RecordOf<'event-type'>;
}

function freeKey(connection: string, trigger: string, taken: ReadonlySet<string>): string {
  const words = trigger.replaceAll(/[^A-Za-z0-9_]/g, '');
  const stem = `${connection}${words.charAt(0).toUpperCase()}${words.slice(1)}`.slice(0, 55);
  for (let number = 1; ; number++) {
    const key = number === 1 ? stem : `${stem}${number}`;
    if (!taken.has(key)) return key;
  }
}
