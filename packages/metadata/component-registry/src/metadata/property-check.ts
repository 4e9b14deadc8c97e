import type { ComponentMetadata } from '@plinth/component-contract';
import type { JsonObject, Violation } from '@plinth/foundation';
import type { ErrorObject } from 'ajv/dist/2020.js';
import { compileSchema, violationsOf } from './json-schema.ts';

/** Where properties do not fit the schema of a component; the schema is compiled when first asked. */
export function propertyCheck({ schema }: Pick<ComponentMetadata, 'schema'>): (properties: JsonObject) => readonly Violation[] {
  let validate: ReturnType<typeof compileSchema> | undefined;
  return (properties) => {
    validate ??= compileSchema(schema);
    return validate(properties) ? [] : violationsOf(nearestAlternative(validate.errors ?? []));
  };
}

const ofAlternative = /\/(?:oneOf|anyOf)\/\d+\/(\w+)$/;

/** Of a value that fits no alternative, what is wrong by those of its own type; where it has the type of none, that it fits none. */
function nearestAlternative(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const told = errors.filter(({ schemaPath, keyword }) => !(ofAlternative.test(schemaPath) && keyword === 'type'));
  const inside = told.filter(({ schemaPath }) => /\/(?:oneOf|anyOf)\/\d+\//.test(schemaPath));
  return told.filter(
    ({ keyword, instancePath }) =>
      (keyword !== 'oneOf' && keyword !== 'anyOf') || !inside.some((error) => error.instancePath.startsWith(instancePath)),
  );
}
