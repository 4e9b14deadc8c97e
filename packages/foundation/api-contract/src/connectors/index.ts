export {
  callConnectorAction,
  connectorState,
  getConnectorAction,
  listConnectorActions,
  listConnectors,
  setConnector,
  testConnector,
} from './operations.ts';
export { ConnectorConnection, CredentialSecret } from './schemas.ts';
