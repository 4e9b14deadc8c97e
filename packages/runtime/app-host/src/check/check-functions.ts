import { type Definition, type DefinitionViolation, entityByKey, functionsOf, type RecordOf, violationOf } from '@plinth/app-definition';
import { foundBy } from '@plinth/definition-expressions';
import { parseType } from '@plinth/expression';
import type { ApplicationModel } from '@plinth/record-store';

/** What functions say that they take, give and reach. Whether their source is a function is known once it is compiled, at publication. */
export function checkFunctions(definition: Definition, model: ApplicationModel): DefinitionViolation[] {
  return functionsOf(definition).flatMap((each) => [
    ...Object.entries(each.input ?? {}).flatMap(([name, type]) => foundBy(each, ['input', name], type, () => parseType(type))),
    ...(each.result === undefined ? [] : foundBy(each, ['result'], each.result, () => parseType(each.result ?? ''))),
    ...checkGrants(definition, model, each),
    ...Object.entries(each.tests ?? {}).flatMap(([name, test]) =>
      test.expect !== undefined && test.fails !== undefined
        ? [violationOf(each, 'schema', ['tests', name], 'expects a result and a failure', 'Keep one of expect: and fails:.')]
        : [],
    ),
  ]);
}

function checkGrants(definition: Definition, model: ApplicationModel, each: RecordOf<'function'>): DefinitionViolation[] {
  return Object.keys(each.grants?.records ?? {}).flatMap((key) => {
    // Of a module as it is called in addresses: `module.entity`.
    if (entityByKey(definition, key) !== null || model.entities.has(key.replace('.', '/'))) return [];
    return [violationOf(each, 'reference', ['grants', 'records', key], `there is no entity ${key}`, 'Name entities by their keys.')];
  });
}
