import {
  type Definition,
  type DefinitionViolation,
  entityByKey,
  eventTypesOf,
  functionsOf,
  type RecordOf,
  violationOf,
} from '@plinth/app-definition';
import { foundBy } from '@plinth/definition-expressions';
import { parseType } from '@plinth/expression';
import { nearestName } from '@plinth/foundation';
import type { ApplicationModel } from '@plinth/record-store';

/** What functions say that they take, give and reach. Whether their source is a function is known once it is compiled, at publication. */
export function checkFunctions(definition: Definition, model: ApplicationModel): DefinitionViolation[] {
  return functionsOf(definition).flatMap((each) => [
    ...Object.entries(each.input ?? {}).flatMap(([name, type]) => foundBy(each, ['input', name], type, () => parseType(type))),
    ...(each.result === undefined ? [] : foundBy(each, ['result'], each.result, () => parseType(each.result ?? ''))),
    ...checkGrants(definition, model, each),
    ...checkEventTypes(definition, each),
    ...Object.entries(each.tests ?? {}).flatMap(([name, test]) =>
      test.expect !== undefined && test.fails !== undefined
        ? [violationOf(each, 'schema', ['tests', name], 'expects a result and a failure', 'Keep one of expect: and fails:.')]
        : [],
    ),
  ]);
}

/** It tells what the application tells, and is started by that and by what others tell. */
function checkEventTypes(definition: Definition, each: RecordOf<'function'>): DefinitionViolation[] {
  const types = eventTypesOf(definition);
  const told = types.filter(({ from }) => from === 'here');
  const check = (steps: readonly string[], named: readonly string[], known: typeof types) =>
    named.flatMap((key, at) => {
      if (known.some((type) => type.key === key)) return [];
      const nearest = nearestName(
        key,
        known.map((type) => type.key),
      );
      const hint = nearest === null ? 'Name types of events by their keys.' : `Did you mean ${nearest}?`;
      return [violationOf(each, 'reference', [...steps, at], `there is no type of event ${key} here`, hint)];
    });
  return [
    ...check(['startedBy', 'events'], each.startedBy?.events ?? [], types),
    ...check(['grants', 'events'], each.grants?.events ?? [], told),
  ];
}

function checkGrants(definition: Definition, model: ApplicationModel, each: RecordOf<'function'>): DefinitionViolation[] {
  return Object.keys(each.grants?.records ?? {}).flatMap((key) => {
    // Of a module as it is called in addresses: `module.entity`.
    if (entityByKey(definition, key) !== null || model.entities.has(key.replace('.', '/'))) return [];
    return [violationOf(each, 'reference', ['grants', 'records', key], `there is no entity ${key}`, 'Name entities by their keys.')];
  });
}
