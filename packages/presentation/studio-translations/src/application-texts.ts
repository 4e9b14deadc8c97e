import { appOf, type Definition, type DefinitionRecord, nameForPeople, pageOf, type RecordOf } from '@plinth/app-definition';
import type { ComponentMetadata } from '@plinth/component-contract';

/** A text of an application that people read, under the key by which a translation has it. */
export interface ApplicationText {
  readonly key: string;
  /** In the language that the application is written in. */
  readonly source: string;
  /** Id of the record it is of. */
  readonly record: string;
  /** Where people see it: the page, or the entity. */
  readonly place: string;
}

/** Names of what people read in the items of a list of options or columns. */
const readInItems: ReadonlySet<string> = new Set(['label', 'title', 'text', 'description', 'help', 'placeholder']);

/** Every text that translations can replace, in the order of places; what an expression says is not among them. */
export function textsOf(definition: Definition, components: readonly ComponentMetadata[]): readonly ApplicationText[] {
  const known = new Map(components.map((component) => [component.id, component] as const));
  const texts = [...definition.records.values()].flatMap((record) => {
    const place = placeOf(definition, record);
    return namedTexts(record, known)
      .filter(([, source]) => source.trim() !== '' && !source.trimStart().startsWith('='))
      .map(([name, source]) => ({ key: `${record.id}.${name}`, source, record: record.id, place }));
  });
  return texts.sort((a, b) => (a.place === b.place ? 0 : a.place < b.place ? -1 : 1));
}

function namedTexts(
  record: DefinitionRecord,
  components: ReadonlyMap<string, ComponentMetadata>,
): readonly (readonly [name: string, text: string])[] {
  switch (record.kind) {
    case 'app':
    case 'page':
    case 'relation':
      return [['label', record.label]];
    case 'entity':
      return [['label', record.label], ...(record.labelPlural === undefined ? [] : [['labelPlural', record.labelPlural] as const])];
    case 'field':
      return [
        ['label', record.label],
        ...(record.help === undefined ? [] : [['help', record.help] as const]),
        ...(record.options ?? []).map(({ value, label }) => [`options.${value}`, label] as const),
      ];
    case 'component':
      return propertyTexts(record, components.get(record.component));
    default:
      return [];
  }
}

function propertyTexts(record: RecordOf<'component'>, metadata: ComponentMetadata | undefined): readonly (readonly [string, string])[] {
  return Object.entries(record.properties).flatMap(([name, value]) => {
    if (metadata?.ui?.properties[name]?.translatable !== true) return [];
    if (typeof value === 'string') return [[`properties.${name}`, value] as const];
    if (!Array.isArray(value)) return [];
    return value.flatMap((item, at) =>
      typeof item !== 'object' || item === null || Array.isArray(item)
        ? []
        : Object.entries(item).flatMap(([part, text]) =>
            readInItems.has(part) && typeof text === 'string' ? [[`properties.${name}.${at}.${part}`, text] as const] : [],
          ),
    );
  });
}

function placeOf(definition: Definition, record: DefinitionRecord): string {
  const page = record.kind === 'page' || record.kind === 'component' ? pageOf(definition, record) : null;
  if (page !== null) return page.label || page.key;
  const entity = 'entity' in record && typeof record.entity === 'string' ? definition.records.get(record.entity) : record;
  if (entity?.kind === 'entity') return entity.label || entity.key;
  return appOf(definition)?.label ?? nameForPeople(record);
}

/** Expressions that a text has between double braces, as they are written. */
export function insertsOf(text: string): readonly string[] {
  return [...text.matchAll(/\{\{(.*?)\}\}/gs)].map(([, inside = '']) => inside.trim()).sort();
}
