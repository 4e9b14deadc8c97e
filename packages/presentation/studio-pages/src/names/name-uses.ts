import { componentsOf, type Definition, fieldsOf, pagesOf, queriesOf, type RecordOf } from '@plinth/app-definition';
import { type ContextType, compile, contextType, renamePath, type TypedExpression } from '@plinth/expression';
import type { JsonValue } from '@plinth/foundation';
import type { ComponentsById } from '../component-titles.ts';
import { type PageName, pathOfName } from './page-name.ts';
import { templateParts } from './template-parts.ts';
import { type ExpressionPlace, type NameVisitor, visitNames } from './visit-names.ts';

type NameUser = RecordOf<'page'> | RecordOf<'component'> | RecordOf<'query'>;

/** Where names of a page are looked for. */
export interface NameSearch {
  readonly definition: Definition;
  readonly page: RecordOf<'page'>;
  readonly components: ComponentsById;
  /** What expressions of the page may name. */
  readonly scope: ContextType;
}

/** A record with its properties as they are to be, only those that change. */
export interface ChangedUser {
  readonly record: NameUser;
  readonly values: Readonly<Record<string, JsonValue>>;
}

/** The queries, components and pages that use a name. */
export function usesOf(search: NameSearch, name: PageName): readonly NameUser[] {
  // A name that none can have, so that whatever uses it changes.
  return renamedIn(search, name, `${name.name}_`).map(({ record }) => record);
}

/** What is written differently once a name of the page is another one; an expression that cannot be read stays. */
export function renamedIn(search: NameSearch, name: PageName, to: string): readonly ChangedUser[] {
  const { definition, page, components } = search;
  const own: readonly NameUser[] = [page, ...queriesOf(definition, page.id), ...componentsOf(definition, page.id)];
  const users = name.kind === 'parameter' ? [...own, ...elsewhere(definition, page)] : own;
  return users.flatMap((record) => {
    const values = visitNames(record, components, renamer(search, name, to, record));
    return Object.keys(values).length === 0 ? [] : [{ record, values: values as ChangedUser['values'] }];
  });
}

/** Other pages may lead to this one, and then name its parameters. */
function elsewhere(definition: Definition, page: RecordOf<'page'>): readonly NameUser[] {
  return pagesOf(definition).flatMap((other) => (other.id === page.id ? [] : [other, ...componentsOf(definition, other.id)]));
}

function renamer(search: NameSearch, name: PageName, to: string, record: NameUser): NameVisitor {
  const { definition, page, scope } = search;
  const path = pathOfName(name);
  const isOwn = record.kind !== 'page' || record.id === page.id;
  const local = isOwn && isOf(search, record);
  const renamed = (text: string, place: ExpressionPlace): string => {
    if (!local) return text;
    const within = place === 'filter' && record.kind === 'query' ? withFields(definition, record, scope) : scope;
    const typed = readable(text, within);
    return typed === null ? text : renamePath(text, typed, path, to);
  };
  return {
    expression: renamed,
    template(text) {
      const parts = templateParts(text);
      if (parts === null) return text;
      return parts.map((part) => (part.kind === 'words' ? part.text : `{{${renamed(part.text, 'page')}}}`)).join('');
    },
    key: (kind, key) => (local && kind === name.kind && key === name.name ? to : key),
    parameter: (target, parameter) => (name.kind === 'parameter' && target === page.key && parameter === name.name ? to : parameter),
  };
}

function isOf({ definition, page }: NameSearch, record: NameUser): boolean {
  if (record.kind === 'page') return record.id === page.id;
  for (let at = definition.records.get(record.parent); at !== undefined; ) {
    if (at.kind !== 'component') return at.id === page.id;
    at = definition.records.get(at.parent);
  }
  return false;
}

function readable(text: string, scope: ContextType): TypedExpression | null {
  try {
    return compile(text, { scope, mode: 'standard' });
  } catch {
    return null;
  }
}

/** A filter's bare names are fields first; a field called as something of the page hides it. */
function withFields(definition: Definition, query: RecordOf<'query'>, scope: ContextType): ContextType {
  const fields = new Set(query.entity === undefined ? [] : fieldsOf(definition, query.entity).map(({ key }) => key));
  return contextType(Object.fromEntries(Object.entries(scope.entries).filter(([name]) => !fields.has(name))), { open: true });
}
