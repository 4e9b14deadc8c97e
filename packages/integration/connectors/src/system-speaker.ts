import type { JsonObject, JsonValue } from '@plinth/foundation';
import type { OpenConnection } from './connection.ts';

/** One attempt to ask a system that does not speak HTTP. */
export interface SystemRequest {
  /** The action, for what is told of it. */
  readonly action: string;
  readonly command: string;
  /** As the action's schema has it. */
  readonly input: JsonObject;
  readonly address: URL;
  readonly secrets: OpenConnection['secrets'];
  /** For this attempt: milliseconds that are left, and bytes of the answer. */
  readonly limits: { readonly milliseconds: number; readonly bytes: number };
  /** Ends when whoever asked goes away, or time is up. */
  readonly signal: AbortSignal;
}

/**
 * Asks one kind of system, and gives what the action's output says; for the command `probe`, it only signs in. Throws `outgoing.unreachable` where nothing was said, other
 * errors of `outgoing` where it is not known what the system did, and `connectors.refused` where it said no.
 */
export type SystemSpeaker = (request: SystemRequest) => Promise<JsonValue>;
