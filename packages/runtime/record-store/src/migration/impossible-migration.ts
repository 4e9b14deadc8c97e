import type { PlinthError } from '@plinth/foundation';
import { recordErrors } from '../errors.ts';
import { findRefusal } from '../write/refusals.ts';
import type { MigrationPlan, MigrationStep } from './migration-plan.ts';

/** Throws `records.impossible-migration` with each reason where a plan cannot be made. */
export function requirePossible({ problems }: MigrationPlan): void {
  const [first] = problems;
  if (first === undefined) return;
  const violations = problems.map((problem) => ({
    path: `/${problem.entity}${problem.field === null ? '' : `/${problem.field}`}`,
    message: problem.reason,
    hint: problem.hint,
  }));
  const at = first.field === null ? first.entity : `${first.entity}.${first.field}`;
  throw recordErrors.impossibleMigration({ first: `${at}: ${first.reason}`, hint: first.hint }, { details: { violations } });
}

const ofRows = new Set(['unique', 'foreign-key', 'not-null', 'check', 'exclusion']);

/** A step that rows stand against which came after the plan; null where something else was wrong. */
export function refusedByRows({ summary }: MigrationStep, error: unknown): PlinthError | null {
  const refusal = findRefusal(error);
  if (refusal === null || !ofRows.has(refusal.kind)) return null;
  return recordErrors.impossibleMigration(
    { first: `${summary} There are records that it forbids.`, hint: 'Change those records first.' },
    { cause: error },
  );
}
