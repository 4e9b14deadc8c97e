import {
  compositesOf,
  type Definition,
  type DefinitionViolation,
  type Dependencies,
  type MeaningCheck,
  pagesOf,
  type RecordOf,
  recordOf,
  recordsOf,
  violationOf,
} from '@plinth/app-definition';
import { foundBy } from '@plinth/definition-expressions';
import { parseType, types } from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';
import {
  type ApplicationModel,
  type ComputedValues,
  checkEntities,
  checkImports,
  checkPermissions,
  checkPermissionTests,
  checkQuery,
  deriveModel,
  entityKey,
  ruleAdvice,
} from '@plinth/record-store';
import { computedValues, undecided } from '../decisions/computed-values.ts';
import { type DecisionCompiler, noDecisions, type PlannedDecision } from '../decisions/decision-compiler.ts';
import { planQuery } from '../query-plan.ts';
import { checkExpression } from './check-bindings.ts';
import { checkComponents } from './check-component.ts';
import { checkDecidedFields } from './check-decided-fields.ts';
import { checkDecisionQuery } from './check-decision-query.ts';
import { checkEventTypes } from './check-event-types.ts';
import { checkActionQuery, checkExternalActions } from './check-external-actions.ts';
import { checkExternalTriggers } from './check-external-triggers.ts';
import { checkFunctions } from './check-functions.ts';
import { checkPageActions } from './check-page-actions.ts';
import { type FindComponent, withComposites } from './known-components.ts';
import { type PageScope, pageScope } from './page-scope.ts';

/** Stands for an environment: what a definition means is the same in each. */
const anyEnvironment = '0';

/**
 * Finds what is written as it should be and still means nothing, by compiling everything as the record store and the
 * renderer will: rules, titles and row rules, queries, properties, bindings and the values of page actions.
 */
export function meaningCheck(
  find: FindComponent,
  decisions?: DecisionCompiler,
  /** Finds what keeps processes from running, where somebody is there who runs them. */
  checkProcesses: (definition: Definition) => Iterable<DefinitionViolation> = () => [],
): MeaningCheck {
  return (definition, dependencies) => {
    const tables = modelOf(definition, dependencies);
    if ('violations' in tables) return tables.violations;
    const wrong = decisions?.check(definition, tables) ?? [];
    // What pages and entities ask of decisions that cannot be compiled would be a guess.
    const planned = wrong.length > 0 || decisions === undefined ? noDecisions : decisions.compile(definition);
    const values = wrong.length > 0 || decisions === undefined ? undecided : computedValues(decisions, [definition, planned]);
    const model = modelOf(definition, dependencies, values);
    if ('violations' in model) return model.violations;
    return [
      ...wrong,
      ...checkEntities(model),
      ...checkDecidedFields(definition, model),
      ...checkPermissions(model),
      ...checkPermissionTests(model, permissionTests(definition)),
      ...checkImports(model),
      ...checkFunctions(definition, model),
      ...checkEventTypes(definition),
      ...checkExternalActions(definition),
      ...checkExternalTriggers(definition),
      // The test cases of processes ask decisions.
      ...(wrong.length > 0 ? [] : checkProcesses(definition)),
      ...[...pagesOf(definition), ...compositesOf(definition)].flatMap((page) =>
        checkPage({ definition, model, find: withComposites(definition, find), decisions: planned.decisions }, page),
      ),
    ];
  };
}

/** What is true of a definition and no mistake: row rules that no index can serve. Empty where it means nothing as a whole. */
export function definitionAdvice(definition: Definition, dependencies?: Dependencies): readonly DefinitionViolation[] {
  const model = modelOf(definition, dependencies);
  return 'violations' in model ? [] : ruleAdvice(model);
}

function permissionTests(definition: Definition) {
  return recordsOf(definition, 'permission-test').map((test) => ({ ...test, entity: entityKey(test.entity, definition) }));
}

function modelOf(
  definition: Definition,
  dependencies: Dependencies | undefined,
  values?: ComputedValues,
): ApplicationModel | { readonly violations: readonly DefinitionViolation[] } {
  try {
    return deriveModel(definition, {
      environmentId: anyEnvironment,
      ...(dependencies === undefined ? {} : { dependencies }),
      ...(values === undefined ? {} : { computedValues: values }),
    });
  } catch (error) {
    if (!(error instanceof PlinthError)) throw error;
    return { violations: [violationOf({ id: 'app' }, 'schema', [], error.message, error.hint)] };
  }
}

interface Checked {
  readonly definition: Definition;
  readonly model: ApplicationModel;
  readonly find: FindComponent;
  readonly decisions: ReadonlyMap<string, PlannedDecision>;
}

function checkPage({ definition, model, find, decisions }: Checked, page: RecordOf<'page'>): DefinitionViolation[] {
  const events = page.composite?.events ?? {};
  const wrongTypes = [
    ...Object.entries(events).flatMap(([name, text]) => foundBy(page, ['composite', 'events', name], text, () => parseType(text))),
    ...Object.entries(page.parameters).flatMap(([name, text]) => foundBy(page, ['parameters', name], text, () => parseType(text))),
    ...Object.entries(page.state).flatMap(([name, { type }]) => foundBy(page, ['state', name, 'type'], type, () => parseType(type))),
    ...Object.entries(page.state).flatMap(([name, { type, initial }]) => checkInitial(page, name, type, initial)),
  ];
  // Without the types of its names, everything on the page would be a guess.
  if (wrongTypes.length > 0) return wrongTypes;
  const queries = recordsOf(definition, 'query').filter(({ parent }) => parent === page.id);
  const planned = queries.flatMap((query) =>
    foundBy(query, ['filter'], query.filter ?? '', () => planQuery(definition, model, page, query, decisions)),
  );
  if (planned.length > 0) return planned;
  const scope = pageScope(definition, model, page, find, decisions);
  return [
    ...queries.flatMap((query) => {
      if (query.externalAction !== undefined)
        return checkActionQuery(scope, query, recordOf(definition, 'external-action', query.externalAction));
      if (query.entity === undefined) return checkDecisionQuery(scope, query, decisions.get(query.decision ?? ''));
      const { entity, outer } = planQuery(definition, model, page, query, decisions);
      return [...checkQuery(model, query, entity, outer), ...checkSearch(scope, query)];
    }),
    ...checkPageActions({ definition, model, scope, page, record: page, find }, ['onOpen'], page.onOpen, {}),
    ...checkComponents({ definition, model, scope, page, find }, page.id),
  ];
}

/** What a state begins with must be of its type, where JSON has that type. */
function checkInitial(page: { readonly id: string }, name: string, type: string, initial: unknown): DefinitionViolation[] {
  const plain = type === 'string' || type === 'number' || type === 'boolean';
  if (!plain || initial === undefined || initial === null || typeof initial === type) return [];
  return [violationOf(page, 'expression', ['state', name, 'initial'], `is no ${type}`)];
}

function checkSearch(scope: PageScope, query: { readonly id: string; readonly search?: string }): DefinitionViolation[] {
  return query.search === undefined ? [] : checkExpression(query, ['search'], query.search, scope.at({}), types.string);
}
