import type { RequestContext } from '@plinth/foundation';
import { permissionsFor } from '@plinth/record-store';
import type { ApplicationPlan } from '../application-plan.ts';
import { hostErrors } from '../errors.ts';
import type { PlannedDecision } from './decision-compiler.ts';

/** Whether one of the roles that the actor holds grants a decision; Plinth itself may ask every one. */
function mayEvaluate(context: RequestContext, plan: ApplicationPlan, decision: PlannedDecision): boolean {
  if (context.actor.kind === 'system') return true;
  const held = permissionsFor(context, plan.model).user.roles;
  const { id, versionOf = id } = decision.record;
  // Who may ask a decision may ask each of its versions.
  const granting = [id, versionOf];
  return plan.model.roles.some((role) => held.includes(role.key) && granting.some((id) => role.evaluate.includes(id)));
}

/** The decision of that key, as the actor may ask it: to others it is not there. */
export function requireDecision(context: RequestContext, plan: ApplicationPlan, key: string): PlannedDecision {
  const decision = plan.decisions.get(key);
  if (decision === undefined || !mayEvaluate(context, plan, decision)) throw hostErrors.noDecision({ decision: key });
  return decision;
}

/** The decisions that the actor may ask; who has the same access may ask the same. */
export function askable(context: RequestContext, plan: ApplicationPlan): PlannedDecision[] {
  return [...plan.decisions]
    .filter(([key, decision]) => key === decision.record.key && mayEvaluate(context, plan, decision))
    .map(([, decision]) => decision);
}
