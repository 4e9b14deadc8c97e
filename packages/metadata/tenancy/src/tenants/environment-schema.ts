import type { EnvironmentReference } from '@plinth/foundation';

/** Name of the PostgreSQL schema with an environment's records. It is made when something is first published there. */
export function environmentSchema(environment: EnvironmentReference): string {
  return `env_${environment.id}`;
}
