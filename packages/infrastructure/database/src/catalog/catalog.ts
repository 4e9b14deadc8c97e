/** What the catalog of a PostgreSQL database says about its tables, as plain data. Read by `readCatalog`. */
export interface Catalog {
  readonly database: string;
  /** `18.1`. */
  readonly version: string;
  /** The schemas that were read. */
  readonly schemas: readonly string[];
  /** Tables, views and what else has columns, by schema, `public` first, and name. */
  readonly tables: readonly CatalogTable[];
  /** The types of their columns by id, with those that they are made of. */
  readonly types: ReadonlyMap<number, CatalogType>;
  /** What else is there, by kind, schema and name. */
  readonly others: readonly CatalogThing[];
}

/** Something that has no columns, or a type that no column is of. */
export interface CatalogThing {
  /** As the database calls it: `sequence`, `function`, `enum`, `extension` … */
  readonly kind: string;
  /** Empty where it is in none. */
  readonly schema: string;
  /** Of a function with the types of its parameters. */
  readonly name: string;
}

export type CatalogTableKind = 'table' | 'partitioned table' | 'partition' | 'view' | 'materialised view' | 'foreign table';

export interface CatalogTable {
  readonly schema: string;
  readonly name: string;
  readonly kind: CatalogTableKind;
  readonly comment: string | null;
  /** Tables it is a partition of or inherits from, with their schema. */
  readonly parents: readonly string[];
  /** The extension that brought it; null: somebody made it. */
  readonly extension: string | null;
  /** Whether the login may …, some of its columns at least. */
  readonly allows: { readonly read: boolean; readonly create: boolean; readonly update: boolean; readonly delete: boolean };
  readonly rowSecurity: boolean;
  /**
   * By which columns of the system a row without a key is known as long as it stays as it is; empty where only its values tell it
   * apart; null where such rows cannot be read one by one.
   */
  readonly rowPlace: readonly string[] | null;
  /** Of a view that shows the rows of one table as they are: the columns by which it knows them; null for all else. */
  readonly viewKey: readonly string[] | null;
  /** Whether it has so many rows that to order them without an index, or to count them, makes people wait. */
  readonly isLarge: boolean;
  readonly triggers: readonly string[];
  readonly columns: readonly CatalogColumn[];
  readonly constraints: readonly CatalogConstraint[];
  readonly indexes: readonly CatalogIndex[];
}

export interface CatalogColumn {
  readonly name: string;
  /** As PostgreSQL writes it, `numeric(10,2)`. */
  readonly type: string;
  readonly typeId: number;
  readonly required: boolean;
  /** SQL; null: none. Of a generated column: what it is computed from. */
  readonly default: string | null;
  /** `always` and `by default` number rows, `generated` is computed from the row. */
  readonly given: 'always' | 'by default' | 'generated' | null;
  /** Whether the login may … */
  readonly allows: { readonly read: boolean; readonly write: boolean };
  readonly comment: string | null;
}

export interface CatalogConstraint {
  readonly name: string;
  readonly kind: 'primary key' | 'unique' | 'foreign key' | 'check' | 'exclusion';
  readonly columns: readonly string[];
  /** As PostgreSQL writes it. */
  readonly definition: string;
  /** Of a check: the condition alone. */
  readonly condition: string | null;
  /** Of a foreign key. */
  readonly target: { readonly schema: string; readonly table: string; readonly columns: readonly string[] } | null;
  readonly onDelete: 'no action' | 'restrict' | 'cascade' | 'set null' | 'set default' | null;
}

/** An index that no constraint made. */
export interface CatalogIndex {
  readonly name: string;
  readonly unique: boolean;
  readonly columns: readonly string[];
  readonly definition: string;
  /** Whether it is a B-tree over whole columns and all rows, nulls apart: what any database could have. */
  readonly plain: boolean;
}

export interface CatalogType {
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  readonly kind: 'base' | 'enum' | 'domain' | 'composite' | 'range' | 'multirange' | 'pseudo';
  /** Of an array: the type of what it holds. */
  readonly elementId: number | null;
  readonly labels: readonly string[];
  /** Of a domain. */
  readonly domain: {
    readonly baseId: number;
    /** The base type as PostgreSQL writes it, `character varying(20)`. */
    readonly base: string;
    readonly required: boolean;
    readonly default: string | null;
    readonly checks: readonly { readonly name: string; readonly condition: string }[];
  } | null;
}
