import { componentsOf, type Definition, fieldsOf, queriesOf, type RecordOf } from '@plinth/app-definition';
import { type DefinitionExpressions, type ExpressionSite, memberId, type Use } from '@plinth/definition-expressions';
import { isJsonObject } from '@plinth/foundation';
import type { ComponentsById } from '../component-titles.ts';
import { freeName } from '../names/page-name.ts';
import { argumentText, isHiddenIn } from './argument.ts';
import { isInText } from './part-of-page.ts';
import { writtenAt } from './written-at.ts';
import { type PathReplacement, replacePaths, type WrittenPath } from './written-paths.ts';

type Values = Readonly<Record<string, unknown>>;
type PageRecord = RecordOf<'component'> | RecordOf<'query'> | RecordOf<'page'>;

/** The records of a composite as they are to stand on a page: names that are free there, what it is given for its parameters, and the page's actions for its events. */
export class InPlace {
  readonly composite: string;
  /** Parameters whose value would mean something else where it would stand. */
  readonly hidden = new Set<string>();
  /** What the composite remembers, under the names that it has on the page. */
  readonly state: readonly (readonly [name: string, value: unknown])[];
  readonly #expressions: DefinitionExpressions;
  readonly #components: ComponentsById;
  readonly #use: RecordOf<'component'>;
  /** Declared id to the name on the page. */
  readonly #names = new Map<string, string>();
  readonly #copies = new Map<string, string>();

  constructor(
    expressions: DefinitionExpressions,
    components: ComponentsById,
    page: RecordOf<'page'>,
    composite: RecordOf<'page'>,
    use: RecordOf<'component'>,
  ) {
    const { definition } = expressions;
    this.composite = composite.id;
    this.#expressions = expressions;
    this.#components = components;
    this.#use = use;
    const taken = new Set<string>();
    const free = (kind: 'state' | 'component', wanted: string) => {
      let name = wanted;
      for (let number = 2; freeName(definition, page, kind, name) !== name || taken.has(`${kind} ${name}`); number++)
        name = `${wanted}${number}`;
      taken.add(`${kind} ${name}`);
      return name;
    };
    for (const { id, key } of queriesOf(definition, composite.id)) this.#names.set(id, free('component', key));
    for (const { id, name } of componentsOf(definition, composite.id)) if (name !== undefined) this.#names.set(id, free('component', name));
    this.state = Object.entries(composite.state).map(([name, value]) => {
      const given = free('state', name);
      this.#names.set(memberId(composite.id, 'state', name), given);
      return [given, value] as const;
    });
  }

  nameOf(declared: string): string | undefined {
    return this.#names.get(declared);
  }

  copied(id: string, copy: string): void {
    this.#copies.set(id, copy);
  }

  copyOf(id: string): string | undefined {
    return this.#copies.get(id);
  }

