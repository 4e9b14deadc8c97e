import type { CatalogTable } from '@plinth/database';
import type { FieldShape } from '../columns/column-type.ts';
import type { PartReport } from '../report.ts';

/** A field as the files of an application write it. */
export type FieldForm = { readonly type: string } & Readonly<Record<string, unknown>>;

/** A column that has become a field. */
export interface FieldPlan {
  readonly column: string;
  readonly key: string;
  readonly label: string;
  readonly shape: FieldShape;
  readonly form: FieldForm;
  /** Key of the entity that a reference leads to. */
  readonly target: string | null;
  /** People see it and do not write it. */
  readonly locked: boolean;
}

/** Records of another entity that belong to one of this. */
export interface RelationPlan {
  readonly key: string;
  readonly label: string;
  readonly target: string;
  /** The reference of the target that points back; null: many to many. */
  readonly through: string | null;
}

export interface IndexPlan {
  readonly key: string;
  readonly fields: readonly string[];
  readonly unique: boolean;
}

/** Foreign key of several columns: the model has no reference for it, a page can still show what belongs together. */
export interface CompositePlan {
  readonly from: string;
  readonly to: string;
  /** Paths that are equal, of the entity that refers and of the other, with their FEEL type. */
  readonly pairs: readonly { readonly own: string; readonly theirs: string; readonly type: string }[];
}

/** A table that has become an entity. */
export interface EntityPlan {
  readonly table: CatalogTable;
  /** Columns by which a row is known. */
  readonly primary: readonly string[];
  /** The type of its key, where that is one column. */
  readonly keyType: 'integer' | 'uuid' | 'text';
  readonly key: string;
  /** `albums`, for pages and queries. */
  readonly pluralKey: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly description: string | null;
  readonly fields: readonly FieldPlan[];
  readonly relations: readonly RelationPlan[];
  readonly indexes: readonly IndexPlan[];
  /** Keys of the fields by which people name a record; none: its number. */
  readonly named: readonly string[];
  readonly searched: readonly string[];
  /** Of its columns that are fields or not, in their order. */
  readonly columnReports: readonly PartReport[];
  readonly constraintReports: readonly PartReport[];
  readonly indexReports: readonly PartReport[];
}
