import type { FinishedRequest } from '@plinth/api-gateway';
import type { AppHost } from '@plinth/app-host';
import type { Database } from '@plinth/database';
import { createMetrics, watchProcess } from '@plinth/observability';
import type { Tenancy } from '@plinth/tenancy';

export interface PlatformMetrics {
  /** To be called with each request that is over. */
  count(request: FinishedRequest): void;
  /** All of them, in Prometheus' text format. */
  expose(): string;
  close(): void;
}

/** What operators watch. Labels are operations and statuses, of which there are few: never a tenant, an application or a person. */
export function platformMetrics(parts: {
  readonly version: string;
  readonly database: Database;
  readonly tenancy: Tenancy;
  readonly host: AppHost;
}): PlatformMetrics {
  const { version, database, tenancy, host } = parts;
  const metrics = createMetrics();
  const stopWatching = watchProcess(metrics);
  metrics.gauge('plinth_info', 'The version that runs.', ['version']).set({ version }, 1);
  const requests = metrics.counter('plinth_requests_total', 'Requests answered.', ['operation', 'status']);
  const seconds = metrics.histogram('plinth_request_seconds', 'Time from a request to its answer.', ['operation']);
  metrics.readGauge('plinth_database_connections_open', 'Connections to the database.', () => database.usage().open);
  metrics.readGauge('plinth_database_connections_idle', 'Connections that nobody uses.', () => database.usage().idle);
  metrics.readGauge('plinth_database_requests_waiting', 'Requests that wait for a connection.', () => database.usage().waiting);
  metrics.readGauge('plinth_application_plans', 'Application plans at hand.', () => host.usage().plans);
  metrics.readGauge('plinth_application_plan_bytes', 'Bytes that the application plans at hand take.', () => host.usage().bytes);
  metrics.readGauge('plinth_identity_tenants', 'Tenants at hand.', () => tenancy.identity.usage().tenants);
  metrics.readGauge('plinth_identity_proofs', 'Sessions and tokens at hand.', () => tenancy.identity.usage().proofs);
  return {
    count({ operation, status, milliseconds }) {
      requests.add({ operation: operation.id, status: String(status) });
      seconds.observe({ operation: operation.id }, milliseconds / 1000);
    },
    expose: metrics.expose,
    close: stopWatching,
  };
}
