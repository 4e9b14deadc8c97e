import { type ActionBody, compositeComponent, type Definition, type RecordOf, recordsOf, withDefaults } from '@plinth/app-definition';
import type { DefinitionExpressions, ExpressionSite } from '@plinth/definition-expressions';
import { type FeelType, printType } from '@plinth/expression';
import { type JsonValue, shortId } from '@plinth/foundation';
import { type ComponentsById, titleOf } from '../component-titles.ts';
import type { Edit } from '../edits/edits.ts';
import { recordPlaces } from '../edits/place.ts';
import { updateOf } from '../edits/update-record.ts';
import { keyOfWords } from './key-of-words.ts';
import { areSiblings, type PartOfPage, partOfPage } from './part-of-page.ts';
import { writtenAt } from './written-at.ts';
import { type PathReplacement, replacePaths, type WrittenPath } from './written-paths.ts';

/** Why components cannot become a composite: they do not stand beside each other, or do something to the page around them. */
export type CompositeRefusal = { readonly refused: 'apart' } | { readonly refused: 'reaching'; readonly names: readonly string[] };

/**
 * Makes components of a page a composite, and puts it where they stood. What only they used comes along; what else they read of the
 * page becomes a parameter, and is given where they stood.
 */
export function makeComposite(
  expressions: DefinitionExpressions,
  components: ComponentsById,
  page: RecordOf<'page'>,
  ids: readonly string[],
): Edit | CompositeRefusal {
  const { definition } = expressions;
  const first = definition.records.get(ids[0] ?? '');
  if (first?.kind !== 'component' || !areSiblings(definition, ids)) return { refused: 'apart' };
  const part = partOfPage(expressions, page, ids);
  if (part.reaching.length > 0) return { refused: 'reaching', names: part.reaching };
  const given = new Parameters(page, part, components, definition);
  const changes = part.components.flatMap((record) => given.changesOf(record, expressions.sitesOf(record)));
  const composite = shortId();
  const queries = [...part.queries, ...part.sharedQueries].flatMap((query): ActionBody[] => {
    const own = part.queries.includes(query);
    const record = given.changed({ ...query, id: own ? query.id : shortId(), parent: composite }, expressions.sitesOf(query));
    const insert: ActionBody = { type: 'RECORD_INSERT', payload: { record: record as never } };
    return own ? [{ type: 'RECORD_REMOVE', payload: { id: query.id } }, insert] : [insert];
  });
  const title = titleOf(first, components);
  const key = freeKey(definition, keyOfWords(title) ?? 'composite');
  const use = shortId();
  const actions: ActionBody[] = [
    { type: 'RECORD_INSERT', payload: { record: compositeRecord(composite, key, title, page, part, given) as never } },
    { type: 'RECORD_INSERT', payload: { record: recordOfUse(use, key, first, given) as never } },
    ...queries,
    ...moves(definition, ids, composite),
    ...changes,
    ...part.state.map((name) => updateOf(page.id, ['state', name], undefined)),
  ];
  return { body: { type: 'BATCH', payload: { actions } }, intent: `Make composite “${title}”`, selection: [use] };
}

function compositeRecord(id: string, key: string, label: string, page: RecordOf<'page'>, part: PartOfPage, given: Parameters) {
  const state = Object.fromEntries(part.state.map((name) => [name, page.state[name]]));
  return withDefaults({ id, kind: 'page', key, path: '', label, index: 'a0', composite: {}, parameters: given.types, state } as never);
}

function recordOfUse(id: string, key: string, first: RecordOf<'component'>, given: Parameters) {
  const { parent, slot, index } = first;
  return withDefaults({
    id,
    kind: 'component',
    component: compositeComponent(key),
    parent,
    slot,
    index,
    properties: given.values,
  } as never);
}

function moves(definition: Definition, ids: readonly string[], composite: string): ActionBody[] {
  const places = recordPlaces(definition, { parent: composite, slot: 'children', before: null }, ids.length);
  return ids.flatMap((id, at): ActionBody[] => {
    const to = places[at];
    return to === undefined ? [] : [{ type: 'RECORD_MOVE', payload: { id, to } }];
  });
}

/** A key that no page and no composite has. */
function freeKey(definition: Definition, wanted: string): string {
  const taken = new Set(recordsOf(definition, 'page').map(({ key }) => key));
  let free = wanted;
  for (let number = 2; taken.has(free); number++) free = `${wanted}${number}`;
  return free;
}

