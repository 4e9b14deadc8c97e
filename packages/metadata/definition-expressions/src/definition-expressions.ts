import {
  componentsOf,
  compositesOf,
  type Definition,
  type DefinitionRecord,
  type DefinitionViolation,
  type Dependencies,
  pageOf,
  pagesOf,
  queriesOf,
  type RecordKind,
  type RecordOf,
  recordOf,
  recordsOf,
} from '@plinth/app-definition';
import type { ContextType } from '@plinth/expression';
import { compositeOfId } from '@plinth/page-plan';
import { checkSite } from './check-site.ts';
import { decisionSites, entitySites, fieldSites, importSites, permissionSites, rowScope, ruleScope, ruleSites } from './data-sites.ts';
import type { ExpressionSite } from './expression-site.ts';
import { KeyUses } from './key-uses.ts';
import type { FindContract } from './page-names.ts';
import { type PageScopes, PageSites } from './page-sites.ts';
import { processNodeUses, processUses } from './process-sites.ts';
import { RecordTypes } from './record-types.ts';
import { siteUses } from './site-uses.ts';
import type { Guess, Use } from './use.ts';

/** What is known of the expressions of one record. */
export interface RecordFindings {
  readonly violations: readonly DefinitionViolation[];
  /** What it uses of the definition, in expressions and by key. */
  readonly uses: readonly Use[];
  readonly guesses: readonly Guess[];
}

export interface ExpressionOptions {
  readonly contract: FindContract;
  /** The modules that the definition depends on, where they are known. */
  readonly dependencies?: Dependencies;
}

/** Kinds by which the types of all records of an application follow. */
const typing: readonly RecordKind[] = ['app', 'entity', 'field', 'relation', 'decision', 'setting'];
const nothing: RecordFindings = { violations: [], uses: [], guesses: [] };

/**
 * The expressions of a definition: what is wrong with each, and what they use. What was found stays known for every record whose own
 * words and names did not change, also from one definition to the next.
 */
export class DefinitionExpressions {
  readonly definition: Definition;
  readonly #options: ExpressionOptions;
  /** Contracts of components, and of the composites of this very definition. */
  readonly #contract: FindContract;
  readonly #types: RecordTypes;
  readonly #typedBy: readonly unknown[];
  readonly #pages: Map<string, { readonly scopes: PageScopes; readonly madeOf: readonly unknown[] }>;
  /** Those that were asked for of this very definition. */
  readonly #open = new Map<string, PageSites>();
  readonly #findings: WeakMap<DefinitionRecord, { readonly by: unknown; readonly around: string; readonly found: RecordFindings }>;

  constructor(definition: Definition, options: ExpressionOptions, before?: DefinitionExpressions) {
    this.definition = definition;
    this.#options = options;
    this.#contract = (id) => compositeOfId(definition, id)?.ui ?? options.contract(id);
    this.#typedBy = typing.flatMap((kind) => recordsOf(definition, kind));
    const isTypedAlike = before !== undefined && before.#options.contract === options.contract && same(before.#typedBy, this.#typedBy);
    this.#types = isTypedAlike ? before.#types : new RecordTypes(definition, options.dependencies);
    this.#pages = isTypedAlike ? new Map(before.#pages) : new Map();
    this.#findings = isTypedAlike ? before.#findings : new WeakMap();
  }

