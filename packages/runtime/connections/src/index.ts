export { ApplicationActions, externalActionOperations } from './application-actions.ts';
export { AttachedDatabases } from './attached-databases.ts';
export { type ConnectionDetails, ConnectionStore } from './connection-store.ts';
export { connectorOperations } from './connector-operations.ts';
export { ConnectorStore } from './connector-store.ts';
export { connectionErrors } from './errors.ts';
export { type DefinitionToRun, lackingConnections } from './lacking-connections.ts';
export { connectionMigrations } from './migrations.ts';
export { connectionOperations } from './operations.ts';
