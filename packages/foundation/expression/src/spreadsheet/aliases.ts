/**
 * How FEEL says what a function of spreadsheets says. `name` is a function with the same arguments; `between` joins the arguments in
 * brackets; the rest writes what stands before the first, between them and behind the last one, for a number of arguments.
 */
export type Alias =
  | { readonly name: string }
  | { readonly between: string }
  /** Texts one after the other, whatever the arguments are. */
  | { readonly joins: true }
  | { readonly forms: Readonly<Record<number, readonly string[]>> };

export const aliases: ReadonlyMap<string, Alias> = new Map<string, Alias>([
  ['SUM', { name: 'sum' }],
  ['MIN', { name: 'min' }],
  ['MAX', { name: 'max' }],
  ['AVERAGE', { name: 'mean' }],
  ['MEDIAN', { name: 'median' }],
  ['PRODUCT', { name: 'product' }],
  ['ABS', { name: 'abs' }],
  ['SQRT', { name: 'sqrt' }],
  ['EXP', { name: 'exp' }],
  ['LN', { name: 'log' }],
  ['MOD', { name: 'modulo' }],
  ['INT', { name: 'floor' }],
  ['NOT', { name: 'not' }],
  ['LEN', { name: 'string length' }],
  ['UPPER', { name: 'upper case' }],
  ['LOWER', { name: 'lower case' }],
  ['MID', { name: 'substring' }],
  ['DATE', { name: 'date' }],
  ['TODAY', { name: 'today' }],
  ['NOW', { name: 'now' }],
  ['AND', { between: ' and ' }],
  ['OR', { between: ' or ' }],
  ['CONCATENATE', { joins: true }],
  ['CONCAT', { joins: true }],
  ['IF', { forms: { 2: ['(if ', ' then ', ' else null)'], 3: ['(if ', ' then ', ' else ', ')'] } }],
  ['ROUND', { forms: { 1: ['round half up(', ', 0)'], 2: ['round half up(', ', ', ')'] } }],
  ['ROUNDUP', { forms: { 1: ['round up(', ', 0)'], 2: ['round up(', ', ', ')'] } }],
  ['ROUNDDOWN', { forms: { 1: ['round down(', ', 0)'], 2: ['round down(', ', ', ')'] } }],
  ['LEFT', { forms: { 1: ['substring(', ', 1, 1)'], 2: ['substring(', ', 1, ', ')'] } }],
  ['ISBLANK', { forms: { 1: ['((', ') = null)'] } }],
  ['YEAR', { forms: { 1: ['(', ').year'] } }],
  ['MONTH', { forms: { 1: ['(', ').month'] } }],
  ['DAY', { forms: { 1: ['(', ').day'] } }],
  ['TRUE', { forms: { 0: ['true'] } }],
  ['FALSE', { forms: { 0: ['false'] } }],
]);

/** What serves instead of functions that have no equal. */
export const instead: ReadonlyMap<string, string> = new Map([
  ['VLOOKUP', 'list[key = value][1].column'],
  ['HLOOKUP', 'list[key = value][1].column'],
  ['XLOOKUP', 'list[key = value][1].column'],
  ['LOOKUP', 'list[key = value][1].column'],
  ['INDEX', 'list[position]'],
  ['MATCH', 'index of(list, value)[1]'],
  ['SUMIF', 'sum(list[condition].amount)'],
  ['COUNTIF', 'count(list[condition])'],
  ['AVERAGEIF', 'mean(list[condition].amount)'],
  ['COUNT', 'count(list)'],
  ['IFERROR', 'if value = null then … else value'],
  ['RIGHT', 'substring(text, -count)'],
  ['TEXT', 'string(value)'],
  ['VALUE', 'number(text)'],
]);
