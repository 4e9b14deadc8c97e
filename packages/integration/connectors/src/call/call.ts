import { type JsonValue, nearestName, type Violation } from '@plinth/foundation';
import type { OpenConnection } from '../connection.ts';
import type { Action } from '../connector.ts';
import { connectorErrors } from '../errors.ts';
import type { SaidRequest } from './said-request.ts';

/** What an action gave. */
export interface CallAnswer {
  readonly output: JsonValue;
  /** Null where the system is spoken to in a protocol of its own. */
  readonly request: SaidRequest | null;
  /** Requests that it took. */
  readonly attempts: number;
  /** Where the answer is not what the connector says: the system may have changed under us. */
  readonly mismatches: readonly Violation[];
}

/** One call, with all that its attempts share. */
export interface Call {
  readonly signal: AbortSignal;
  readonly connection: OpenConnection;
  readonly name: string;
  readonly action: Action;
  /** When it is given up, in milliseconds since 1970. */
  readonly until: number;
  /** What nothing that is told may hold; tokens are added to it. */
  readonly secrets: string[];
}

/** The action of a connection by its key. Throws `connectors.no-action`. */
export function actionOf({ connector }: OpenConnection, name: string): Action {
  const action = Object.hasOwn(connector.actions, name) ? connector.actions[name] : undefined;
  if (action !== undefined) return action;
  const near = nearestName(name, Object.keys(connector.actions));
  throw connectorErrors.noAction({
    connector: connector.title,
    action: name,
    suggestion: near === null ? 'See which it has.' : `Is ${near} meant?`,
  });
}
