import { type Definition, type DefinitionViolation, externalActionsOf, type RecordOf, violationOf } from '@plinth/app-definition';
import { actionInput, foundBy, takesInput } from '@plinth/definition-expressions';
import { parseType } from '@plinth/expression';
import { nearestName } from '@plinth/foundation';
import { checkExpression } from './check-bindings.ts';
import type { PageScope } from './page-scope.ts';

type ExternalAction = RecordOf<'external-action'>;

/** What is wrong with the external actions of a definition by themselves: types that are none, required inputs that there are not. */
export function checkExternalActions(definition: Definition): DefinitionViolation[] {
  return externalActionsOf(definition).flatMap((action) => [
    ...Object.entries(action.input).flatMap(([name, text]) => foundBy(action, ['input', name], text, () => parseType(text))),
    ...foundBy(action, ['result'], action.result ?? '', () => parseType(action.result ?? 'any')),
    ...action.required.flatMap((name, at) =>
      Object.hasOwn(action.input, name) ? [] : [unknownInput(action, action, ['required', at], name)],
    ),
    ...(action.paging === undefined || action.paging.kind === 'link' || takesInput(action, action.paging.input)
      ? []
      : [unknownInput(action, action, ['paging', 'input'], action.paging.input)]),
  ]);
}

/** What is wrong with a query that asks for an external action: one that changes something, inputs that it does not take, lacks, or takes of another type. */
export function checkActionQuery(scope: PageScope, query: RecordOf<'query'>, action: ExternalAction | null): DefinitionViolation[] {
  if (action === null) return [];
  const changes =
    action.effect === 'reads'
      ? []
      : [
          violationOf(
            query,
            'reference',
            ['externalAction'],
            `${action.key} may change something there, and queries only read`,
            'Ask for it by the page action callAction.',
          ),
        ];
  const given = query.inputs ?? {};
  const found = Object.entries(given).flatMap(([name, text]) => {
    const expects = actionInput(action, name);
    if (expects === null) return [unknownInput(query, action, ['inputs', name], name)];
    return checkExpression(query, ['inputs', name], text, scope.at({}), expects);
  });
  return [...changes, ...found, ...missingInputs(query, action, ['inputs'], Object.keys(given), 'expression')];
}

/** The inputs that must be given and are not. */
export function missingInputs(
  record: { readonly id: string },
  action: ExternalAction,
  steps: readonly (string | number)[],
  given: readonly string[],
  rule: 'expression' | 'action',
): DefinitionViolation[] {
  return action.required
    .filter((name) => !given.includes(name))
    .map((name) => violationOf(record, rule, steps, `external action ${action.key} also needs ${name}`));
}

/** An input that an external action does not take. */
export function unknownInput(
  record: { readonly id: string },
  action: ExternalAction,
  steps: readonly (string | number)[],
  name: string,
): DefinitionViolation {
  const known = Object.keys(action.input);
  const nearest = nearestName(name, known);
  const hint =
    nearest === null ? (known.length === 0 ? 'It takes nothing.' : `There are ${known.join(', ')}.`) : `Did you mean ${nearest}?`;
  return violationOf(record, 'expression', steps, `external action ${action.key} has no input ${name}`, hint);
}