  /** The same for another definition, most often the next one. */
  at(definition: Definition): DefinitionExpressions {
    return definition === this.definition ? this : new DefinitionExpressions(definition, this.#options, this);
  }

  /** The types of records. */
  get records(): RecordTypes {
    return this.#types;
  }

  /** The names on a page; null where it is gone. */
  page(id: string): PageSites | null {
    const open = this.#open.get(id);
    if (open !== undefined) return open;
    const page = recordOf(this.definition, 'page', id);
    if (page === null) return null;
    const madeOf = this.#madeOf(page);
    const known = this.#pages.get(id);
    const kept = known !== undefined && same(known.madeOf, madeOf) ? known.scopes : undefined;
    const sites = new PageSites(this.definition, this.#types, page, this.#contract, kept);
    this.#pages.set(id, { scopes: sites.scopes, madeOf });
    this.#open.set(id, sites);
    return sites;
  }

  /** The names that a rule of a record of an entity may use. */
  ruleScope(entity: string, text: string): ContextType {
    return ruleScope(this.#types, entity, text);
  }

  /** The names that a title or a row rule may use. */
  rowScope(entity: string): ContextType {
    return rowScope(this.#types, entity);
  }

  /** The expressions that stand in a record. */
  sitesOf(record: DefinitionRecord): readonly ExpressionSite[] {
    switch (record.kind) {
      case 'entity':
        return entitySites(this.#types, record);
      case 'field':
        return fieldSites(this.#types, record);
      case 'permission':
        return permissionSites(this.#types, record);
      case 'import':
        return importSites(record);
      case 'decision':
        return decisionSites(this.#types, record);
      case 'rule':
        return ruleSites(this.#types, record);
      case 'page':
      case 'query':
      case 'component':
        return this.#pageOf(record)?.of(record) ?? [];
      default:
        return [];
    }
  }

  /** What is known of a record, found once. */
  findings(record: DefinitionRecord): RecordFindings {
    if (!hasExpressions.has(record.kind)) return nothing;
    const page = this.#pageOf(record);
    const by = page?.scopes ?? this.#types;
    const around = record.kind === 'component' ? this.#around(record) : '';
    const known = this.#findings.get(record);
    if (known !== undefined && known.by === by && known.around === around) return known.found;
    const sites = this.sitesOf(record);
    const used = sites.map(siteUses);
    const keys = new KeyUses(this.definition, this.#types, this.#contract, record, page).all();
    if (record.kind === 'process-node') used.push(processNodeUses(this.definition, this.#types, record));
    if (record.kind === 'process') used.push(processUses(this.definition, record));
    const found = {
      violations: [...sites.flatMap(checkSite), ...keys.violations],
      uses: [...used.flatMap(({ uses }) => uses), ...keys.uses],
      guesses: used.flatMap(({ guesses }) => guesses),
    };
    this.#findings.set(record, { by, around, found });
    return found;
  }

  /** The findings of every record, one at a time, so that whoever asks can do something else in between. */
  *all(): Generator<readonly [DefinitionRecord, RecordFindings]> {
    for (const id of [...this.definition.records.keys()].sort()) {
      const record = this.definition.records.get(id);
      if (record !== undefined) yield [record, this.findings(record)];
    }
  }

  /** Everything that is wrong, found as {@link all} goes on. */
  *violations(): Generator<undefined, readonly DefinitionViolation[]> {
    const found: DefinitionViolation[] = [];
    for (const [, { violations }] of this.all()) {
      found.push(...violations);
      yield undefined;
    }
    return found;
  }

  #pageOf(record: DefinitionRecord): PageSites | null {
    if (record.kind !== 'page' && record.kind !== 'query' && record.kind !== 'component') return null;
    const page = pageOf(this.definition, record);
    return page === null ? null : this.page(page.id);
  }

  /** What the names of a page follow from. Components without a name count by what their actions open. */
  #madeOf(page: RecordOf<'page'>): readonly unknown[] {
    return [
      ...pagesOf(this.definition).flatMap(({ key, parameters }) => [key, JSON.stringify(parameters)]),
      ...compositesOf(this.definition).flatMap(({ key, parameters, composite }) => [key, JSON.stringify([parameters, composite])]),
      JSON.stringify([page.parameters, page.state, page.onOpen]),
      ...queriesOf(this.definition, page.id),
      ...componentsOf(this.definition, page.id).map((record) => (record.name === undefined ? eventsText(record) : record)),
    ];
  }

  /** What stands around a component, as far as its names follow from it. */
  #around(record: RecordOf<'component'>): string {
    const ids: string[] = [];
    let inner: RecordOf<'component'> = record;
    for (let depth = 0; depth < 500; depth++) {
      const outer = this.definition.records.get(inner.parent);
      if (outer?.kind !== 'component') break;
      ids.push(`${inner.slot} ${outer.component} ${outer.properties.query ?? ''} ${outer.properties.entity ?? ''}`);
      inner = outer;
    }
    return ids.join('/');
  }
}

const hasExpressions: ReadonlySet<RecordKind> = new Set([
  'entity',
  'field',
  'permission',
  'permission-test',
  'import',
  'decision',
  'rule',
  'page',
  'query',
  'component',
  'process',
  'process-node',
]);

/** Events never change, so that those of thousands of components are written once and not at each change of one of them. */
const eventsTexts = new WeakMap<RecordOf<'component'>['events'], string>();

function eventsText({ events }: RecordOf<'component'>): string {
  const known = eventsTexts.get(events);
  if (known !== undefined) return known;
  const text = JSON.stringify(events);
  eventsTexts.set(events, text);
  return text;
}

function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((each, at) => each === b[at]);
}
