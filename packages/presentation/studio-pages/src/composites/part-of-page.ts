import { childrenOf, componentsOf, type Definition, queriesOf, type RecordOf } from '@plinth/app-definition';
import { type DefinitionExpressions, memberId, type Use } from '@plinth/definition-expressions';

type PageRecord = RecordOf<'page'> | RecordOf<'query'> | RecordOf<'component'>;

/** Components of a page that are to stand on their own, with what belongs to them alone. */
export interface PartOfPage {
  readonly components: readonly RecordOf<'component'>[];
  /** Queries that only they use. */
  readonly queries: readonly RecordOf<'query'>[];
  /** Queries that others use too, of which they need their own. */
  readonly sharedQueries: readonly RecordOf<'query'>[];
  /** What the page remembers for them alone. */
  readonly state: readonly string[];
  /** What they do to the page around them, which nothing that stands on its own can: set what it remembers, open its dialogs. */
  readonly reaching: readonly string[];
}

/** What must come along when components of a page are taken out of it. */
export function partOfPage(expressions: DefinitionExpressions, page: RecordOf<'page'>, ids: readonly string[]): PartOfPage {
  const { definition } = expressions;
  const components = ids.flatMap((id) => {
    const record = definition.records.get(id);
    return record?.kind === 'component' ? [record, ...componentsOf(definition, id)] : [];
  });
  const inside = new Set<string>(components.map(({ id }) => id));
  const uses = usesOn(expressions, page);
  const isOnlyInside = (declared: string) => {
    const users = uses.filter(({ of, record }) => of === declared && record.id !== declared);
    return users.length > 0 && users.every(({ record }) => inside.has(record.id));
  };
  const queries = queriesOf(definition, page.id);
  // A query that only such a query uses comes along too.
  for (let before = -1; before < inside.size; ) {
    before = inside.size;
    for (const { id } of queries) if (isOnlyInside(id)) inside.add(id);
  }
  const state = Object.keys(page.state).filter((name) => isOnlyInside(memberId(page.id, 'state', name)));
  const outer = uses.filter((use) => inside.has(use.record.id) && !inside.has(use.of) && !isInText(expressions, use));
  const called = new Set(outer.map(({ of }) => of));
  const owned = new Set(state.map((name) => memberId(page.id, 'state', name)));
  return {
    components,
    queries: queries.filter(({ id }) => inside.has(id)),
    sharedQueries: queries.filter(({ id }) => called.has(id) && !inside.has(id)),
    state,
    reaching: [...new Set(outer.filter(({ of }) => isOfPage(definition, page, of) && !owned.has(of)).map(nameUsed))],
  };
}

function usesOn(expressions: DefinitionExpressions, page: RecordOf<'page'>): readonly Use[] {
  const { definition } = expressions;
  const records: readonly PageRecord[] = [page, ...queriesOf(definition, page.id), ...componentsOf(definition, page.id)];
  return records.flatMap((record) => expressions.findings(record).uses);
}

/** Whether the use is a name in an expression, whose value can be given from outside. */
export function isInText(expressions: DefinitionExpressions, { record, steps, at }: Use): boolean {
  const place = JSON.stringify(steps);
  return at === 'text' && expressions.sitesOf(record).some((site) => JSON.stringify(site.steps) === place);
}

/** Whether it is a component of the page, or something that the page remembers or tells. */
function isOfPage(definition: Definition, page: RecordOf<'page'>, declared: string): boolean {
  if (declared.startsWith(memberId(page.id, 'state', '')) || declared.startsWith(memberId(page.id, 'events', ''))) return true;
  const record = definition.records.get(declared);
  return record?.kind === 'component';
}

function nameUsed({ text, from, to }: Use): string {
  return text.slice(from, to);
}

/** Whether components stand beside each other in one slot. */
export function areSiblings(definition: Definition, ids: readonly string[]): boolean {
  const [first] = ids.map((id) => definition.records.get(id));
  if (first?.kind !== 'component') return false;
  const beside = new Set(childrenOf(definition, first.parent, first.slot).map(({ id }) => id));
  return ids.every((id) => beside.has(id));
}
