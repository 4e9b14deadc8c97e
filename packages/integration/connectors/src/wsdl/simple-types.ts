import type { JsonObject } from '@plinth/foundation';

const whole = (minimum?: number, maximum?: number): JsonObject => ({
  type: 'integer',
  ...(minimum === undefined ? {} : { minimum }),
  ...(maximum === undefined ? {} : { maximum }),
});

/** The built-in types of XML Schema that are not texts; decimals and long whole numbers may be texts, so that none is rounded. */
export const builtInTypes: Readonly<Record<string, JsonObject>> = {
  anyType: {},
  anySimpleType: {},
  base64Binary: { type: 'string', contentEncoding: 'base64' },
  boolean: { type: 'boolean' },
  byte: whole(-128, 127),
  date: { type: 'string', format: 'date' },
  dateTime: { type: 'string', format: 'date-time' },
  decimal: { type: ['number', 'string'] },
  double: { type: 'number' },
  duration: { type: 'string', format: 'duration' },
  float: { type: 'number' },
  int: whole(-2_147_483_648, 2_147_483_647),
  integer: { type: ['integer', 'string'] },
  long: { type: ['integer', 'string'] },
  negativeInteger: whole(undefined, -1),
  nonNegativeInteger: whole(0),
  nonPositiveInteger: whole(undefined, 0),
  positiveInteger: whole(1),
  short: whole(-32_768, 32_767),
  time: { type: 'string', format: 'time' },
  unsignedByte: whole(0, 255),
  unsignedInt: whole(0, 4_294_967_295),
  unsignedLong: { type: ['integer', 'string'] },
  unsignedShort: whole(0, 65_535),
};
