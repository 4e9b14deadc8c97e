import { definePhrases } from '@plinth/foundation';

/** Why a value does not fit its schema, as the end of a sentence that begins with its place. */
export const schemaPhrases = definePhrases('json', {
  oneOf: 'must be one of {choices}',
  noForm: 'fits none of the {count} forms that it may have',
  forbidden: 'is what it must not be',
  atLeast: 'must be at least {least}',
  atMost: 'must be at most {most}',
  moreThan: 'must be more than {limit}',
  lessThan: 'must be less than {limit}',
  multipleOf: 'must be a multiple of {divisor}',
  base64: 'must be base64',
  format: 'must have the format {format}',
  pattern: 'must have the pattern {pattern}',
  tooLongToSee: 'is too long to see whether it has the pattern {pattern}',
  tooFew: 'must have at least {least} {what}',
  tooMany: 'must have at most {most} {what}',
  tooFewItems: 'must have at least {least} items',
  tooManyItems: 'must have at most {most} items',
  tooFewMembers: 'must have at least {least} members',
  tooManyMembers: 'must have at most {most} members',
  itemTwice: 'must not have an item twice',
  tooFewOfForm: 'must have at least {least} items of a certain form',
  tooManyOfForm: 'must have at most {most} items of a certain form',
  missing: 'is missing',
  name: 'may not be called so',
  unknown: 'is not known here',
});
