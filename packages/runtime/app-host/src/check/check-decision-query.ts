import { type DefinitionViolation, type RecordOf, violationOf } from '@plinth/app-definition';
import { nearestName } from '@plinth/foundation';
import type { PlannedDecision } from '../decisions/decision-compiler.ts';
import { checkExpression } from './check-bindings.ts';
import type { PageScope } from './page-scope.ts';

/** What is wrong with a query that asks a decision: inputs that it does not have, lacks, or that have another type. */
export function checkDecisionQuery(
  scope: PageScope,
  query: RecordOf<'query'>,
  decision: PlannedDecision | undefined,
): DefinitionViolation[] {
  if (decision === undefined) return [];
  const given = query.inputs ?? {};
  const known = Object.keys(decision.inputs);
  const found = Object.entries(given).flatMap(([name, text]) => {
    const steps = ['inputs', name];
    const expects = Object.hasOwn(decision.inputs, name) ? decision.inputs[name] : undefined;
    if (expects !== undefined) return checkExpression(query, steps, text, scope.at({}), expects);
    const nearest = nearestName(name, known);
    const hint = nearest === null ? `There are ${known.join(', ')}.` : `Did you mean ${nearest}?`;
    return [violationOf(query, 'expression', steps, `decision ${decision.record.key} has no input ${name}`, hint)];
  });
  const missing = known
    .filter((name) => !Object.hasOwn(given, name))
    .map((name) => violationOf(query, 'expression', ['inputs'], `decision ${decision.record.key} also needs ${name}`));
  return [...found, ...missing];
}
