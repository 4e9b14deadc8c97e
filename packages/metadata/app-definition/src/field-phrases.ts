import { definePhrases } from '@plinth/foundation';

/**
 * What `validateRecord` says is wrong with the value of a field. Apart from it, so that pages, which check values too, need not carry
 * what only servers look up.
 */
definePhrases('field', {
  unknown: 'is no field of this entity',
  nearest: 'Did you mean {nearest}?',
  required: 'is required',
  email: 'must be an e-mail address',
  phone: 'must be a phone number',
  url: 'must be an address that begins with https:// or http://',
  integer: 'must be a whole number within ±9007199254740991',
  truth: 'must be true or false',
  date: 'must be a date such as 2026-01-31',
  time: 'must be a time such as 14:30',
  dateTime: 'must be a time with its offset such as 2026-01-31T14:30:00Z',
  duration: 'must be a duration such as P3D, PT4H30M or P1Y2M',
  oneOf: 'must be one of {options}',
  onlyOf: 'may only hold {options}',
  list: 'must be a list',
  id: 'must be the id of a record',
  text: 'must be text',
  badCharacters: 'holds characters that no text may have',
  tooShort: 'must have at least {least} characters',
  tooLong: 'must have at most {most} characters',
  pattern: 'does not have the form that is asked for',
  number: 'must be a number',
  digitByDigit: 'must be written as text, digit by digit',
  tooManyDigits: 'may have at most {most} digits',
  whole: 'must be a whole number',
  tooManyDecimals: 'may have at most {most} digits after the point',
  otherCurrency: 'must be in {currency}',
  amount: 'must be an amount with a currency',
  tooSmall: 'must be at least {least}',
  tooLarge: 'must be at most {most}',
  tooEarly: 'must not be before {first}',
  tooLate: 'must not be after {last}',
});
