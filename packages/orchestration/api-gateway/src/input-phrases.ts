import { definePhrases } from '@plinth/foundation';

/** What is wrong with a part of an input, as we say it. */
export const inputPhrases = definePhrases('input', {
  required: 'is required',
  unknownProperty: 'is not a known property',
  unknownParameter: 'is not a parameter of this operation',
  nearest: 'Did you mean {nearest}?',
});

/** What TypeBox says of a value that its schema does not take, as it says it in English. */
definePhrases('schema', {
  array: 'must be array',
  boolean: 'must be boolean',
  integer: 'must be integer',
  null: 'must be null',
  number: 'must be number',
  object: 'must be object',
  string: 'must be string',
  anyType: 'must be either {types}',
  anyOf: 'must match a schema in anyOf',
  constant: 'must be equal to constant',
  oneOfValues: 'must be equal to one of the allowed values',
  atMost: 'must be <= {limit}',
  atLeast: 'must be >= {limit}',
  lessThan: 'must be < {limit}',
  moreThan: 'must be > {limit}',
  multipleOf: 'must be multiple of {divisor}',
  format: 'must match format "{format}"',
  pattern: 'must match pattern "{pattern}"',
  tooManyItems: 'must not have more than {limit} items',
  tooFewItems: 'must not have fewer than {limit} items',
  tooLong: 'must not have more than {limit} characters',
  tooShort: 'must not have fewer than {limit} characters',
  tooManyProperties: 'must not have more than {limit} properties',
  tooFewProperties: 'must not have fewer than {limit} properties',
  twice: 'must not have duplicate items',
});
