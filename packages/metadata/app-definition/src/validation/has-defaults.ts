import { isJsonObject } from '@plinth/foundation';
import type { TSchema } from 'typebox';

type Test = (value: unknown) => boolean;

/** Null: nothing in the schema has a default. */
const found = new WeakMap<object, Test | null>();

/**
 * Whether a value has all that the defaults of its schema would give it, so that it can be taken as it is. False where that is
 * not certain, as it is not among alternatives.
 */
export function hasDefaults(schema: TSchema, value: unknown): boolean {
  return testOf(schema)?.(value) ?? true;
}

function testOf(schema: unknown): Test | null {
  if (!isJsonObject(schema)) return null;
  const known = found.get(schema);
  if (known !== undefined) return known;
  const made = makeTest(schema);
  found.set(schema, made);
  return made;
}

function makeTest({ properties, patternProperties, additionalProperties, items, anyOf }: Readonly<Record<string, unknown>>): Test | null {
  const named = Object.entries(isJsonObject(properties) ? properties : {}).flatMap(([name, schema]) => {
    const test = testOf(schema);
    const hasDefault = isJsonObject(schema) && 'default' in schema;
    return test === null && !hasDefault ? [] : [{ name, test, hasDefault }];
  });
  const further = [...Object.values(isJsonObject(patternProperties) ? patternProperties : {}), additionalProperties].flatMap(
    (schema) => testOf(schema) ?? [],
  );
  const item = testOf(items);
  const unclear = Array.isArray(anyOf) && anyOf.some((option) => testOf(option) !== null);
  if (unclear) return () => false;
  if (named.length === 0 && further.length === 0 && item === null) return null;
  return (value) => {
    if (Array.isArray(value)) return item === null || value.every(item);
    if (!isJsonObject(value)) return true;
    return (
      named.every(({ name, test, hasDefault }) => (value[name] === undefined ? !hasDefault : (test?.(value[name]) ?? true))) &&
      (further.length === 0 || Object.values(value).every((member) => further.every((test) => test(member))))
    );
  };
}
