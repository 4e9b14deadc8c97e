import { type Definition, eventTypesOf } from '@plinth/app-definition';
import { type CloudEvent, eventBusErrors } from '@plinth/event-bus';
import { definitionsOf, type JsonSchema, schemaViolations } from '@plinth/json-schema';

/** Throws `event-bus.unfit` where an event is not what the application that hears it takes it for. */
export function requireFit(definition: Definition, { type, data = null }: CloudEvent): void {
  const declared = eventTypesOf(definition).find((each) => each.type === type);
  if (declared === undefined) return;
  const schema = declared.schema as JsonSchema;
  const [first] = schemaViolations(schema, data, definitionsOf(schema));
  if (first !== undefined) throw eventBusErrors.unfit({ type, problem: `${first.path} ${first.message}`.trim() });
}
