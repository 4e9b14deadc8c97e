export { Access, type Grant, type Permissions, permissionsFor, type RecordOperation } from './access/access.ts';
export type { MemberSource } from './access/explain-access.ts';
export { ruleAdvice } from './access/rule-indexes.ts';
export { personalPermissions } from './access/user-record.ts';
export { isUserValue, type UserValues } from './access/user-values.ts';
export {
  aggregateColumns,
  checkEntities,
  checkImports,
  checkPermissions,
  checkPermissionTests,
  checkQuery,
} from './check/index.ts';
export { exportErrors, fileErrors, importErrors, recordErrors } from './errors.ts';
export type { ComputedAnswer, ComputedValue, ComputedValues } from './expressions/computed-value.ts';
export { standaloneDefaults } from './expressions/entity-rules.ts';
export { fieldType, recordType, userType } from './expressions/entity-types.ts';
export { asksDecision, fieldReads, type RecordValues } from './expressions/rule-compiler.ts';
export { sqlTypeOf, toSqlValue } from './expressions/sql-values.ts';
export { cleanFileName } from './files/file-name.ts';
export { type FileDependencies, fileOperations } from './files/file-operations.ts';
export { storedBytes } from './files/stored-bytes.ts';
export { tellBytes } from './files/tell-bytes.ts';
export { requirePossible } from './migration/impossible-migration.ts';
export {
  applyMigration,
  applyMigrationIn,
  loadModel,
  type Migrated,
  type MigrationInput,
  type MigrationWatch,
  planMigration,
} from './migration/migrate.ts';
export type { MigrationKind, MigrationPlan, MigrationProblem, MigrationStep } from './migration/migration-plan.ts';
export { recordStoreMigrations } from './migration/platform-migrations.ts';
export { takeRecordsAway } from './migration/take-records-away.ts';
export { deriveModel, entityKeyOf as entityKey, environmentSchema, type ModelOptions } from './model/derive-model.ts';
export type { ApplicationModel, EntityModel, FieldModel, RelationModel } from './model/entity-model.ts';
export { type ApplicationSource, recordOperations } from './operations.ts';
export { type AggregateRequest, aggregate, type DateUnit, type MeasureFunction } from './read/aggregate.ts';
export type { AskedDatabase, AttachedSources } from './read/attached-sources.ts';
export type { ColumnFilter, ColumnFilters } from './read/column-filter.ts';
export type { OuterNames } from './read/entity-view.ts';
export { type ListedPage, type ListRequest, type ReadScope, RecordReader } from './read/record-reader.ts';
export type { SortBy } from './read/sort-order.ts';
export { fillSamples, makeSampleTables, removeSampleTables } from './samples/sample-records.ts';
export { type ExportDependencies, exportOperations } from './transfer/export-operations.ts';
export { type ImportDependencies, importOperations } from './transfer/import-operations.ts';
export { importRecords } from './transfer/import-records.ts';
export type { ImportOptions, ImportTarget } from './transfer/import-target.ts';
export { type BulkItem, BulkWriter } from './write/bulk-writer.ts';
export { RecordWriter, type WritableDatabase } from './write/record-writer.ts';
