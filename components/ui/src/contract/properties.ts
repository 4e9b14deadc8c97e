import type { UiProperty } from '@plinth/component-contract';
import type { PerRow, QueryHandle } from '@plinth/component-kit';
import type { JsonObject, JsonValue } from '@plinth/foundation';
import type { Property } from './define-component.ts';

type Optional<Value> = Value | null | undefined;

function property<Value>(ui: UiProperty, schema: JsonObject, fallback?: JsonValue): Property<Value> {
  return { ui, schema: fallback === undefined ? schema : { ...schema, default: fallback } };
}

/** Words that people read; translated. */
export function words(label: string): Property<Optional<string>>;
export function words(label: string, fallback: string): Property<string>;
export function words(label: string, fallback?: string): Property<Optional<string>> {
  return property({ label, editor: 'text', bindable: true, feelType: 'string', translatable: true }, { type: 'string' }, fallback);
}

/** Words that may run over several lines; translated. */
export function longWords(label: string): Property<Optional<string>> {
  return property({ label, editor: 'long-text', bindable: true, feelType: 'string', translatable: true }, { type: 'string' });
}

/** Text that is data: an address, a key, a value; never translated. */
export function text(label: string): Property<Optional<string>> {
  return property({ label, editor: 'text', bindable: true, feelType: 'string' }, { type: 'string' });
}

/** A number for measures and counts; amounts use {@link exactNumber}. */
export function number(label: string): Property<Optional<number>>;
export function number(label: string, fallback: number): Property<number>;
export function number(label: string, fallback?: number): Property<Optional<number>> {
  return property({ label, editor: 'number', bindable: true, feelType: 'number' }, { type: 'number' }, fallback);
}

/** A number of any size: a JSON number, or decimal text where a double would lose digits. */
export function exactNumber(label: string): Property<unknown> {
  return property({ label, editor: 'number', bindable: true, feelType: 'number' }, { type: ['number', 'string', 'null'] });
}

export function flag(label: string, fallback = false): Property<boolean> {
  return property({ label, editor: 'boolean', bindable: true, feelType: 'boolean' }, { type: 'boolean' }, fallback);
}

export function choice<const Value extends string>(label: string, values: readonly Value[], fallback: NoInfer<Value>): Property<Value> {
  return property({ label, editor: 'choice', bindable: true, feelType: 'string' }, { type: 'string', enum: [...values] }, fallback);
}

export function icon(label = 'Icon'): Property<Optional<string>> {
  return property({ label, editor: 'icon', bindable: true, feelType: 'string' }, { type: 'string' });
}

/** A query of the page, written as its key; the skin gets its handle. */
export function query(label = 'Query'): Property<Optional<QueryHandle>> {
  return property({ label, editor: 'query', bindable: false, feelType: 'any' }, { type: 'string' });
}

/** Rows that come from an expression instead of a query. */
export function rows(label = 'Rows'): Property<Optional<readonly Readonly<Record<string, unknown>>[]>> {
  return property({ label, editor: 'expression', bindable: true, feelType: 'list<context>' }, { type: 'array', items: { type: 'object' } });
}

export function entity(label = 'Entity'): Property<Optional<string>> {
  return property({ label, editor: 'entity', bindable: false, feelType: 'string' }, { type: 'string' });
}

export function field(label = 'Field'): Property<Optional<string>> {
  return property({ label, editor: 'field', bindable: false, feelType: 'string' }, { type: 'string' });
}

/** A field of the rows of the component's query. */
export function rowField(label: string): Property<Optional<string>> {
  return property({ label, editor: 'field', bindable: true, feelType: 'string' }, { type: 'string' });
}

export function page(label = 'Page'): Property<Optional<string>> {
  return property({ label, editor: 'page', bindable: false, feelType: 'string' }, { type: 'string' });
}

/** A record, a context or another composed value from an expression. */
export function value<Value = unknown>(label: string, feelType: string, schema: JsonObject = {}): Property<Optional<Value>> {
  return property({ label, editor: 'expression', bindable: true, feelType }, schema);
}

/** A list of small objects that the maker edits in place. */
export function items<Item>(
  label: string,
  editor: 'options' | 'columns' | 'json',
  itemSchema: JsonObject,
  feelType = 'list<context>',
): Property<Optional<readonly Item[]>> {
  return property(
    { label, editor, bindable: true, feelType, ...(editor === 'json' ? {} : { translatable: true }) },
    { type: 'array', items: itemSchema },
  );
}

/** An expression evaluated for each row by the component. */
export function perRow<Value>(
  label: string,
  feelType: string,
  schema: JsonObject,
  further: Pick<UiProperty, 'keysOf'> = {},
): Property<Optional<PerRow<Value>>> {
  return property({ label, editor: 'expression', bindable: true, feelType, perRow: true, ...further }, schema);
}

/** Meaning that a colour carries; the token's colour follows the theme. */
export const tones = ['neutral', 'accent', 'good', 'warn', 'bad'] as const;

/** Distances on the 4 px grid, by token. */
export const spaces = ['0', '1', '2', '3', '4', '6', '8'] as const;
