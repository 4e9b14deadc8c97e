import type { FeelType } from '../types/feel-type.ts';

/** A builtin as SQL. */
export interface SqlFunction {
  readonly takes: readonly FeelType['kind'][];
  readonly sql: (given: readonly string[]) => string;
}

/** Functions that answer alike for every text; upper and lower case depend on PostgreSQL's build and stay out. */
export const sqlFunctions: Readonly<Record<string, SqlFunction>> = {
  not: { takes: ['boolean'], sql: ([a]) => `(not ${a})` },
  contains: { takes: ['string', 'string'], sql: ([a, b]) => `(position(${b} in ${a}) > 0)` },
  'starts with': { takes: ['string', 'string'], sql: ([a, b]) => `starts_with(${a}, ${b})` },
  'ends with': { takes: ['string', 'string'], sql: ([a, b]) => `(right(${a}, char_length(${b})) = ${b})` },
  'string length': { takes: ['string'], sql: ([a]) => `char_length(${a})` },
  today: { takes: [], sql: () => `(now() at time zone 'UTC')::date` },
  // Records keep milliseconds, and so does the clock of the other back ends.
  now: { takes: [], sql: () => `date_trunc('milliseconds', now())` },
};
