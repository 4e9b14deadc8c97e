import { type Definition, type DefinitionViolation, eventTypesOf, type RecordOf, violationOf } from '@plinth/app-definition';
import type { JsonObject, JsonValue } from '@plinth/foundation';
import { uncomparable } from '@plinth/json-schema';

/** What types of events say: names that are theirs, and schemas that can be compared between versions. */
export function checkEventTypes(definition: Definition): DefinitionViolation[] {
  const taken = new Map<string, string>();
  return eventTypesOf(definition).flatMap((each) => {
    const other = taken.get(each.type);
    taken.set(each.type, each.key);
    return [
      ...(other === undefined ? [] : [violationOf(each, 'reference', ['type'], `${other} has the same type`, 'Give each its own type.')]),
      ...(each.type.startsWith('plinth.')
        ? [violationOf(each, 'reference', ['type'], 'types that begin with plinth. are Plinth’s own', 'Begin with a name of yours.')]
        : []),
      ...checkSchema(each),
    ];
  });
}

function checkSchema(each: RecordOf<'event-type'>): DefinitionViolation[] {
  const schema = each.schema as JsonObject;
  const found = uncomparable(schema as JsonValue).map(({ path, message }) =>
    violationOf(
      each,
      'schema',
      ['schema', ...stepsOf(path)],
      message,
      'Use what can be compared: type, properties, required, items, enum, bounds.',
    ),
  );
  // Whoever hears it, and every process, reads its entries by name.
  const isObject = schema.type === undefined || schema.type === 'object';
  return isObject
    ? found
    : [...found, violationOf(each, 'schema', ['schema', 'type'], 'the data of an event is an object', 'Write type: object.')];
}

function stepsOf(path: string): string[] {
  return path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
