export {
  callConnectorAction,
  connectorState,
  getConnectorAction,
  listConnectorActions,
  listConnectors,
  listConnectorTriggers,
  setConnector,
  testConnector,
} from './operations.ts';
export { ConnectorConnection, CredentialSecret } from './schemas.ts';
