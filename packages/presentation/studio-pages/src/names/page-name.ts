import { componentsOf, type Definition, queriesOf, type RecordOf } from '@plinth/app-definition';
import { memberId } from '@plinth/definition-expressions';

/** A name that expressions and actions of a page use. */
export interface PageName {
  readonly kind: 'state' | 'parameter' | 'event' | 'query' | 'component';
  readonly name: string;
}

/** Names that mean something else on every page. */
const reserved: ReadonlySet<string> = new Set(['parameters', 'state', 'user', 'row', 'index', 'event', 'result', 'error']);
const form = /^[a-z][A-Za-z0-9_]{0,62}$/;

/** Why a name cannot be given: it is none, means something else, or is taken. */
export type NameRefusal = 'form' | 'reserved' | 'taken';

/** Why a page cannot call something so; null where it can. */
export function nameRefusal(definition: Definition, page: RecordOf<'page'>, kind: PageName['kind'], name: string): NameRefusal | null {
  if (!form.test(name)) return 'form';
  if (kind === 'state') return Object.hasOwn(page.state, name) ? 'taken' : null;
  if (kind === 'parameter') return Object.hasOwn(page.parameters, name) ? 'taken' : null;
  if (kind === 'event') return Object.hasOwn(page.composite?.events ?? {}, name) ? 'taken' : null;
  if (reserved.has(name)) return 'reserved';
  return topNames(definition, page.id).has(name) ? 'taken' : null;
}

/** What queries and components of a page are called. */
function topNames(definition: Definition, page: string): ReadonlySet<string> {
  const components = componentsOf(definition, page).flatMap(({ name }) => (name === undefined ? [] : [name]));
  return new Set([...components, ...queriesOf(definition, page).map(({ key }) => key)]);
}

/** A name that is free: `state`, `state2`, … */
export function freeName(definition: Definition, page: RecordOf<'page'>, kind: PageName['kind'], stem: string): string {
  let free = stem;
  for (let number = 2; nameRefusal(definition, page, kind, free) !== null; number++) free = `${stem}${number}`;
  return free;
}

/** The id by which a name of a page is known; null where there is none. */
export function declaredId(definition: Definition, page: string, { kind, name }: PageName): string | null {
  if (kind === 'state') return memberId(page, 'state', name);
  if (kind === 'parameter') return memberId(page, 'parameters', name);
  if (kind === 'event') return memberId(page, 'events', name);
  if (kind === 'query') return queriesOf(definition, page).find(({ key }) => key === name)?.id ?? null;
  return componentsOf(definition, page).find((component) => component.name === name)?.id ?? null;
}