  changed<Record extends PageRecord>(record: Record): Record {
    const sites = this.#expressions.sitesOf(record);
    const texts = sites.reduce((changed, site) => writtenAt(changed, site.steps, this.#writtenAt(site)), record);
    const named = this.#withKeys(record, texts);
    if (named.kind === 'component')
      return {
        ...named,
        events: Object.fromEntries(Object.entries(named.events).map(([name, actions]) => [name, this.#withEvents(actions, named)])),
      };
    return named.kind === 'page' ? { ...named, onOpen: this.#withEvents(named.onOpen, named) } : named;
  }

  #writtenAt(site: ExpressionSite): unknown {
    const whole = site.before !== '' && site.kind === 'expression' ? /^\s*parameters\.(\w+)\s*$/.exec(site.text)?.[1] : undefined;
    if (whole !== undefined) {
      this.#findHidden(site, whole, '');
      return this.#use.properties[whole] ?? null;
    }
    return replacePaths(site, (path) => this.#replacement(site, path));
  }

  #replacement(site: ExpressionSite, { names: [root = '', second], declaredBy }: WrittenPath): PathReplacement {
    if (root === 'parameters' && second !== undefined) {
      this.#findHidden(site, second, site.text);
      return { names: 2, text: argumentText(this.#use.properties[second]) };
    }
    if (root === 'state' && second !== undefined) {
      const name = this.#names.get(memberId(this.composite, 'state', second));
      return name === undefined ? null : { names: 2, text: `state.${name}` };
    }
    const name = this.#names.get(declaredBy ?? '');
    return name === undefined ? null : { names: 1, text: name };
  }

  /** In a filter the fields of the entity come first, among rows the row. */
  #findHidden(site: ExpressionSite, parameter: string, text: string): void {
    const argument = argumentText(this.#use.properties[parameter]);
    const fields = site.record.kind === 'query' && site.steps[0] === 'filter' ? fieldKeys(this.#expressions.definition, site.record) : [];
    const around = isRowOf(this.#expressions.definition, this.#components, site) ? ['row', 'index'] : [];
    const own = [...fields, ...around];
    if (isHiddenIn(text.replaceAll(/parameters\.\w+/g, ''), argument) || own.some((name) => isHiddenIn(name, argument)))
      this.hidden.add(parameter);
  }

  /** Names that stand outside of expressions: queries that are shown, what actions call. */
  #withKeys<Record extends PageRecord>(before: Record, record: Record): Record {
    const uses = this.#expressions.findings(before).uses.filter((use) => this.#names.has(use.of) && !isInText(this.#expressions, use));
    const deepestFirst = uses.toSorted((a, b) => b.steps.length - a.steps.length);
    return deepestFirst.reduce((changed, use) => withName(changed, use, this.#names.get(use.of) ?? ''), record);
  }

  /** Actions in which what the page does stands for what the composite told it. */
  #withEvents<Actions extends readonly { readonly do: string }[]>(actions: Actions, record: PageRecord): Actions {
    const following = actions.flatMap((action): readonly Values[] => {
      const entries = Object.entries(action).map(([name, value]) => [name, isActions(value) ? this.#withEvents(value, record) : value]);
      const inner = Object.fromEntries(entries) as Values;
      return inner.do === 'emit' ? this.#followed(inner, record) : [inner];
    });
    return following as unknown as Actions;
  }

  #followed(emit: Values, record: PageRecord): readonly Values[] {
    const event = String(emit.event);
    const values = isJsonObject(emit.values) ? emit.values : {};
    const sites = this.#expressions.sitesOf(this.#use).filter(({ steps }) => steps[0] === 'events' && steps[1] === event);
    // A row of the page around the composite is another one among the composite's own rows.
    const isInRows = isRowOf(this.#expressions.definition, this.#components, { record, steps: ['events'] });
    if (isInRows && sites.some(({ text }) => /(?<![\w.])(row|index)(?!\w)/.test(text))) this.hidden.add(event);
    const use = sites.reduce(
      (changed, site) =>
        writtenAt(
          changed,
          site.steps,
          replacePaths(site, (path) => valueTold(path, values)),
        ),
      this.#use,
    );
    const actions = use.events[event] ?? [];
    const { do: _do, event: _event, values: _values, ...continued } = emit;
    return Object.keys(continued).length === 0 ? actions : [{ do: 'sequence', actions, ...continued }];
  }
}

function valueTold({ names: [root, second] }: WrittenPath, values: Values): PathReplacement {
  if (root !== 'event') return null;
  if (second !== undefined) return { names: 2, text: argumentText(values[second]) };
  const entries = Object.entries(values).map(([name, value]) => `${name}: ${argumentText(value)}`);
  return { names: 1, text: `{ ${entries.join(', ')} }` };
}

function isActions(value: unknown): value is readonly { readonly do: string }[] {
  return Array.isArray(value) && value.length > 0 && value.every((each) => isJsonObject(each) && typeof each.do === 'string');
}

function withName<Value>(value: Value, { steps, at, from, to, text }: Use, name: string): Value {
  if (at === 'text') return writtenAt(value, steps, text.slice(0, from) + name + text.slice(to));
  const [last] = steps.slice(-1);
  const parent = steps.slice(0, -1).reduce<unknown>((inner, step) => (inner as Values)[step], value) as Values;
  return writtenAt(
    value,
    steps.slice(0, -1),
    Object.fromEntries(Object.entries(parent).map(([each, part]) => [each === last ? name : each, part])),
  );
}

function fieldKeys(definition: Definition, query: RecordOf<'query'>): readonly string[] {
  return query.entity === undefined ? [] : fieldsOf(definition, query.entity).map(({ key }) => key);
}

/** Whether a place has rows of the composite's own. */
function isRowOf(definition: Definition, components: ComponentsById, { record, steps }: Pick<ExpressionSite, 'record' | 'steps'>): boolean {
  if (record.kind !== 'component') return false;
  const ui = components.get(record.component)?.ui;
  if (steps[0] === 'properties' && ui?.properties[String(steps[1])]?.perRow === true) return true;
  let inner = record;
  for (let outer = definition.records.get(inner.parent); outer?.kind === 'component'; outer = definition.records.get(inner.parent)) {
    if (components.get(outer.component)?.ui?.slots[inner.slot]?.perRow === true) return true;
    inner = outer;
  }
  return false;
}
