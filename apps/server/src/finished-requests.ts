import type { FinishedRequest } from '@plinth/api-gateway';
import type { RequestContext } from '@plinth/foundation';
import type { Logger } from '@plinth/observability';
import type { Tenancy } from '@plinth/tenancy';
import type { PlatformMetrics } from './platform-metrics.ts';

interface Watching {
  readonly tenancy: Tenancy;
  readonly metrics: PlatformMetrics | null;
  readonly logger: Logger;
  /** Something may be in the outbox of the context's environment. */
  readonly wake: (context: RequestContext) => void;
}

/** What is told of each request that is over: the audit, the metrics, the log, and whoever waits for its events. */
export function finishedRequests({ tenancy, metrics, logger, wake }: Watching): (request: FinishedRequest) => void {
  return (request) => {
    tenancy.auditRequest(request);
    metrics?.count(request);
    const { trace, status, milliseconds, code, operation, context } = request;
    // What it changed is in the outbox: whoever waits for it need not look first.
    if (status < 400 && operation.idempotency !== 'safe' && context?.environment) wake(context);
    const line = {
      trace,
      operation: operation.id,
      status,
      milliseconds: Math.round(milliseconds * 10) / 10,
      tenant: context?.tenant.key,
      code,
    };
    if (status >= 500) logger.error({ ...line, err: request.error }, 'request failed');
    else logger.debug(line, 'request');
  };
}
