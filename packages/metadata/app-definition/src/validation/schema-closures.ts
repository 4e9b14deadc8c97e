import { isJsonObject } from '@plinth/foundation';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';

type Test = (value: unknown) => boolean;
type Keywords = Readonly<Record<string, unknown>>;

const always: Test = () => true;

/** What a keyword asks; absent: it asks nothing, as what only describes a schema does. */
const tests: Readonly<Record<string, (asked: unknown, schema: Keywords) => Test>> = {
  type: (asked) => typeTests[String(asked)] ?? (() => false),
  const: (asked) => (typeof asked === 'object' ? () => false : (value) => value === asked),
  enum: (asked) => (Array.isArray(asked) ? (value) => asked.includes(value) : () => false),
  anyOf: (asked) => {
    const options = schemasIn(asked).map(testOf);
    return (value) => options.some((option) => option(value));
  },
  // What is counted are characters as people see them, which are never more than the code units.
  maxLength: (asked) => (value) => typeof value !== 'string' || value.length <= Number(asked),
  minLength: (asked) => (value) => typeof value !== 'string' || (Number(asked) <= 1 && value.length >= Number(asked)),
  pattern: (asked) => {
    const pattern = new RegExp(String(asked), 'u');
    return (value) => typeof value !== 'string' || pattern.test(value);
  },
  minimum: (asked) => (value) => typeof value !== 'number' || value >= Number(asked),
  maximum: (asked) => (value) => typeof value !== 'number' || value <= Number(asked),
  minItems: (asked) => (value) => !Array.isArray(value) || value.length >= Number(asked),
  maxItems: (asked) => (value) => !Array.isArray(value) || value.length <= Number(asked),
  items: (asked) => {
    const item = testOf(asked);
    return (value) => !Array.isArray(value) || value.every(item);
  },
  required: (asked) => {
    const names = Array.isArray(asked) ? asked.map(String) : [];
    return (value) => !isJsonObject(value) || names.every((name) => Object.hasOwn(value, name));
  },
  properties: (_asked, schema) => membersTest(schema),
  patternProperties: (_asked, schema) => ('properties' in schema ? always : membersTest(schema)),
  additionalProperties: (_asked, schema) => ('properties' in schema || 'patternProperties' in schema ? always : membersTest(schema)),
};

const typeTests: Readonly<Record<string, Test>> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  integer: Number.isInteger,
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
  array: Array.isArray,
  object: isJsonObject,
};

/** Keywords that ask nothing of a value. */
const describing = /^(default|description|title|\$id|x-.*|~.*)$/;

const closures = new WeakMap<object, Test>();

/**
 * Whether a value is seen at once to fit a schema: closures made once, where the library reads the schema anew for each value.
 * True is certain. False leaves the matter to the library, which knows every keyword and says what is wrong.
 */
export function fitsAtOnce(schema: TSchema, value: unknown): boolean {
  return testOf(schema)(value);
}

function testOf(schema: unknown): Test {
  if (!isJsonObject(schema)) return () => false;
  const known = closures.get(schema);
  if (known !== undefined) return known;
  const asked = Object.entries(schema).filter(([keyword]) => !describing.test(keyword));
  const made = asked.every(([keyword]) => Object.hasOwn(tests, keyword))
    ? allOf(asked.map(([keyword, value]) => tests[keyword]?.(value, schema) ?? always))
    : (value: unknown) => Value.Check(schema as TSchema, value);
  closures.set(schema, made);
  return made;
}

/** Each member by its own name, else by a pattern, else as further ones are. */
function membersTest({ properties, patternProperties, additionalProperties }: Keywords): Test {
  const named = new Map(
    Object.entries(isJsonObject(properties) ? properties : {}).map(([name, schema]) => [name, testOf(schema)] as const),
  );
  const patterns = Object.entries(isJsonObject(patternProperties) ? patternProperties : {}).map(
    ([pattern, schema]) => [new RegExp(pattern, 'u'), testOf(schema)] as const,
  );
  const further = additionalProperties === false ? () => false : isJsonObject(additionalProperties) ? testOf(additionalProperties) : always;
  const member = (name: string, value: unknown) => {
    const own = named.get(name);
    let met = own !== undefined;
    if (own !== undefined && !own(value)) return false;
    for (const [pattern, test] of patterns) {
      if (!pattern.test(name)) continue;
      if (!test(value)) return false;
      met = true;
    }
    return met || further(value);
  };
  return (value) => !isJsonObject(value) || Object.keys(value).every((name) => member(name, value[name]));
}

function allOf(all: readonly Test[]): Test {
  const needed = all.filter((test) => test !== always);
  return needed.length === 0 ? always : (value) => needed.every((test) => test(value));
}

function schemasIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
