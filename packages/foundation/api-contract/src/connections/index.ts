export {
  Connection,
  ConnectionKey,
  introspectSource,
  listConnections,
  removeConnection,
  setConnection,
  testConnection,
} from './operations.ts';
