import { type Definition, eventTypesOf, type RecordOf } from '@plinth/app-definition';
import type { CloudEvent } from '@plinth/event-bus';
import { isJsonObject, type JsonObject, type JsonValue, type RequestContext, uuidV7 } from '@plinth/foundation';
import { definitionsOf, type JsonSchema, schemaViolations } from '@plinth/json-schema';
import { applicationEventErrors } from '../errors.ts';

/** An event that is to be told. */
export interface TypedEvent {
  /** Key of the type. */
  readonly type: string;
  readonly data: JsonObject;
  /** What it is about; the id where absent. */
  readonly subject?: string | undefined;
  readonly id?: string | undefined;
}

/** The CloudEvent of one of an application's types. Throws `events.no-type`, `events.wrong-data`. */
export function typedEvent(context: RequestContext, application: string, definition: Definition, told: TypedEvent): CloudEvent {
  const type = eventTypesOf(definition).find(({ key, from }) => key === told.type && from === 'here');
  if (type === undefined) throw applicationEventErrors.noType({ type: told.type });
  const violations = dataViolations(type, told.data);
  const [first] = violations;
  if (first !== undefined)
    throw applicationEventErrors.wrongData({ type: type.key, first: `${first.path} ${first.message}`.trim() }, { details: { violations } });
  const id = told.id ?? uuidV7();
  const source = `/data/${context.tenant.key}/${context.environment?.key ?? ''}/${application}`;
  return {
    ...{ specversion: '1.0', id, source, type: type.type, subject: told.subject ?? id, time: new Date().toISOString() },
    datacontenttype: 'application/json',
    dataschema: `${source}/-/asyncapi.json#/components/schemas/event.${type.key}.v${type.version}`,
    ...(context.chain === undefined ? {} : { plinthchain: context.chain }),
    ...{ plinthactor: context.actor.id, plinthtrace: context.trace },
    data: told.data,
  };
}

/** Where data is not what a type says. What an object of its schema does not name is refused: a later version may name it otherwise. */
function dataViolations({ schema }: RecordOf<'event-type'>, data: JsonValue) {
  const closed = closedSchema(schema as JsonObject) as JsonSchema;
  return schemaViolations(closed, data, definitionsOf(closed)).map(({ path, message }) => ({ path: `/data${path}`, message }));
}

function closedSchema(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(closedSchema);
  if (!isJsonObject(value)) return value;
  const closed: Record<string, JsonValue> = {};
  for (const [name, part] of Object.entries(value)) {
    const ofSchemas = name === 'properties' || name === '$defs';
    if (ofSchemas && isJsonObject(part))
      closed[name] = Object.fromEntries(Object.entries(part).map(([key, of]) => [key, closedSchema(of)]));
    else closed[name] = name === 'items' || name === 'anyOf' || name === 'oneOf' ? closedSchema(part) : part;
  }
  return isJsonObject(value.properties) && value.additionalProperties === undefined ? { ...closed, additionalProperties: false } : closed;
}
