/** What became of a thing of the database: all of it is in the application, it is with changes, or it is not. */
export type Outcome = 'taken' | 'changed' | 'left out';

/** A column, constraint, index or type, with what it has become. */
export interface PartReport {
  readonly name: string;
  /** The type of a column, the kind or the definition of others, as PostgreSQL writes it. */
  readonly definition: string;
  readonly outcome: Outcome;
  /** Key of the field, relation or index that it is now; null where it is none. */
  readonly as: string | null;
  /** What differs from the database, a sentence each. */
  readonly changes: readonly string[];
  /** Why it is left out; null where it is not. */
  readonly reason: string | null;
}

/** A table, view or whatever else has columns. */
export interface ObjectReport extends Omit<PartReport, 'definition'> {
  readonly schema: string;
  /** `table`, `view`, `partition` … */
  readonly kind: string;
  readonly columns: readonly PartReport[];
  readonly constraints: readonly PartReport[];
  readonly indexes: readonly PartReport[];
}

/** Something without columns, which no application has. */
export interface OtherReport {
  readonly kind: string;
  readonly schema: string;
  readonly name: string;
  readonly outcome: 'left out';
  readonly reason: string;
}

export interface IntrospectionReport {
  readonly database: { readonly name: string; readonly version: string; readonly schemas: readonly string[] };
  readonly counts: Readonly<Record<'objects' | 'columns' | 'constraints' | 'indexes' | 'others', Readonly<Record<Outcome, number>>>>;
  /** By schema, `public` first, and name. */
  readonly objects: readonly ObjectReport[];
  /** By kind, schema and name. */
  readonly others: readonly OtherReport[];
}

/** A report's part: left out where there is a reason, changed where something differs. */
export function partReport(
  name: string,
  definition: string,
  { as = null, changes = [], reason = null }: Partial<Pick<PartReport, 'as' | 'changes' | 'reason'>> = {},
): PartReport {
  return { name, definition, outcome: outcomeOf(changes, reason), as, changes, reason };
}

/** What changes and a reason to leave out make of a thing. */
export function outcomeOf(changes: readonly string[], reason: string | null): Outcome {
  if (reason !== null) return 'left out';
  return changes.length > 0 ? 'changed' : 'taken';
}

/** How many of each kind had which outcome. */
export function countsOf(objects: readonly ObjectReport[], others: readonly OtherReport[]): IntrospectionReport['counts'] {
  const count = (parts: readonly { readonly outcome: Outcome }[]) => {
    const of = (outcome: Outcome) => parts.filter((part) => part.outcome === outcome).length;
    return { taken: of('taken'), changed: of('changed'), 'left out': of('left out') };
  };
  return {
    objects: count(objects),
    columns: count(objects.flatMap(({ columns }) => columns)),
    constraints: count(objects.flatMap(({ constraints }) => constraints)),
    indexes: count(objects.flatMap(({ indexes }) => indexes)),
    others: count(others),
  };
}
