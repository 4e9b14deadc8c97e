import { type PipelinePart, statement } from '@plinth/database';
import type { JsonObject, RequestContext } from '@plinth/foundation';

/** What is worth keeping of something that happened. Never put secrets or whole inputs into it. */
export interface AuditFacts {
  /** Id of the operation, such as `members.update`. */
  readonly operation: string;
  /** What it concerned, such as `member/0198…`. */
  readonly target?: string | null;
  readonly outcome?: 'done' | 'refused' | 'failed';
  readonly detail?: JsonObject;
}

/** Adds entries; position, time and digests are PostgreSQL's (see the migration). One parameter list for one entry or many. */
export const appendAudit = statement(`
insert into plinth.audit (tenant_id, actor_kind, actor_id, actor_name, operation, target, outcome, detail, trace, remote_address)
select $1::uuid, e.actor_kind, e.actor_id, e.actor_name, e.operation, e.target, e.outcome, e.detail, e.trace, e.remote_address
from jsonb_to_recordset($2::jsonb) as e (
  actor_kind text, actor_id text, actor_name text, operation text, target text, outcome text, detail jsonb, trace text, remote_address text)`);

/** An entry as {@link appendAudit} takes it. */
export function auditRow(context: RequestContext, facts: AuditFacts): JsonObject {
  const { actor } = context;
  return {
    actor_kind: actor.kind,
    actor_id: actor.id,
    actor_name: actor.name,
    operation: facts.operation,
    target: facts.target ?? null,
    outcome: facts.outcome ?? 'done',
    detail: { ...(context.proof === undefined ? {} : { [context.proof.kind]: context.proof.id }), ...facts.detail },
    trace: context.trace,
    remote_address: context.remoteAddress ?? null,
  };
}

/**
 * The statement that adds an entry, for a batch or transaction of whoever changes something: the change and its entry
 * then stand or fall together. Put it last, for it holds up the tenant's other entries until the end.
 */
export function auditPart(context: RequestContext, facts: AuditFacts): PipelinePart {
  return { statement: appendAudit, values: [context.tenant.id, JSON.stringify([auditRow(context, facts)])] };
}
