import {
  checkFieldValue,
  componentsOf,
  type Definition,
  type DefinitionViolation,
  externalActionsOf,
  pagesOf,
  type RecordOf,
  violationOf,
} from '@plinth/app-definition';
import { readPropertyText } from '@plinth/component-contract';
import { actionInput, actionResult, boundTexts } from '@plinth/definition-expressions';
import { type ContextType, contextType, type FeelType, listOf, types } from '@plinth/expression';
import { isJsonObject, nearestName } from '@plinth/foundation';
import { type ApplicationModel, entityKey, type FieldModel, fieldType } from '@plinth/record-store';
import { checkBindings, checkExpression, contractType } from './check-bindings.ts';
import { missingInputs, unknownInput } from './check-external-actions.ts';
import type { FindComponent } from './known-components.ts';
import type { LocalNames, PageScope } from './page-scope.ts';

type Steps = readonly (string | number)[];
type Values = Readonly<Record<string, unknown>>;

/** Properties that hold further actions. */
const nested = new Set(['do', 'then', 'else', 'catch', 'actions']);
/** Actions that write fields of an entity. */
const writing = new Set(['createRecord', 'updateRecord', 'updateRecords']);
const failure = contextType({ title: types.string, hint: types.string, code: types.string });

/** What page actions may refer to. */
export interface ActionPlace {
  readonly definition: Definition;
  readonly model: ApplicationModel;
  readonly scope: PageScope;
  readonly record: { readonly id: string };
  readonly page: RecordOf<'page'>;
  readonly find: FindComponent;
}

/** What is wrong with the values of a list of page actions; their form and the things they call by key are checked before. */
export function checkPageActions(place: ActionPlace, steps: Steps, actions: unknown, names: LocalNames): DefinitionViolation[] {
  if (!Array.isArray(actions)) return [];
  return actions.flatMap((action: unknown, at) => (isJsonObject(action) ? checkAction(place, [...steps, at], action, names) : []));
}

function checkAction(place: ActionPlace, steps: Steps, action: Values, names: LocalNames): DefinitionViolation[] {
  const { record, scope } = place;
  const inner = (property: string, further: LocalNames = {}) =>
    checkPageActions(place, [...steps, property], action[property], { ...names, ...further });
  const at = scope.at(names);
  const found = Object.entries(action).flatMap(([property, value]) => {
    if (nested.has(property)) return [];
    const here = [...steps, property];
    if (property === 'condition' && typeof value === 'string') return checkExpression(record, here, value, at, types.boolean);
    if (!isJsonObject(value)) return checkBindings(record, here, value, at, typeOfArgument(property));
    return Object.entries(value).flatMap(([name, part]) =>
      checkGiven(record, [...here, name], part, at, typeOfPart(place, action, property, name)),
    );
  });
  const conditional = action.do === 'if';
  return [
    ...found,
    ...checkNames(place, steps, action),
    ...checkOpenable(place, steps, action),
    ...inner('actions'),
    ...inner('then', conditional ? {} : { result: resultType(place, action) }),
    ...inner('else'),
    ...inner('catch', { error: failure }),
  ];
}

/** What `result` is when an action has succeeded. */
function resultType({ definition, scope }: ActionPlace, action: Values): FeelType {
  if (action.do === 'runQuery' && typeof action.query === 'string')
    return contextType({ rows: listOf(scope.rowOf(action.query)), count: types.number });
  if ((action.do === 'createRecord' || action.do === 'updateRecord') && typeof action.entity === 'string')
    return scope.recordOf(entityKey(action.entity, definition));
  if (action.do === 'callAction') return actionResult(externalActionOf(definition, action) ?? {});
  return types.any;
}

function externalActionOf(definition: Definition, action: Values): RecordOf<'external-action'> | undefined {
  return externalActionsOf(definition).find(({ key }) => key === action.action);
}

/** What an argument of an action must be; null where anything will do. */
function typeOfArgument(property: string): FeelType | null {
  if (property === 'version') return types.number;
  if (property === 'records') return listOf(types.any);
  return property === 'id' || property === 'address' ? types.string : null;
}

/** What a value of an action's `values` or `parameters` must be; null where anything will do or its name is unknown. */
function typeOfPart({ definition, model, page }: ActionPlace, action: Values, property: string, name: string): FeelType | null {
  if (action.do === 'setState' && property === 'values') return contractType(page.state[name]?.type ?? 'any');
  if (action.do === 'emit' && property === 'values') return payloadPart(page, String(action.event), name);
  if (action.do === 'navigate' && property === 'parameters')
    return contractType(pagesOf(definition).find(({ key }) => key === action.page)?.parameters[name] ?? 'any');
  if (action.do === 'callAction' && property === 'input') return actionInput(externalActionOf(definition, action) ?? { input: {} }, name);
  if (property !== 'values' || !writing.has(String(action.do))) return null;
  const field = model.entities.get(entityKey(String(action.entity), definition))?.fieldsByKey.get(name);
  const open = field === undefined || field.target !== null || field.currencyColumn !== null || looseTypes.has(field.record.type);
  return open ? null : fieldType(field);
}

