import type { JsonObject, Violation } from '@plinth/foundation';
import { nearestName } from '@plinth/foundation';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

/** More violations than anybody reads at once are cut. */
const mostViolations = 50;

/**
 * An Ajv for schemas that outsiders write: JSON Schema 2020-12, unknown keywords are annotations as the standard says,
 * nothing is fetched, nothing is logged, nothing is changed in what is validated.
 */
function newAjv(): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, allErrors: true, verbose: true, logger: false, validateSchema: false });
  formats.default(ajv);
  return ajv;
}

/** Knows the meta-schema of 2020-12; compiling that once takes longer than everything else here together. */
const metaSchema = newAjv();

/** Why a value is no valid JSON Schema 2020-12 that can be compiled; empty where it is. */
export function schemaViolations(schema: JsonObject): Violation[] {
  try {
    if (metaSchema.validateSchema(schema) !== true) return violationsOf(metaSchema.errors ?? []);
    compileSchema(schema);
    return [];
  } catch (error) {
    return [{ path: '', message: error instanceof Error ? error.message : String(error) }];
  }
}

/** Compiles a schema that {@link schemaViolations} found nothing wrong with, by an Ajv of its own, so that ids cannot collide. */
export function compileSchema(schema: JsonObject): ValidateFunction {
  return newAjv().compile(schema);
}

/** What is wrong with a value by a compiled schema; empty where nothing is. */
export function violationsBy(validate: ValidateFunction, value: unknown): Violation[] {
  return validate(value) ? [] : violationsOf(validate.errors ?? []);
}

export function violationsOf(errors: readonly ErrorObject[]): Violation[] {
  return errors.slice(0, mostViolations).map((error) => {
    const property: unknown = error.params.additionalProperty;
    if (typeof property !== 'string') return { path: error.instancePath, message: sentence(error) };
    const known = nearestName(property, Object.keys((error.parentSchema?.properties as object | undefined) ?? {}));
    return {
      path: `${error.instancePath}/${pointerStep(property)}`,
      message: `There is no "${property}" here.`,
      ...(known === null ? {} : { hint: `Did you mean "${known}"?` }),
    };
  });
}

function sentence({ keyword, params, message = 'is not valid' }: ErrorObject): string {
  if (keyword === 'enum') return `Must be one of ${(params.allowedValues as unknown[]).map((value) => JSON.stringify(value)).join(', ')}.`;
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}

/** One step of a JSON Pointer (RFC 6901). */
export function pointerStep(name: string): string {
  return name.replace(/~/g, '~0').replace(/\//g, '~1');
}
