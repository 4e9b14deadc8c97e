import { createHash } from 'node:crypto';
import { type PipelinePart, type Queryable, statement } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import { recordErrors } from '../errors.ts';
import { qualifiedName } from '../migration/isolated-table.ts';
import type { ApplicationModel, EntityModel } from '../model/entity-model.ts';
import { findRefusal, idempotencyConstraint } from './refusals.ts';

/** A request that must do its work once, however often it is sent. */
export interface Attempt {
  readonly actor: string;
  readonly key: string;
  /** What was asked for; the same key with another digest is a mistake. */
  readonly digest: string;
}

export function attemptOf(context: RequestContext, entity: EntityModel, key: string, values: unknown): Attempt {
  const digest = createHash('sha256')
    .update(`${entity.key}\n${JSON.stringify(values)}`)
    .digest('base64url');
  return { actor: context.actor.id, key, digest };
}

/** Keeps which record an attempt made, in the transaction that makes it. */
export function keepAttemptPart(model: ApplicationModel, attempt: Attempt, id: string): PipelinePart {
  const text = `insert into ${qualifiedName(model.schema, '_idempotency')} (actor, key, digest, answer) values ($1, $2, $3, $4)`;
  return { statement: statement(text), values: [attempt.actor, attempt.key, attempt.digest, id] };
}

/** Forgets some attempts that are more than a day old; those that somebody else is forgetting are left to them. */
export function forgetAttemptsPart(model: ApplicationModel): PipelinePart {
  const table = qualifiedName(model.schema, '_idempotency');
  const text = `delete from ${table} where (actor, key) in (
  select actor, key from ${table} where at < now() - interval '1 day' order by at limit 20 for update skip locked)`;
  return { statement: statement(text), values: [] };
}

/** Whether a write failed because its attempt was made already. */
export function isRepeated(error: unknown): boolean {
  return findRefusal(error)?.constraint === idempotencyConstraint;
}

/** The id of the record that the attempt made; null where it made none yet. Throws `records.idempotency-mismatch`. */
export async function findAttempt(
  context: RequestContext,
  queryable: Queryable,
  model: ApplicationModel,
  attempt: Attempt,
): Promise<string | null> {
  const text = `select digest, answer from ${qualifiedName(model.schema, '_idempotency')} where actor = $1 and key = $2`;
  const { rows } = await queryable.query<{ digest: string; answer: string }>(context, statement(text), [attempt.actor, attempt.key]);
  const [made] = rows;
  if (made !== undefined && made.digest !== attempt.digest) throw recordErrors.idempotencyMismatch();
  return made?.answer ?? null;
}