/** What a part of an event's payload must be; null where the composite does not say. */
function payloadPart(page: RecordOf<'page'>, event: string, name: string): FeelType | null {
  const payload = contractType(page.composite?.events[event] ?? 'any');
  return payload?.kind === 'context' && Object.hasOwn(payload.entries, name) ? (payload.entries[name] ?? null) : null;
}

/** Fields whose values have more than one form. */
const looseTypes = new Set(['file', 'json', 'duration']);

/** A value that is computed, or written as it stands where JSON has the type. */
function checkGiven(
  record: { readonly id: string },
  steps: Steps,
  value: unknown,
  scope: ContextType,
  expects: FeelType | null,
): DefinitionViolation[] {
  const found = checkBindings(record, steps, value, scope, expects);
  const read = readPropertyText(value);
  if (expects === null || found.length > 0 || read.kind !== 'literal' || read.value === null) return found;
  const kind = typeof read.value;
  const plain = expects.kind === 'string' || expects.kind === 'number' || expects.kind === 'boolean';
  if (!plain || kind === expects.kind || (expects.kind === 'number' && kind === 'string')) return [];
  return [violationOf(record, 'action', steps, `is no ${expects.kind}`)];
}

/** Fields that a record is written with, parameters that a page is opened with, and parts of an event that a composite tells. */
function checkNames({ definition, model, page: of, record }: ActionPlace, steps: Steps, action: Values): DefinitionViolation[] {
  const given = (property: string) => (isJsonObject(action[property]) ? Object.keys(action[property]) : []);
  if (action.do === 'navigate') {
    const page = pagesOf(definition).find(({ key }) => key === action.page);
    if (page === undefined) return [];
    const known = Object.keys(page.parameters);
    const missing = [...page.path.matchAll(/:([A-Za-z0-9_]+)/g)]
      .map(([, name = '']) => name)
      .filter((name) => !given('parameters').includes(name));
    return [
      ...given('parameters').flatMap((name) =>
        known.includes(name)
          ? []
          : [unknown(record, [...steps, 'parameters', name], `page ${page.key} has no parameter ${name}`, name, known)],
      ),
      ...missing.map((name) => violationOf(record, 'action', [...steps, 'parameters'], `the address of page ${page.key} needs ${name}`)),
    ];
  }
  if (action.do === 'callAction') {
    const called = externalActionOf(definition, action);
    if (called === undefined) return [];
    return [
      ...given('input').flatMap((name) =>
        Object.hasOwn(called.input, name) ? [] : [unknownInput(record, called, [...steps, 'input', name], name)],
      ),
      ...missingInputs(record, called, [...steps, 'input'], given('input'), 'action'),
    ];
  }
  if (action.do === 'emit') {
    const payload = contractType(of.composite?.events[String(action.event)] ?? 'any');
    if (payload?.kind !== 'context' || payload.open) return [];
    const known = Object.keys(payload.entries);
    return given('values').flatMap((name) =>
      known.includes(name) ? [] : [unknown(record, [...steps, 'values', name], `event ${action.event} has no ${name}`, name, known)],
    );
  }
  if (!writing.has(String(action.do))) return [];
  const entity = model.entities.get(entityKey(String(action.entity), definition));
  if (entity === undefined) return [];
  const known = [...entity.fields.filter((field) => field.record.computed === undefined).map(({ key }) => key), ...entity.relations.keys()];
  return Object.entries(isJsonObject(action.values) ? action.values : {}).flatMap(([name, value]) => {
    const place = [...steps, 'values', name];
    if (!known.includes(name)) return [unknown(record, place, `${entity.key} has no field ${name} to write`, name, known)];
    return checkLiteral(record, place, entity.fieldsByKey.get(name), value);
  });
}

/** What is opened or closed must be something that can be: a dialog, a drawer. */
function checkOpenable({ definition, page, record, find }: ActionPlace, steps: Steps, action: Values): DefinitionViolation[] {
  if ((action.do !== 'open' && action.do !== 'close') || action.component === undefined) return [];
  const target = componentsOf(definition, page.id).find(({ name }) => name === action.component);
  const contract = target === undefined ? undefined : find(target.component)?.contract;
  if (contract === undefined || contract.outputs.open !== undefined) return [];
  return [
    violationOf(record, 'action', [...steps, 'component'], `${action.component} is a ${target?.component}, which does not ${action.do}`),
  ];
}

/** A value that is written as it stands must be one that the field takes. */
function checkLiteral(record: { readonly id: string }, steps: Steps, field: FieldModel | undefined, value: unknown): DefinitionViolation[] {
  const read = readPropertyText(value);
  if (field === undefined || read.kind !== 'literal' || field.target !== null || boundTexts(value).length > 0) return [];
  const wrong = read.value === null ? null : checkFieldValue(field.record, read.value);
  return wrong === null ? [] : [violationOf(record, 'action', steps, wrong)];
}

function unknown(
  record: { readonly id: string },
  steps: Steps,
  message: string,
  name: string,
  known: readonly string[],
): DefinitionViolation {
  const nearest = nearestName(name, known);
  const hint = nearest === null ? (known.length === 0 ? undefined : `There are ${known.join(', ')}.`) : `Did you mean ${nearest}?`;
  return violationOf(record, 'action', steps, message, hint);
}
