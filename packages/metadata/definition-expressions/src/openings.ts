import { componentsOf, type Definition, type RecordOf } from '@plinth/app-definition';
import { readPropertyText } from '@plinth/component-contract';
import { compile, contextType, type FeelType, printType, types } from '@plinth/expression';
import { isJsonObject, PlinthError } from '@plinth/foundation';
import type { NamedTypes } from '@plinth/page-types';

/**
 * What the components of a page are opened with, by their names: every key that some action gives, with its type where all
 * give the same and it does not depend on a row or an event. Components that nothing opens with anything are not among them.
 */
export function openings(definition: Definition, page: RecordOf<'page'>, names: NamedTypes): ReadonlyMap<string, Record<string, FeelType>> {
  const found = new Map<string, Record<string, FeelType>>();
  const local = { row: types.any, index: types.number, event: types.any, result: types.any, error: types.any };
  const scope = contextType({ ...names, ...local });
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (!isJsonObject(value)) return;
    if (value.do === 'open' && typeof value.component === 'string' && isJsonObject(value.with)) {
      const known = found.get(value.component) ?? {};
      for (const [key, part] of Object.entries(value.with)) {
        const type = givenType(part, (text) => compile(text, { scope }).type);
        const before = Object.hasOwn(known, key) ? known[key] : undefined;
        known[key] = before === undefined || printType(before) === printType(type) ? type : types.any;
      }
      found.set(value.component, known);
    }
    Object.values(value).forEach(visit);
  };
  visit(page.onOpen);
  for (const { events } of componentsOf(definition, page.id)) visit(events);
  return found;
}

function givenType(value: unknown, typeOf: (text: string) => FeelType): FeelType {
  const read = readPropertyText(value);
  if (read.kind === 'template') return types.string;
  if (read.kind === 'expression') {
    try {
      return typeOf(read.text);
    } catch (error) {
      // What does not compile is reported where it stands.
      if (error instanceof PlinthError && error.fault === 'caller') return types.any;
      throw error;
    }
  }
  const plain = { string: types.string, number: types.number, boolean: types.boolean } as const;
  const kind = typeof read.value;
  return kind === 'string' || kind === 'number' || kind === 'boolean' ? plain[kind] : types.any;
}
