export { callConnectorAction, getConnectorAction, listConnectorActions, listConnectors, setConnector } from './operations.ts';
export { ConnectorConnection, CredentialSecret } from './schemas.ts';
