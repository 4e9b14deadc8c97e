import { type Connector, connectorErrors } from '@plinth/connectors';
import { nearestName, type PlinthError } from '@plinth/foundation';

/** That a system cannot be asked for something, with what may be meant. */
export function noAction({ title, actions }: Connector, key: string): PlinthError {
  const near = nearestName(key, Object.keys(actions));
  const suggestion = near === null ? 'See which it has.' : `Is ${near} meant?`;
  return connectorErrors.noAction({ connector: title, action: key, suggestion });
}
