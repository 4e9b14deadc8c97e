import { checkFieldValue, type Definition, type DefinitionViolation, pagesOf, violationOf } from '@plinth/app-definition';
import { readPropertyText } from '@plinth/component-contract';
import { contextType, types } from '@plinth/expression';
import { isJsonObject, nearestName } from '@plinth/foundation';
import { type ApplicationModel, entityKey, type FieldModel } from '@plinth/record-store';
import { boundTexts } from './bound-texts.ts';
import { checkBindings, checkExpression } from './check-bindings.ts';
import type { LocalNames, PageScope } from './page-scope.ts';

type Steps = readonly (string | number)[];
type Values = Readonly<Record<string, unknown>>;

const failure = contextType({ title: types.string, hint: types.string, code: types.string });

/** What page actions may refer to. */
export interface ActionPlace {
  readonly definition: Definition;
  readonly model: ApplicationModel;
  readonly scope: PageScope;
  readonly record: { readonly id: string };
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
  const found: DefinitionViolation[] = [];
  for (const [property, value] of Object.entries(action)) {
    if (property === 'do' || property === 'then' || property === 'else' || property === 'catch' || property === 'actions') continue;
    if (property === 'condition' && typeof value === 'string')
      found.push(...checkExpression(record, [...steps, property], value, scope.at(names), types.boolean));
    else found.push(...checkBindings(record, [...steps, property], value, scope.at(names)));
  }
  const conditional = action.do === 'if';
  return [
    ...found,
    ...checkNames(place, steps, action),
    ...inner('actions'),
    ...inner('then', conditional ? {} : { result: types.any }),
    ...inner('else'),
    ...inner('catch', { error: failure }),
  ];
}

/** Fields that a record is written with, and parameters that a page is opened with. */
function checkNames({ definition, model, record }: ActionPlace, steps: Steps, action: Values): DefinitionViolation[] {
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
  if (action.do !== 'createRecord' && action.do !== 'updateRecord') return [];
  const entity = model.entities.get(entityKey(String(action.entity), definition));
  if (entity === undefined) return [];
  const known = [...entity.fields.filter((field) => field.record.computed === undefined).map(({ key }) => key), ...entity.relations.keys()];
  return Object.entries(isJsonObject(action.values) ? action.values : {}).flatMap(([name, value]) => {
    const place = [...steps, 'values', name];
    if (!known.includes(name)) return [unknown(record, place, `${entity.key} has no field ${name} to write`, name, known)];
    return checkLiteral(record, place, entity.fieldsByKey.get(name), value);
  });
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