/** What a part of a page is given by the page around it, found as its expressions are written anew. */
class Parameters {
  readonly #given = new Map<string, { readonly name: string; readonly type: string }>();
  readonly #own: ReadonlySet<string>;
  readonly #state: ReadonlySet<string>;
  readonly #page: RecordOf<'page'>;
  readonly #inside: ReadonlySet<string>;
  readonly #components: ComponentsById;
  readonly #definition: Definition;

  constructor(page: RecordOf<'page'>, part: PartOfPage, components: ComponentsById, definition: Definition) {
    this.#page = page;
    this.#components = components;
    this.#definition = definition;
    this.#inside = new Set(part.components.map(({ id }) => id));
    this.#own = new Set([...this.#inside, ...part.queries.map(({ id }) => id), ...part.sharedQueries.map(({ id }) => id)]);
    this.#state = new Set(part.state);
  }

  /** Name to type. */
  get types(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.#given.values()].map(({ name, type }) => [name, type]));
  }

  /** Name to what the page gives. */
  get values(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.#given].map(([path, { name }]) => [name, `= ${path}`]));
  }

  changesOf(record: RecordOf<'component'>, sites: readonly ExpressionSite[]): readonly ActionBody[] {
    const changed = this.changed(record, sites) as unknown as Readonly<Record<string, JsonValue>>;
    return (['properties', 'events', 'visible'] as const).flatMap((name) => {
      const value = changed[name];
      return value === undefined || value === record[name] ? [] : [updateOf(record.id, [name], value)];
    });
  }

  /** A record with parameters wherever it read something of the page. */
  changed<Record extends RecordOf<'component'> | RecordOf<'query'>>(record: Record, sites: readonly ExpressionSite[]): Record {
    return sites.reduce((changed, site) => {
      const written = replacePaths(site, (path) => this.#replacement(site, path));
      return written === site.before + site.text ? changed : writtenAt(changed, site.steps, written);
    }, record);
  }

  #replacement(site: ExpressionSite, path: WrittenPath): PathReplacement {
    const [root = '', second] = path.names;
    switch (root) {
      case 'user':
      case 'event':
      case 'result':
      case 'error':
        return null;
      case 'row':
      case 'index':
        return this.#isOwnRow(site) ? null : this.#parameter(path, 1, root);
      case 'state':
        return second === undefined || this.#state.has(second) ? null : this.#parameter(path, 2, second);
      case 'parameters':
        return second === undefined ? null : this.#parameter(path, 2, second);
      default:
        return this.#ofPage(path) ? this.#parameter(path, Math.min(2, path.names.length), [root, second ?? ''].join(' ')) : null;
    }
  }

  /** Whether a name is a query or component of the page that stays there; fields of a filter are none. */
  #ofPage({ declaredBy }: WrittenPath): boolean {
    const record = this.#definition.records.get(declaredBy ?? '');
    return (record?.kind === 'query' || record?.kind === 'component') && !this.#own.has(record.id);
  }

  #parameter({ names, types }: WrittenPath, count: number, words: string): PathReplacement {
    const path = names.slice(0, count).join('.');
    const known = this.#given.get(path);
    const name = known?.name ?? this.#freeName(keyOfWords(words) ?? 'value');
    if (known === undefined) this.#given.set(path, { name, type: this.#typeOf(names, types[count - 1]) });
    return { names: count, text: `parameters.${name}` };
  }

  #typeOf([root, name = '']: readonly string[], type: FeelType | undefined): string {
    if (root === 'state') return this.#page.state[name]?.type ?? 'any';
    if (root === 'parameters') return this.#page.parameters[name] ?? 'any';
    return type === undefined || type.kind === 'context' || type.kind === 'list' ? 'any' : printType(type);
  }

  #freeName(wanted: string): string {
    const taken = new Set([...this.#given.values()].map(({ name }) => name));
    let free = wanted;
    for (let number = 2; taken.has(free); number++) free = `${wanted}${number}`;
    return free;
  }

  /** Whether the row at a place is one of a component that comes along. */
  #isOwnRow({ record, steps }: ExpressionSite): boolean {
    if (record.kind !== 'component') return false;
    const property = steps[0] === 'properties' ? this.#components.get(record.component)?.ui?.properties[String(steps[1])] : undefined;
    if (property?.perRow === true) return true;
    let inner = record;
    for (
      let outer = this.#definition.records.get(inner.parent);
      outer?.kind === 'component';
      outer = this.#definition.records.get(inner.parent)
    ) {
      if (!this.#inside.has(outer.id)) return false;
      if (this.#components.get(outer.component)?.ui?.slots[inner.slot]?.perRow === true) return true;
      inner = outer;
    }
    return false;
  }
}
