import type { CatalogTable } from '@plinth/database';
import type { PlannedEntity, PlannedField } from '@plinth/entity-pages';
import type { FieldShape } from '../columns/column-type.ts';
import type { PartReport } from '../report.ts';

/** A column that has become a field. */
export interface FieldPlan extends PlannedField {
  readonly column: string;
  readonly shape: FieldShape;
}

export interface IndexPlan {
  readonly key: string;
  readonly fields: readonly string[];
  readonly unique: boolean;
}

/** A table that has become an entity. */
export interface EntityPlan extends PlannedEntity {
  readonly table: CatalogTable;
  /** Columns by which a row is known. */
  readonly primary: readonly string[];
  /** The type of its key, where that is one column. */
  readonly keyType: 'integer' | 'uuid' | 'text';
  readonly fields: readonly FieldPlan[];
  readonly indexes: readonly IndexPlan[];
  /** Of its columns that are fields or not, in their order. */
  readonly columnReports: readonly PartReport[];
  readonly constraintReports: readonly PartReport[];
  readonly indexReports: readonly PartReport[];
}
