export { type AnswerBounds, type BoundedConnection, withinBounds } from './answer-bounds.ts';
export { type AttachedDatabase, attachDatabase } from './attached-database.ts';
export type {
  Catalog,
  CatalogColumn,
  CatalogConstraint,
  CatalogIndex,
  CatalogTable,
  CatalogTableKind,
  CatalogThing,
  CatalogType,
} from './catalog/catalog.ts';
export { type ReadCatalogOptions, readCatalog } from './catalog/read-catalog.ts';
export { copyRow, copyTarget } from './copy.ts';
export {
  type Database,
  type DatabaseContext,
  type DatabaseOptions,
  type Queryable,
  queries,
  type Transaction,
  type TransactionOptions,
} from './database.ts';
export { type EmbeddedOptions, type EmbeddedServer, startEmbeddedServer } from './embedded/embedded-server.ts';
export { databaseErrors } from './errors.ts';
export { quoteIdentifier, quoteLiteral } from './identifiers.ts';
export { isoTime } from './iso-time.ts';
export { isolated } from './isolated.ts';
export type { Migration } from './migrations.ts';
export { connectDatabase, type DatabaseLocation, type OpenOptions, openDatabase } from './open-database.ts';
export type { PipelinePart, Row, StatementResult } from './pipeline.ts';
export type { PoolUsage } from './pool.ts';
export { findUnprotectedTables, type UnprotectedTable } from './row-level-security.ts';
export { type Refusal, refusalOf, StatementRefused } from './sqlstate.ts';
export { type Statement, statement } from './statement.ts';
export type { SqlValue } from './values.ts';
