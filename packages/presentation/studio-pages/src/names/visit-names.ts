import { type PageActionName, pageActions, type RecordOf } from '@plinth/app-definition';
import { readPropertyText } from '@plinth/component-contract';
import { isJsonObject } from '@plinth/foundation';
import type { ComponentsById } from '../component-titles.ts';

/** Where an expression stands: on the page, or in a query's filter, where bare names are fields. */
export type ExpressionPlace = 'page' | 'filter';

/** What is done with whatever names something; each gives what shall stand there, the same where nothing changes. */
export interface NameVisitor {
  expression(text: string, place: ExpressionPlace): string;
  template(text: string): string;
  /** Something called by its key, outside of expressions. */
  key(kind: string, key: string): string;
  /** A parameter that a link or action gives to a page. */
  parameter(page: string, name: string): string;
}

type Values = Readonly<Record<string, unknown>>;
type PartSchema = { readonly 'x-actions'?: boolean; readonly 'x-key-of'?: string; readonly 'x-keys-of'?: string };

/** The parts of a page, component or query as a visitor leaves them: property to value, only those that changed. */
export function visitNames(
  record: RecordOf<'page'> | RecordOf<'component'> | RecordOf<'query'>,
  components: ComponentsById,
  visitor: NameVisitor,
): Values {
  const after = visited(record, components, visitor);
  return Object.fromEntries(Object.entries(after).filter(([name, value]) => value !== (record as unknown as Values)[name]));
}

function visited(record: Parameters<typeof visitNames>[0], components: ComponentsById, visitor: NameVisitor): Values {
  const page = (text: string | undefined) => (text === undefined ? undefined : visitor.expression(text, 'page'));
  if (record.kind === 'page') return { onOpen: actionList(record.onOpen, visitor) };
  if (record.kind === 'query')
    return {
      filter: record.filter === undefined ? undefined : visitor.expression(record.filter, 'filter'),
      search: page(record.search),
      inputs: record.inputs === undefined ? undefined : mapped(record.inputs, (text) => visitor.expression(String(text), 'page')),
    };
  const contract = components.get(record.component)?.ui?.properties ?? {};
  return {
    visible: page(record.visible),
    events: mapped(record.events, (actions) => actionList(actions, visitor)),
    properties: mapped(record.properties, (value, name) =>
      contract[name]?.editor === 'query' && typeof value === 'string' ? visitor.key('query', value) : written(value, visitor),
    ),
  };
}

/** The same object where no entry changed. */
function mapped(values: Values, map: (value: unknown, name: string) => unknown): Values {
  const entries = Object.entries(values).map(([name, value]) => [name, map(value, name)] as const);
  return entries.every(([name, value]) => value === values[name]) ? values : Object.fromEntries(entries);
}

function each(values: readonly unknown[], map: (value: unknown) => unknown): readonly unknown[] {
  const after = values.map(map);
  return after.every((value, at) => value === values[at]) ? values : after;
}

/** A property's value: expressions and templates anywhere in it. */
function written(value: unknown, visitor: NameVisitor): unknown {
  if (Array.isArray(value)) return each(value, (item) => written(item, visitor));
  if (isJsonObject(value))
    return withParameters(
      mapped(value, (item) => written(item, visitor)),
      visitor,
    );
  const read = readPropertyText(value);
  if (read.kind === 'literal' || typeof value !== 'string') return value;
  if (read.kind === 'template') return visitor.template(read.text);
  const after = visitor.expression(read.text, 'page');
  return after === read.text ? value : `= ${after}`;
}

function actionList(actions: unknown, visitor: NameVisitor): unknown {
  return Array.isArray(actions) ? each(actions, (action) => (isJsonObject(action) ? visitAction(action, visitor) : action)) : actions;
}

function visitAction(action: Values, visitor: NameVisitor): Values {
  const name = action.do;
  const known = typeof name === 'string' && Object.hasOwn(pageActions, name) ? pageActions[name as PageActionName] : undefined;
  const parts = (known?.properties ?? {}) as unknown as Readonly<Record<string, PartSchema>>;
  const after = mapped(action, (value, property) => {
    const part = parts[property];
    if (property === 'do') return value;
    if (part?.['x-actions']) return actionList(value, visitor);
    if (part?.['x-key-of'] !== undefined && typeof value === 'string') return visitor.key(part['x-key-of'], value);
    if (property === 'condition' && typeof value === 'string') return conditionOf(value, visitor);
    const inner = written(value, visitor);
    const keys = part?.['x-keys-of'];
    return keys !== undefined && isJsonObject(inner) ? renamedKeys(inner, (key) => visitor.key(keys, key)) : inner;
  });
  return withParameters(after, visitor);
}

function conditionOf(text: string, visitor: NameVisitor): string {
  const bare = text.replace(/^\s*=\s*/, '');
  const after = visitor.expression(bare, 'page');
  return after === bare ? text : after;
}

/** Links and actions that go to a page name its parameters. */
function withParameters(value: Values, visitor: NameVisitor): Values {
  const { page, parameters } = value;
  if (typeof page !== 'string' || !isJsonObject(parameters)) return value;
  const after = renamedKeys(parameters, (name) => visitor.parameter(page, name));
  return after === parameters ? value : { ...value, parameters: after };
}

function renamedKeys(values: Values, rename: (key: string) => string): Values {
  const keys = Object.keys(values);
  if (keys.every((key) => rename(key) === key)) return values;
  return Object.fromEntries(keys.map((key) => [rename(key), values[key]]));
}
