export { Connection, ConnectionKey, introspectSource, listConnections, removeConnection, setConnection } from './operations.ts';
