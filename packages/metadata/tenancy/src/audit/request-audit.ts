import type { OperationContract } from '@plinth/api-contract';
import type { RequestContext } from '@plinth/foundation';
import { platformTenant } from '../platform-tenant.ts';
import type { AuditLog } from './audit-log.ts';

/** A request that is over, as a gateway knows it. */
export interface AuditedRequest {
  /** Null where nobody knew yet who it was. */
  readonly context: RequestContext | null;
  readonly operation: Pick<OperationContract, 'id' | 'permission' | 'idempotency' | 'path'>;
  /** Key of the application that its path names; empty where it names none. */
  readonly application: string;
  readonly status: number;
  /** Code of the error, or null. */
  readonly code: string | null;
  /** How often it was done, where one entry stands for several. */
  readonly times?: number;
}

/**
 * Keeps what was refused to somebody, and what members did through operations that keep no entry of their own. What is done
 * to one record of an application is told by its event and its history; what concerns many, by its address, is kept here.
 */
export function auditRequests(
  log: AuditLog,
  keepTheirOwn: ReadonlySet<string>,
  onFailure: (error: unknown) => void,
): (request: AuditedRequest) => void {
  return ({ context, operation, application, status, code, times }) => {
    if (context === null || context.tenant.id === platformTenant.id) return;
    const outcome = status === 403 ? 'refused' : status >= 500 ? 'failed' : status < 400 ? 'done' : null;
    const ofOneRecord = operation.permission === 'application' && !operation.path.includes('/-/');
    const silent = operation.idempotency === 'safe' || ofOneRecord || keepTheirOwn.has(operation.id);
    if (outcome === null || (silent && outcome !== 'refused')) return;
    log
      .append(context, {
        operation: operation.id,
        target: application === '' ? null : applicationTarget(application, context),
        outcome,
        detail: { ...(code === null ? {} : { code }), ...(times === undefined ? {} : { times }) },
      })
      .catch(onFailure);
  };
}

/** How the audit names an application, and where it was meant: `application/bank@production`. */
export function applicationTarget(application: string, { environment }: Pick<RequestContext, 'environment'>): string {
  return environment === null ? `application/${application}` : `application/${application}@${environment.key}`;
}
