import { type Refusal, refusalOf } from '@plinth/database';
import type { PlinthError } from '@plinth/foundation';
import type { RecordOperation } from '../access/access.ts';
import { recordErrors } from '../errors.ts';
import type { EntityModel } from '../model/entity-model.ts';
import { recordPhrases } from '../record-phrases.ts';

/** The key of the table of requests that are made once. */
export const idempotencyConstraint = '_idempotency_pkey';

/** What PostgreSQL refused, wherever in the chain of causes it stands. */
export function findRefusal(error: unknown): Refusal | null {
  for (let current = error; current !== undefined && current !== null; current = (current as { cause?: unknown }).cause) {
    const refusal = refusalOf(current);
    if (refusal !== null) return refusal;
  }
  return null;
}

/** What PostgreSQL refused of a read, as the caller's mistake; null where it was something else. */
export function databaseRefusal(error: unknown): PlinthError | null {
  const refusal = findRefusal(error);
  if (refusal === null) return null;
  if (refusal.kind === 'invalid-value' || refusal.kind === 'out-of-range') {
    return recordErrors.badFilter({ reason: 'a value cannot be compared', hint: 'Check dates and numbers.' }, { cause: error });
  }
  return null;
}

/** What a write demanded in vain with `plinth.demand`; null where the error is another. */
export function unmetDemand(error: unknown): string | null {
  const refusal = findRefusal(error);
  return refusal?.sqlState === 'PLN01' ? (refusal.constraint ?? '') : null;
}

/** What PostgreSQL refused of a write, named by the entity's fields; null where it was something else. */
export function writeRefusal(error: unknown, entity: EntityModel, operation: RecordOperation): PlinthError | null {
  const refusal = findRefusal(error);
  if (refusal === null) return null;
  const { constraint } = refusal;
  const demand = unmetDemand(error);
  if (demand?.startsWith('reference ')) return invalid([demand.slice('reference '.length)], recordPhrases.refersToNothing(), error);
  if (demand === 'denied') return recordErrors.denied({ operation, entity: entity.record.label }, { cause: error });
  switch (refusal.kind) {
    case 'exclusion':
    case 'unique': {
      if (constraint === idempotencyConstraint) return null;
      const index = entity.indexes.find((candidate) => candidate.name === constraint);
      const fields = index?.fields ?? ['id'];
      const violations = fields.map((field) => ({ path: `/${field}`, message: recordPhrases.taken() }));
      return recordErrors.duplicate({ fields: fields.join(', ') }, { cause: error, details: { violations } });
    }
    case 'foreign-key': {
      const key = entity.foreignKeys.find((candidate) => candidate.name === constraint);
      if (operation === 'delete') return recordErrors.referenced({}, { cause: error });
      if (key === undefined) return recordErrors.invalid({ first: recordPhrases.leadsToNothing() }, { cause: error });
      return invalid(key.fields, recordPhrases.refersToNothing(), error);
    }
    case 'check': {
      const check = entity.checks.find((candidate) => candidate.name === constraint);
      return invalid(check?.fields ?? [], recordPhrases.ruleOfField(), error);
    }
    case 'not-null': {
      const field = entity.fields.find((candidate) => candidate.column === refusal.column);
      return invalid(field === undefined ? [] : [field.key], recordPhrases.required(), error);
    }
    case 'invalid-value':
    case 'out-of-range':
    case 'too-long':
      return recordErrors.invalid({ first: recordPhrases.outOfRange() }, { cause: error });
    default:
      return null;
  }
}

function invalid(fields: readonly string[], message: string, cause: unknown): PlinthError {
  const violations = fields.map((field) => ({ path: `/${field}`, message }));
  return recordErrors.invalid({ first: `${fields.join(', ')} ${message}` }, { cause, details: { violations } });
}
